"""What axe finds on a page, the same rules everywhere."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# By tag: WCAG 2.2 at level AA, and what axe itself advises.
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ADVISED = (*WCAG, "best-practice")


def faults(
    page: Page, *, rules: tuple[str, ...] = WCAG, without: tuple[str, ...] = ()
) -> list[str]:
    """One line for each element at fault. `without`: selectors of what isn't ours."""
    found = Axe().run(
        page,
        context={"exclude": [[selector] for selector in without]} if without else None,
        options={"runOnly": list(rules)},
    )
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
