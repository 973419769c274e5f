import pytest

from search.excerpts import LENGTH, excerpt, marked, words_of
from search.query import parse

pytestmark = pytest.mark.any_database


def shown(text: str, query: str) -> str:
    return excerpt(text, words_of(parse(query)))


def test_words_are_marked_without_their_particle() -> None:
    assert shown("새 도서관을 열었다.", "도서관은") == "새 <mark>도서관</mark>을 열었다."


@pytest.mark.parametrize("text", ["인공지능을", "인공 지능을", "한·미 인공-지능을"])
def test_however_they_are_spaced(text: str) -> None:
    assert shown(text, "인공지능").endswith("지능</mark>을")


def test_markup_in_the_text_is_text() -> None:
    assert shown("<b>도서관</b>", "도서관") == "&lt;b&gt;<mark>도서관</mark>&lt;/b&gt;"
    assert shown("a & b", "없는말") == "a &amp; b"


def test_a_long_text_is_cut_around_the_first_hit_between_words() -> None:
    text = "앞말 " * 100 + "도서관을 열었다. " + "뒷말 " * 100
    cut = shown(text, "도서관")
    assert "<mark>도서관</mark>을 열었다." in cut
    assert cut.startswith("… 앞말 ")
    assert cut.endswith("뒷말 …")
    assert len(cut) < LENGTH + 40


def test_where_nothing_is_found_it_begins_at_the_beginning() -> None:
    assert shown("가나다 " * 100, "없는말").startswith("가나다 ")


def test_parts_of_a_word_are_marked_where_the_whole_is_not_there() -> None:
    assert marked("반도체와 단지", words_of(parse("반도체단지"))).count("<mark>") == 2


@pytest.mark.parametrize(
    ("query", "text", "told"),
    [
        ("AI", "said AI를", "said <mark>AI</mark>를"),
        ("ai", "AI반도체", "<mark>AI</mark>반도체"),
        ("24", "2024년 24명", "2024년 <mark>24</mark>명"),
        ("5G", "15G와 5G", "15G와 <mark>5G</mark>"),
        ("하늘", "푸른하늘빛", "푸른<mark>하늘</mark>빛"),
    ],
)
def test_a_part_of_a_name_or_number_is_not_marked(query: str, text: str, told: str) -> None:
    assert shown(text, query) == told


@pytest.mark.parametrize("query", ["(((", ".*", "[", "\\", "가|나"])
def test_no_query_is_taken_for_a_pattern(query: str) -> None:
    assert shown("가나다", query)
