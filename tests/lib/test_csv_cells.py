import pytest

from newsroom.lib.csv_cells import defused

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    "cell",
    [
        "=cmd|' /C calc'!A0",
        "+82 2 000 0000",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u3000＝1",
        "\x00=1",
    ],
)
def test_formulas_are_text(cell: str) -> None:
    assert defused(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "가온시 도서관", "3=3", "속보: -5도", "2025-10-29", "'=1"])
def test_text_stays_as_it_is(cell: str) -> None:
    assert defused(cell) == cell
