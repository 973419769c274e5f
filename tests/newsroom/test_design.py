"""The design's colours: readable in both themes, and named in one place."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static/css"
TEXT = ("ink", "ink-soft", "ink-faint", "seal", "link", *(f"hue-{n}" for n in range(1, 9)))
# Foreground, background, and the least contrast (WCAG 2.2: 1.4.3 text, 1.4.11 what is no text).
PAIRS = (
    *((text, ground, 4.5) for text, ground in product(TEXT, ("paper", "tint"))),
    *((text, "notice", 4.5) for text in ("ink", "ink-soft")),
    ("ribbon-ink", "ribbon", 4.5),
    *((text, "band", 4.5) for text in ("band-ink", "band-faint", "band-seal")),
    # A tag or a page's number that is chosen is set the other way round.
    ("paper", "ink", 4.5),
    ("rule-strong", "paper", 3),
)


def blocks(selector: str) -> list[dict[str, str]]:
    """The custom properties of each rule of that selector, and what else stands there."""
    css = (CSS / "base.css").read_text()
    found = re.findall(re.escape(selector) + r" \{\n(.*?)\n *\}", css, re.DOTALL)
    return [dict(re.findall(r"([a-z-]+(?:\d)?): (.+?);", rule)) for rule in found]


LIGHT = blocks(":root")[0]
DARK = blocks(':root:not([data-theme="light"])')[0]


def luminance(colour: str) -> float:
    """Relative luminance as in WCAG 2.2."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_can_be_read(theme: dict[str, str]) -> None:
    poor = {
        (text, ground): round(found, 2)
        for text, ground, least in PAIRS
        if (found := contrast(theme[f"--{text}"], theme[f"--{ground}"])) < least
    }
    assert poor == {}


def test_dark_is_the_same_by_the_system_and_by_choice() -> None:
    assert blocks(':root[data-theme="dark"]') == [DARK]
    assert DARK["color-scheme"] == "dark"
    assert set(DARK) == set(LIGHT)


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_no_other_file_names_a_colour_or_asks_for_the_theme(path: Path) -> None:
    if path.name in ("base.css", "print.css"):  # paper is white
        return
    css = path.read_text()
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(", css, re.IGNORECASE) == []
    assert "prefers-color-scheme" not in css


def test_what_is_used_is_there() -> None:
    css = "".join(path.read_text() for path in CSS.glob("*.css"))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", css))
    given = set(re.findall(r"(--[a-z0-9-]+):", css))
    assert used - given == set()
