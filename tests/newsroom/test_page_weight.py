"""What a page weighs before its pictures (docs/decisions/0038): as small as when it was measured."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.list_views import day_address
from newsroom.lib.dates import to_seoul
from tests.articles.blocks.bodies import gallery, make_file, photo_figure
from tests.builders import make_photo, make_published, make_reporter, make_section
from tests.page_files import compressed, compressed_files, icons_of, scripts_of, styles_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

KILOBYTE = 1024
MOST_CSS, MOST_SCRIPT, MOST_ARTICLE = 25 * KILOBYTE, 15 * KILOBYTE, 60 * KILOBYTE


def bodies_of_the_seeds(number: int) -> str:
    """Real text: repeated paragraphs would compress to nothing."""
    sources = sorted(Path(settings.BASE_DIR, "seeds/source/stories").glob("*.toml"))[:number]
    bodies = [tomllib.loads(path.read_text())["body"] for path in sources]
    paragraphs = [line for body in bodies for line in body.splitlines() if line]
    # What stands in blocks of its own is another story's.
    return "".join(f"<p>{re.sub('<[^>]+>', '', line)}</p>" for line in paragraphs)


def every_block() -> str:
    """A story that needs every style sheet and every script a story can."""
    photos = [photo_figure(make_photo(alt=f"사진 {number}"), "설명") for number in range(4)]
    return "".join(
        (
            photos[0],
            gallery(*photos[1:]),
            '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>',
            f'<figure data-file="{make_file().token}"><figcaption>보고서</figcaption></figure>',
            '<figure data-notice="suicide"></figure>',
            '<figure class="quote"><blockquote><p>말.</p></blockquote></figure>',
            '<aside class="box"><h3>안내</h3><p>글.</p></aside>',
            "<table><tbody><tr><td>칸</td></tr></tbody></table>",
        )
    )


@pytest.fixture
def addresses() -> dict[str, str]:
    section, reporter = make_section("사회"), make_reporter(photo=make_photo())
    common = {"section_id": section.pk, "reporter_ids": (reporter.pk,), "tags": ("하천",)}
    make_published(**common)
    plain = make_published(**common, lead_photo_id=make_photo().pk, body=bodies_of_the_seeds(4))
    whole = make_published(
        **common, lead_photo_id=make_photo().pk, body=every_block() + bodies_of_the_seeds(12)
    )
    return {
        "article": plain.get_absolute_url(),
        "article with every block": whole.get_absolute_url(),
        "front": "/",
        "section": section.get_absolute_url(),
        "reporter": reporter.get_absolute_url(),
        "tag": "/tags/하천/",
        "day": day_address(to_seoul(whole.published_at).date()),
        "corrections": "/corrections/",
        "search": "/search/?q=하천",
        "print": f"{plain.get_absolute_url()}print/",
        "missing": "/articles/999999/",
    }


def test_pages_are_light(client: Client, addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        html = client.get(address).content.decode()
        css, scripts = compressed_files(styles_of(html)), compressed_files(scripts_of(html))
        assert 0 < css <= MOST_CSS, name
        assert scripts <= MOST_SCRIPT, name
        if not name.startswith("article"):
            continue
        beside = re.search(r'data-beside="([^"]+)"', html)
        assert beside
        fetched = [client.get(path).content for path in (beside[1], "/speculation-rules.json")]
        total = css + scripts + compressed_files(icons_of(html))
        total += sum(map(compressed, (html, *fetched)))
        assert total <= MOST_ARTICLE, name


def test_modules_are_followed_to_their_ends() -> None:
    html = '<script type="module" src="/static/js/article-tools.js"></script>'
    assert {"js/article-tools.js", "js/share.js", "js/text-size.js"} <= scripts_of(html)
