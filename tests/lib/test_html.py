"""Reading HTML mechanically."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.lib import html as markup
from newsroom.lib.html import End, Start, Text


def read(html: str) -> list[markup.Token]:
    return list(markup.tokens(html))


def test_it_reads_tags_attributes_and_text() -> None:
    assert read("<P Class=a id='b' title=\"c d\" hidden>가<br/>나</p >") == [
        Start("p", {"class": "a", "id": "b", "title": "c d", "hidden": ""}),
        Text("가"),
        Start("br", {}),
        Text("나"),
        End("p"),
    ]


def test_the_first_of_two_attributes_counts() -> None:
    assert read("<a href=1 HREF=2>") == [Start("a", {"href": "1"})]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("?a=1&copy=2", "?a=1&copy=2"),
        ("?a=1&amp;copy=2", "?a=1&copy=2"),
        ("&copy;", "©"),
        ("&copy", "©"),
        ("&#106;&#x61", "ja"),
        ("&bogus;", "&bogus;"),
    ],
)
def test_references_in_attributes_are_read_as_browsers_do(value: str, expected: str) -> None:
    assert read(f'<a href="{value}">') == [Start("a", {"href": expected})]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("3 < 4 <", "3 < 4 <"),
        ("&lt;b&gt; &amp; &nbsp;", "<b> & \xa0"),
        ("가<!-- <p> -->나", "가나"),
        ("가<!-->나", "가나"),
        ("가<!--->나", "가나"),
        ("가<!-- x --!>나", "가나"),
        ("가<!-- 나", "가"),
        ("가<!DOCTYPE html>나<?xml x?>다</ x>라</>마", "가나다라마"),
        ("가<script>1 < 2 </scripty> </SCRIPT >나", "가나"),
        ("가<style><p></style\n>나<textarea><b></textarea>다", "가나다"),
        ("가<script>나", "가"),
        ("가<p", "가"),
        ("가<p title='나>", "가"),
    ],
)
def test_only_the_text_of_the_page_is_text(html: str, text: str) -> None:
    assert "".join(token.text for token in read(html) if isinstance(token, Text)) == text


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("", 0),
        ("가", 0),
        ("<br><img><hr>", 0),
        ("<p>가</p><p>나</p>", 1),
        ("<p>가<p>나<p>다", 1),
        ("<ul><li>가<li>나<ul><li>다</ul></ul>", 4),
        ("<div>" * 300, 300),
        ("<div></div>" * 300, 1),
        ("<div></b>" * 300, 300),
        ("<b>가<p>나</b>다</p>", 2),
        ("<!-- <div><div> --><p title='<div>'>", 1),
        ("</div></p>", 0),
    ],
)
def test_depth(html: str, depth: int) -> None:
    assert markup.depth(html) == depth


def test_paragraphs_are_the_blocks_with_text() -> None:
    html = "앞<div> 가\n 나<p>다<br> 라&nbsp;</p><p>&nbsp;</p><b>마</b></div><table><td>바<td>사"
    assert markup.paragraphs(html) == ["앞", "가 나", "다\n라", "마", "바", "사"]


def test_text_has_one_block_a_line() -> None:
    assert markup.text("<h2>가</h2>\n\n<p>나 <i>다</i></p>") == "가\n나 다"


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_escaped_text_is_read_back(text: str) -> None:
    assert "".join(t.text for t in read(markup.escape(text)) if isinstance(t, Text)) == text
    if text:
        assert read(f'<a title="{markup.escape(text)}">') == [Start("a", {"title": text})]


@given(st.text(st.sampled_from("<>/!-?'\"= &;#xab가\n")))
@settings(max_examples=200, deadline=None)
def test_any_input_is_read_to_its_end(html: str) -> None:
    assert markup.depth(html) <= html.count("<")


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a b='",
        "<!--",
        "<!",
        "</",
        "<a b=",
        "&",
        "&#",
        "&a",
        "<script>",
        "<div>",
        "</x>",
    ],
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    markup.depth(piece * (500_000 // len(piece)))
    assert time.process_time() - started < 2
