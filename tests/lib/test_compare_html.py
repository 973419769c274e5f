"""Comparing two bodies by paragraph."""

import time
from itertools import pairwise

from newsroom.lib.compare import Kind
from newsroom.lib.compare_html import BlockChange, Change, Mark, blocks_of, compare_bodies

FIRST = "<p>가온시가 새 도서관을 열었다고 3일 밝혔다.</p>"
SECOND = "<p>도서관은 지하 1층, 지상 4층 규모다.</p>"
THIRD = "<p>시장은 책 읽는 도시를 만들겠다고 말했다.</p>"
PHOTO = (
    '<figure class="photo"><img src="/photos/{}.jpg" alt="{}">'
    "<figcaption>새 도서관</figcaption></figure>"
)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    return [(change.change.value, change.block.name) for change in compare_bodies(before, after)]


def only(before: str, after: str) -> BlockChange:
    (change,) = compare_bodies(before, after)
    return change


def test_a_paragraph_is_compared_with_what_it_became() -> None:
    found = compare_bodies(FIRST + SECOND + THIRD, FIRST + SECOND.replace("4층", "5층") + THIRD)
    assert [change.change for change in found] == [Change.SAME, Change.CHANGED, Change.SAME]
    assert [piece.text for piece in found[1].pieces if piece.kind != Kind.SAME] == ["4", "5"]


def test_added_and_removed_paragraphs_stand_where_they_are() -> None:
    assert changes(FIRST + THIRD, FIRST + SECOND + THIRD) == [
        ("same", "p"),
        ("added", "p"),
        ("same", "p"),
    ]
    assert changes(FIRST + SECOND + THIRD, FIRST + THIRD)[1] == ("removed", "p")
    assert changes("", FIRST) == [("added", "p")]
    assert changes("", "") == []


def test_several_rewritten_paragraphs_find_their_own() -> None:
    after = (
        "<h2>도서관</h2>"
        + FIRST.replace("3일", "4일")
        + "<p>전혀 다른 이야기가 들어왔다.</p>"
        + SECOND.replace("규모다", "규모로 지었다")
    )
    assert changes(FIRST + SECOND, after) == [
        ("added", "h2"),
        ("changed", "p"),
        ("added", "p"),
        ("changed", "p"),
    ]


def test_a_moved_paragraph_says_so_at_both_places() -> None:
    assert changes(FIRST + SECOND + THIRD, SECOND + THIRD + FIRST) == [
        ("moved_away", "p"),
        ("same", "p"),
        ("same", "p"),
        ("moved_here", "p"),
    ]


def test_what_has_nothing_in_common_is_not_compared() -> None:
    assert changes("<p>가 나 다 라</p>", "<p>마 바 사 아</p>") == [
        ("removed", "p"),
        ("added", "p"),
    ]


def test_a_link_that_leads_elsewhere_does_not_change_unseen() -> None:
    body = '<p>자세한 것은 <a href="https://{}.kr/">누리집</a>에 있다.</p>'
    change = only(body.format("a"), body.format("b"))
    assert change.change == Change.CHANGED
    assert change.marks_removed == [Mark("a", "누리집", "https://a.kr/")]
    assert change.marks_added == [Mark("a", "누리집", "https://b.kr/")]
    change = only("<p>굵은 글</p>", "<p><strong>굵은</strong> 글</p>")
    assert change.marks_added == [Mark("strong", "굵은")]


def test_pictures_embeds_and_tables_are_whole_units() -> None:
    assert changes("", PHOTO.format("a", "앞")) == [("added", "figure")]
    change = only(PHOTO.format("a", "앞"), PHOTO.format("b", "뒤"))
    assert change.change == Change.CHANGED
    assert (change.other_source, change.block.source) == ("/photos/a.jpg", "/photos/b.jpg")
    assert only(PHOTO.format("a", "앞"), PHOTO.format("a", "뒤")).change == Change.CHANGED
    embed = '<figure data-embed="youtube:{}"></figure>'
    change = only(embed.format("aaaaaaaaaaa"), embed.format("bbbbbbbbbbb"))
    assert change.other_source == "youtube:aaaaaaaaaaa"
    table = (
        "<table><tbody><tr><th>층</th><td>{}</td></tr><tr><td><p>둘</p></td></tr></tbody></table>"
    )
    change = only(table.format("어린이 자료실"), table.format("어린이 열람실"))
    assert change.block.text == "층 | 어린이 열람실\n둘"
    assert [piece.text for piece in change.pieces if piece.kind == Kind.REMOVED] == ["자료실"]
    assert changes(table, FIRST)[0] == ("removed", "table")


def test_every_kind_of_block_has_its_name() -> None:
    body = (
        "<h2>가</h2><p>나<br>다</p><ul><li>라</li><li><p>마</p></li></ul>"
        "<blockquote><p>바</p></blockquote><hr><h4>사</h4>아"
    )
    assert [(block.name, block.text) for block in blocks_of(body)] == [
        ("h2", "가"),
        ("p", "나\n다"),
        ("li", "라"),
        ("li", "마"),
        ("blockquote", "바"),
        ("hr", ""),
        ("h4", "사"),
        ("p", "아"),
    ]


def test_a_paragraph_that_became_a_heading_is_a_change() -> None:
    change = only("<p>도서관을 열다</p>", "<h2>도서관을 열다</h2>")
    assert change.change == Change.CHANGED


def test_a_long_story_takes_a_moment() -> None:
    paragraphs = [
        " ".join(f"낱말{(number * 7 + place * 13) % 400}" for place in range(40))
        for number in range(200)
    ]
    after = [
        text.replace("낱말1", "말") if place % 2 else text for place, text in enumerate(paragraphs)
    ]
    bodies = ["".join(f"<p>{text}</p>" for text in texts) for texts in (paragraphs, after)]
    began = time.process_time()
    found = compare_bodies(*bodies)
    # A tenth of a second; more on a busy machine.
    assert time.process_time() - began < 1
    assert len(found) == 200


def test_no_body_keeps_it_busy_for_long() -> None:
    for before, after in (
        ("<p>가</p>" * 4_000, "<p>나</p>" * 4_000),
        ("<p>가</p><p>나</p>" * 20_000, "<p>나</p><p>가</p>" * 20_000),
        ("<strong>" * 9_000 + "가", "<p>가</p>"),
    ):
        began = time.process_time()
        found = compare_bodies(before, after)
        assert time.process_time() - began < 10
        assert all(one is not other for one, other in pairwise(found))
