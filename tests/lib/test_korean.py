"""Korean text functions."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib import korean

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def test_normalise_joins_what_macos_splits() -> None:
    assert korean.normalise("\u1112\u1161\u11ab글.txt") == "한글.txt"


def test_normalise_keeps_compatibility_characters() -> None:
    assert korean.normalise("㈜ ㎏ ① １ ﬁ") == "㈜ ㎏ ① １ ﬁ"


def test_normalise_makes_every_line_end_a_newline() -> None:
    assert korean.normalise("가\r\n나\r다\n라") == "가\n나\n다\n라"


@pytest.mark.parametrize("text", ["가\0나", "\ud800"])
def test_normalise_refuses_what_no_database_stores(text: str) -> None:
    with pytest.raises(ValueError, match="다시"):
        korean.normalise(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  제목\u00a0\u3000 하나\n둘\t", "제목 하나 둘"),
        ("\u202e제\u200b목\u2066\u2069\u200f\u061c\ufeff\u2060", "제목"),
        ("제\x07목\x7f\x85", "제목"),
        ("가 \u200b 나", "가 나"),
        ("\u1112\u200b\u1161\u11ab", "한"),
        ("중년·신중년뉴스 【단독】 “인용”…", "중년·신중년뉴스 【단독】 “인용”…"),
        ("\u200b\u00a0", ""),
    ],
)
def test_clean_name_is_one_visible_line(text: str, expected: str) -> None:
    assert korean.clean_name(text) == expected


@given(STORABLE)
@settings(max_examples=200, deadline=None)
def test_clean_name_twice_changes_nothing(text: str) -> None:
    name = korean.clean_name(text)
    assert korean.clean_name(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert name == name.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"가족 {FAMILY}", f"가족 {FAMILY}"),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525"),
        ("\U0001f469\U0001f3fd\u200d\U0001f4bb", "\U0001f469\U0001f3fd\u200d\U0001f4bb"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("가\u200d나", "가나"),
        ("\U0001f468\u200d가", "\U0001f468가"),
        ("가\ufe0f", "가"),
        ("가\u202e나\u200b다\n\t라", "가나다\n\t라"),
    ],
)
def test_strip_invisible_keeps_joined_emoji_only(text: str, expected: str) -> None:
    assert korean.strip_invisible(text) == expected


@given(st.text(st.sampled_from("가1 \u200d\ufe0f\U0001f468\U0001f3fd\u202e\n")))
@settings(max_examples=200, deadline=None)
def test_strip_invisible_twice_changes_nothing(text: str) -> None:
    stripped = korean.strip_invisible(text)
    assert korean.strip_invisible(stripped) == stripped


@pytest.mark.parametrize(
    ("text", "with_spaces", "without_spaces"),
    [
        ("", 0, 0),
        ("뉴스라이트", 5, 5),
        ("\u1112\u1161\u11ab글", 2, 2),
        ("  가 나\n\n다  ", 5, 3),
        ("가\u00a0나", 3, 2),
        ("\U0001f600", 1, 1),
    ],
)
def test_count_characters(text: str, with_spaces: int, without_spaces: int) -> None:
    assert korean.count_characters(text) == (with_spaces, without_spaces)


@pytest.mark.parametrize(
    ("characters", "sheets"),
    [(0, 0), (9, 0), (10, 0.1), (29, 0.1), (30, 0.2), (200, 1), (1250, 6.3), (1249, 6.2)],
)
def test_manuscript_sheets_round_halves_upwards(characters: int, sheets: float) -> None:
    assert korean.manuscript_sheets("가" * characters) == sheets


STORY = "【뉴스라이트 = 김정민 기자】 경기도가 15일\r\n협약을 맺었다.\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (STORY.encode(), "utf-8"),
        (STORY.encode("utf-8-sig"), "utf-8-sig"),
        (STORY.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + STORY.encode("utf-16-be"), "utf-16"),
        (STORY.encode("utf-16-le"), "utf-16-le"),
        (STORY.encode("utf-16-be"), "utf-16-be"),
        (STORY.encode("cp949"), "cp949"),
    ],
)
def test_decode_finds_the_encoding(data: bytes, expected: str) -> None:
    assert korean.decode(data) == (STORY, expected)


def test_decode_reads_what_euc_kr_proper_lacks() -> None:
    assert korean.decode("똠방각하 펲시콜라".encode("cp949")) == ("똠방각하 펲시콜라", "cp949")


def test_decode_of_nothing_is_nothing() -> None:
    assert korean.decode(b"") == ("", "utf-8")


def test_decode_obeys_a_given_encoding() -> None:
    assert korean.decode(STORY.encode("cp949"), "cp949") == (STORY, "cp949")
    with pytest.raises(ValueError, match="utf-8 인코딩으로 읽을 수 없습니다"):
        korean.decode(STORY.encode("cp949"), "utf-8")
    with pytest.raises(ValueError, match="알 수 없는 문자 인코딩"):
        korean.decode(b"", "klingon")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xff\xff",
        b"\x00\x00\x00\x00",
        b"\xef\xbb\xbf\xff",
        b"\xff\xfe\x00",
        STORY.encode().replace(b"15", b"\xff"),
        b"PK\x03\x04\x00\x00\x08\x00",
    ],
)
def test_decode_refuses_what_is_no_text(data: bytes) -> None:
    with pytest.raises(ValueError, match="문자 인코딩을 알 수 없습니다"):
        korean.decode(data)


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("기자", "을/를", "기자를"),
        ("섹션", "을/를", "섹션을"),
        ("제목", "이/가", "제목이"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("제주", "으로/로", "제주로"),
        ("7", "으로/로", "7로"),
        ("6", "은/는", "6은"),
        ("2", "은/는", "2는"),
        ("MBN", "이/가", "MBN이"),
        ("KBS", "이/가", "KBS가"),
        ("‘제목’", "과/와", "‘제목’과"),
        ("中", "을/를", "中을(를)"),
        ("中", "으로/로", "中(으)로"),
        ("", "이/가", "이(가)"),
    ],
)
def test_josa_follows_the_last_sound(word: str, pair: str, expected: str) -> None:
    assert korean.josa(word, pair) == expected
