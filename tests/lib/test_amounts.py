"""Numbers with their units."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib.amounts import amounts

pytestmark = pytest.mark.any_database


def read(text: str) -> list[tuple[str, str, str]]:
    return [(text[found.start : found.end], found.value, found.unit) for found in amounts(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2만 원", "20000", "원"),
        ("2만원", "20000", "원"),
        ("20,000원", "20000", "원"),
        ("20000 원", "20000", "원"),
        ("２０，０００원", "20000", "원"),
        ("2만\u00a0원", "20000", "원"),
        ("2만 5,000원", "25000", "원"),
        ("2만5000원", "25000", "원"),
        ("1만 320원", "10320", "원"),
        ("34만 9천 원", "349000", "원"),
        ("1억 5천만 원", "150000000", "원"),
        ("1억5000만원", "150000000", "원"),
        ("1천200만원", "12000000", "원"),
        ("1천2백만 명", "12000000", "명"),
        ("2천5백만 달러", "25000000", "달러"),
        ("12억 3456만 7890원", "1234567890", "원"),
        ("3조 2천억", "3200000000000", ""),
        ("3조 원", "3000000000000", "원"),
        ("2000조 원", "2000000000000000", "원"),
        ("2.5조 원", "2500000000000", "원"),
        ("1.5만 명", "15000", "명"),
        ("2만여 원", "20000", "원"),
        ("10여만 명", "100000", "명"),
        ("20여 명", "20", "명"),
        ("3천", "3000", ""),
        ("5백", "500", ""),
        ("50만", "500000", ""),
        ("3.5%", "3.5", "%"),
        ("3.50 퍼센트", "3.5", "%"),
        ("3.5％", "3.5", "%"),
        ("0.5%p", "0.5", "%포인트"),
        ("0.0%", "0", "%"),
        ("12.3㎞", "12.3", "km"),
        ("12.3 킬로미터", "12.3", "km"),
        ("200m2", "200", "㎡"),
        ("10t", "10", "톤"),
        ("65살", "65", "세"),
        ("05일", "5", "일"),
        ("6개월", "6", "개월"),
        ("6세대", "6", "세대"),
        ("1,234", "1234", ""),
        ("12", "12", ""),
        ("0", "0", ""),
    ],
)
def test_an_amount_is_read_whole(text: str, value: str, unit: str) -> None:
    assert read(text) == [(text, value, unit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("이웃 20명만 남았다", [("20명", "20", "명")]),
        ("약2만 원대의", [("2만 원", "20000", "원")]),
        ("3.3㎡당 2천만 원을", [("3.3㎡", "3.3", "㎡"), ("2천만 원", "20000000", "원")]),
        ("10월 29일", [("10월", "10", "월"), ("29일", "29", "일")]),
        ("-3.5%, +4%", [("3.5%", "3.5", "%"), ("4%", "4", "%")]),
        ("20~30만 명", [("20", "20", ""), ("30만 명", "300000", "명")]),
        ("20명·30명", [("20명", "20", "명"), ("30명", "30", "명")]),
        ("1,300여 시험장", [("1,300여", "1300", "")]),
        ("관중 2만, 도시 3만", [("2만", "20000", ""), ("3만", "30000", "")]),
        # What follows the number is another word than a unit.
        ("50만 도시, 50만 시민", [("50만", "500000", "")] * 2),
        ("3억대 아파트", [("3억", "300000000", "")]),
        # Smaller pieces only.
        ("10만 20만 원", [("10만", "100000", ""), ("20만 원", "200000", "원")]),
        ("1.5억 5천만 원", [("1.5억", "150000000", ""), ("5천만 원", "50000000", "원")]),
        ("30만여 5천 원", [("30만여", "300000", ""), ("5천 원", "5000", "원")]),
        ("5천\n3명", [("5천", "5000", ""), ("3명", "3", "명")]),
    ],
)
def test_amounts_end_where_they_end(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "만 원", "이만 원", "수천 명", "①", "٣명", "Ⅲ", "\0"),
        *("2026.11.23", "2026. 11. 23.", "2026-11-23", "14:05", "9/11", "3·1절", "4·19"),
        *("031-123-4567", "010.1234.5678", "127.0.0.1", "1.2.3", "2:1", "1,23원", "007"),
        *("제3차", "제 22대", "제100조", "3차", "1위", "2호선", "1분기", "3원칙", "4대강"),
        *("5G", "4K", "F-35", "K9", "G20", "코로나19", "코로나-19명", "코로나19 건", "MP3"),
        # 만 as a particle, 조 as a clause.
        *("2만 남았다", "2만의", "민법 3조 2항", "3조 원칙"),
        # A number not told, and one nobody counts to.
        *("00명", "1" * 21 + "원", "0." + "3" * 20 + "%", "1" * 10 + "조 원"),
    ],
)
def test_what_only_looks_like_an_amount_is_none(text: str) -> None:
    assert read(text) == []


def in_myriads(number: int) -> str:
    """As 1억 2345만 6789."""
    pieces = []
    for name in ("", "만", "억", "조"):
        number, rest = divmod(number, 10**4)
        if rest:
            pieces.append(f"{rest}{name}")
    return " ".join(reversed(pieces))


@given(st.integers(10, 10**15 - 1), st.sampled_from(["원", " 원", "명", " 건이", "가구에", "㎡"]))
@settings(max_examples=200, deadline=None)
def test_all_ways_of_writing_are_one(number: int, unit: str) -> None:
    written = [f"{number}{unit}", f"{number:,}{unit}"]
    if number % 10**4 == 0 or number % 10**4 > 9:
        written.append(in_myriads(number) + unit)
    found = [(one.value, one.unit) for text in written for one in amounts(text)]
    assert found == [(str(number), unit.strip().rstrip("이에"))] * len(written)


TRICKY = st.text(
    st.sampled_from("0123459９.,．，-·:/ \u00a0\n만억조천백십여제차원명개대도시인%kmGt가년")
)


@given(st.one_of(st.text(), TRICKY))
@settings(max_examples=500, deadline=None)
def test_no_text_is_an_error(text: str) -> None:
    end = 0
    for found in amounts(text):
        assert end <= found.start < found.end <= len(text)
        assert re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", found.value)
        end = found.end


@given(TRICKY)
@settings(max_examples=200, deadline=None)
def test_how_an_amount_is_given_is_an_amount(text: str) -> None:
    for found in amounts(text):
        again = amounts(found.value + found.unit)
        assert [(one.value, one.unit) for one in again] == [(found.value, found.unit)]


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        *(("9", 300_000), ("1,", 150_000), ("1.", 150_000), ("1-", 150_000), ("0", 300_000)),
        *(("여", 300_000), (" ", 300_000), ("제", 300_000), ("만", 300_000)),
        *(("1 ", 10_000), ("1만 ", 10_000), ("1억", 10_000), ("1천1백", 5_000), ("제 1", 10_000)),
        *(("1 개이이이이이라고", 5_000), ("2026. ", 5_000), ("1억 1만 1천 1백 ", 3_000)),
    ],
)
def test_long_texts_are_read_once(piece: str, times: int) -> None:
    """Were the time to grow with the square of the length, this wouldn't come to an end."""
    amounts(piece * times)
    amounts("1" + piece * times + "원")
