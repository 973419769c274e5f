import pytest

from newsroom.lib.hanja import hangul_of_hanja

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李 대통령", "이 대통령"),
        ("對中 수출", "대중 수출"),
        ("北 미사일", "북 미사일"),
        ("駐日 대사", "주일 대사"),
        ("貯水池", "저수지"),
        # 두음법칙, at the beginning alone.
        ("女子", "여자"),
        ("老人", "노인"),
        ("男女", "남녀"),
        ("金 지사", "금 지사"),
        ("不可", "불가"),
        # A compatibility ideograph is the character itself.
        ("\uf9e1", "이"),
    ],
)
def test_hanja_are_read(text: str, expected: str) -> None:
    assert hangul_of_hanja(text) == expected


@pytest.mark.parametrize("text", ["", "한글", "abc", "㐀", "ㄱ", "😀"])
def test_what_is_no_hanja_of_the_standard_stays(text: str) -> None:
    assert hangul_of_hanja(text) == text
