"""Comparing two texts by word and particle."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib.compare import Kind, compare_texts

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def marked(before: str, after: str) -> str:
    signs = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(signs[kind].format(text) for kind, text in compare_texts(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("서울시가 밝혔다.", "서울시는 밝혔다.", "서울시[-가-][+는+] 밝혔다."),
        ("서울시가 밝혔다.", "부산시가 밝혔다.", "[-서울시가-][+부산시가+] 밝혔다."),
        ("경기도에서는 오늘", "경기도에서 오늘", "경기도에서[-는-] 오늘"),
        ("한국은행으로부터 빌렸다", "한국은행에 빌렸다", "한국은행[-으로부터-][+에+] 빌렸다"),
        # A word that ends like a particle is a word.
        ("회의가 열렸다", "회의 열렸다", "회의[-가-] 열렸다"),
        ("회의 결과", "주의 결과", "[-회의-][+주의+] 결과"),
        ("AI가 쓴", "AI는 쓴", "AI[-가-][+는+] 쓴"),
        ("예산 5,000억원", "예산 6,000억원", "예산 [-5,000-][+6,000+]억원"),
        # 띄어쓰기
        ("여행가는 봄", "여행 가는 봄", "여행[+ +]가는 봄"),
        ("할수 있는것이 없다", "할 수 있는 것이 없다", "할[+ +]수 있는[+ +]것이 없다"),
        # What is left between two rewritten words is no news.
        ("할 수 있다", "될 수 없다", "[-할 수 있다-][+될 수 없다+]"),
        (
            "서울이 부산을 이겼다",
            "서울은 대구를 이겼다",
            "서울[-이-][+은+] [-부산을-][+대구를+] 이겼다",
        ),
        (f"가 {FAMILY}", "가 나", f"가 [-{FAMILY}-][+나+]"),
        ("", "새 글", "[+새 글+]"),
        ("옛 글", "", "[-옛 글-]"),
        ("", "", ""),
        ("같은 글", "같은 글", "같은 글"),
    ],
)
def test_reads_as_a_korean_would(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


WORDS = st.sampled_from(
    [
        "서울시가",
        "서울시는",
        "서울",
        "회의",
        "의",
        " ",
        "  ",
        "\n",
        ",",
        ".",
        "3월",
        "것",
        "수",
        "경제를",
        "A",
        FAMILY,
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join)


@settings(max_examples=100, deadline=None)
@given(TEXTS | st.text(max_size=40), TEXTS | st.text(max_size=40))
def test_the_pieces_make_both_texts(before: str, after: str) -> None:
    pieces = compare_texts(before, after)
    assert "".join(text for kind, text in pieces if kind != Kind.ADDED) == before
    assert "".join(text for kind, text in pieces if kind != Kind.REMOVED) == after
    assert all(text for _, text in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("가 나 " * 25_000, "나 가 " * 25_000),
        (".," * 50_000, ",!" * 50_000),
        ("가 나 " * 250_000, "나 가 " * 250_000),
    ],
)
def test_no_text_keeps_it_busy_for_long(before: str, after: str) -> None:
    began = time.process_time()
    compare_texts(before, after)
    # A second or so; far from the minutes that all pairs of words would take.
    assert time.process_time() - began < 6
