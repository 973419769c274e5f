import pytest

from search.tokens import LONGEST_PIECE, TEXT_AT_ONCE, pieces, words

pytestmark = pytest.mark.any_database


def morphemes(text: str) -> list[str]:
    return [morpheme for word in words(text) for morpheme in word.morphemes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("과기정통부는 양해각서를 체결했다", ["과기", "정통", "부", "양해", "각서", "체결"]),
        ("인공 지능", ["인공", "지능"]),
        ("인공지능", ["인공", "지능"]),
        ("한-미 한·미 한미", ["한", "미"] * 3),
        ("MOU를 맺은", ["mou", "맺다"]),
        ("시민들이", ["시민"]),
        # A verb is told from the noun that its stem is.
        ("배우는 배우", ["배우다", "배우"]),
        ("걸었다", ["걷다"]),
        ("에서는, “…” 그리고", []),
        ("", []),
    ],
)
def test_particles_and_endings_go_and_compounds_are_taken_apart(
    text: str, expected: list[str]
) -> None:
    assert morphemes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("과기정통부는", {"과기정통부"}),
        ("체결했다", set()),
        ("산·학·연이", {"산학연"}),
        ("對中 수출", {"대중"}),
        ("李 대통령", {"이"}),
        ("2만 원", {"20000원", "20000", "2만"}),
        ("3.5%", {"3점5u25"}),
        # A name of two syllables, or one with its particle.
        ("한은 총재", {"한은"}),
        ("가나" * LONGEST_PIECE, set()),
    ],
)
def test_words_in_one_piece(text: str, expected: set[str]) -> None:
    assert pieces(text, words(text)) >= expected
    assert all(len(piece) <= LONGEST_PIECE for piece in pieces(text, words(text)))


def test_one_morpheme_needs_no_piece() -> None:
    assert pieces("학교를 열었다", words("학교를 열었다")) == set()


def test_a_syllable_stands_with_what_is_beside_it_in_its_word() -> None:
    text = "소상공인과 도서관을 다음 달에 그가 한 일"
    assert {"소상", "상공인", "도서관", "다음달"} <= pieces(text, words(text))
    assert "한일" not in pieces(text, words(text))


@pytest.mark.parametrize("text", ["가" * (TEXT_AT_ONCE * 3), "가\0나", "\x01\u202e", "😀" * 5_000])
def test_no_text_is_too_odd(text: str) -> None:
    pieces(text, words(text))


def test_it_is_the_same_wherever_lines_end() -> None:
    assert morphemes("도서관을\n열었다\r\n시장은 갔다") == morphemes("도서관을 열었다 시장은 갔다")
