"""Pictures of pages: which are taken, and when one counts as changed."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tools.screens.comparison import compare, difference, share_of_changes
from tools.screens.pages import SCREENS

SIZE = (200, 100)


def page(*, mark: tuple[int, int] | None = None, colour: str = "black") -> Image.Image:
    """White, with a mark of that size."""
    made = Image.new("RGB", SIZE, "white")
    if mark:
        ImageDraw.Draw(made).rectangle((0, 0, mark[0] - 1, mark[1] - 1), fill=colour)
    return made


def test_the_same_page_is_not_changed() -> None:
    assert share_of_changes(page(), page()) == 0
    # Nor one whose palette is a little other, nor one with a speck.
    assert share_of_changes(page(), page(mark=SIZE, colour="#eeeeee")) == 0
    assert share_of_changes(page(), page(mark=(10, 10))) == pytest.approx(0.005)


def test_one_colour_is_enough() -> None:
    assert share_of_changes(page(), page(mark=SIZE, colour="#ffffe0")) == 1
    assert share_of_changes(page(), page(mark=SIZE, colour="#ffe7ff")) == 0


def test_another_size_is_a_change() -> None:
    assert share_of_changes(page(), page().crop((0, 0, 200, 99))) == 1


def test_what_differs_is_shown_in_red(tmp_path: Path) -> None:
    before, now, told = (tmp_path / f"{name}.png" for name in ("before", "now", "told"))
    page().quantize(16).save(before)
    page().quantize(16).save(now)
    assert not compare(before, now, told)
    assert not told.exists()
    page(mark=(20, 20)).resize((200, 120)).save(now)
    assert compare(before, now, told)
    with Image.open(told) as shown:
        assert shown.size == (200, 120)
    red = difference(page(), page(mark=(20, 20)))
    assert red.getpixel((5, 5)) == (220, 0, 40)
    assert red.getpixel((50, 50)) == (255, 255, 255)


def test_every_page_has_a_name_of_its_own() -> None:
    names = [screen.name for screen in SCREENS]
    assert len(names) == len(set(names))
    assert {screen.themes for screen in SCREENS if not screen.username} == {("light", "dark")}
