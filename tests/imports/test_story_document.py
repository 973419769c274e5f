import pytest

from imports.story import Refusal, ReporterName, SectionName, Story
from imports.story_document import read
from tests.imports.documents import (
    PAGE,
    PARAGRAPHS,
    STUB_LEAD,
    STUB_TITLE,
    SUBTITLE,
    TITLE,
    page,
)

LEE = ReporterName("이도윤")
PARK = ReporterName("박서아")


def stories(text: str) -> list[Story]:
    items = list(read("page.txt", text))
    assert not [item for item in items if isinstance(item, Refusal)], items
    return [item for item in items if isinstance(item, Story)]


def only(text: str) -> Story:
    (story,) = stories(text)
    return story


def refusal(text: str) -> Refusal:
    (item,) = read("page.txt", text)
    assert isinstance(item, Refusal), item
    return item


def test_a_page_gives_its_story_its_stub_and_its_sections() -> None:
    story, first, second, stub = read("page.txt", PAGE)
    assert story == Story(
        "page.txt:3",
        TITLE,
        subtitle=SUBTITLE,
        outlet="한빛뉴스",
        reporters=[LEE],
        paragraphs=PARAGRAPHS,
        dropped=["메뉴", "더보기"],
    )
    assert (first, second) == (
        SectionName("page.txt:22", "동네소식"),
        SectionName("page.txt:27", "생활·문화뉴스"),
    )
    assert stub == Story(
        "page.txt:29",
        STUB_TITLE,
        kind="stub",
        outlet="한빛뉴스",
        reporters=[PARK],
        section="생활·문화뉴스",
        paragraphs=[STUB_LEAD],
    )


def test_no_date_is_taken_from_the_text() -> None:
    assert all(story.published_at is None for story in stories(PAGE))


@pytest.mark.parametrize(
    ("opening", "outlet", "reporters"),
    [
        ("【한빛뉴스 = 이도윤 기자】 ", "한빛뉴스", [LEE]),
        ("【한빛뉴스=이도윤 기자】", "한빛뉴스", [LEE]),
        ("(서울=한빛통신) 이도윤 기자 = ", "한빛통신", [LEE]),
        ("(가온=한빛통신) 이도윤 특파원 = ", "한빛통신", [LEE]),
        ("(서울=한빛통신) ", "한빛통신", []),
        ("[한빛일보 이도윤 기자] ", "한빛일보", [LEE]),
        ("[한빛 타임스 이도윤 기자] ", "한빛 타임스", [LEE]),
        ("[한빛일보=이도윤기자]", "한빛일보", [LEE]),
        ("[서울=한빛일보 이도윤 기자] ", "한빛일보", [LEE]),
        ("한빛일보 이도윤 기자 | ", "한빛일보", [LEE]),
        ("한빛일보=이도윤 기자 | ", "한빛일보", [LEE]),
        ("이도윤 기자 = ", "", [LEE]),
        ("이도윤·박서아 기자 = ", "", [LEE, PARK]),
        ("이도윤·박서아 기자 ", "", [LEE, PARK]),
        ("【한빛뉴스 = 이도윤·박서아 기자】 ", "한빛뉴스", [LEE, PARK]),
        ("【한빛뉴스 = 이도윤 기자, 박서아 인턴기자】 ", "한빛뉴스", [LEE, PARK]),
        ("[가온=한빛뉴스] 이도윤 기자 ", "한빛뉴스", [LEE]),
        ("[한빛뉴스] 이도윤 기자 = ", "한빛뉴스", [LEE]),
        ("[한빛뉴스 이도윤 선임기자] ", "한빛뉴스", [LEE]),
        ("【한빛뉴스 = 이도윤 논설위원】 ", "한빛뉴스", [LEE]),
        ("【한빛뉴스 = Jane Doe 기자】 ", "한빛뉴스", [ReporterName("Jane Doe")]),
        ("【한빛뉴스 = 李道允 기자】 ", "한빛뉴스", [ReporterName("李道允")]),
        ("【한빛뉴스 = 남궁도윤 기자】 ", "한빛뉴스", [ReporterName("남궁도윤")]),
        ("【한빛뉴스 = 이 준 기자】 ", "한빛뉴스", [ReporterName("이준")]),
        (
            "【한빛뉴스 = 이도윤 기자 lee@example.com】 ",
            "한빛뉴스",
            [ReporterName("이도윤", "lee@example.com")],
        ),
        ("", "", []),
    ],
)
@pytest.mark.parametrize("apart", [" ", "\n", "\n\n"])
def test_bylines_before_the_text(
    opening: str, outlet: str, reporters: list[ReporterName], apart: str
) -> None:
    straight_before_text = opening in ("이도윤·박서아 기자 ",)
    story = only(
        page(opening.rstrip(" ") + apart if opening and not straight_before_text else opening)
    )
    assert (story.title, story.subtitle) == (TITLE, SUBTITLE)
    assert (story.outlet, story.reporters) == (outlet, reporters)
    assert story.paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("ending", "outlet", "reporters"),
    [
        ("이도윤 기자 lee@example.com", "", [ReporterName("이도윤", "lee@example.com")]),
        ("이도윤 기자(lee@example.com)", "", [ReporterName("이도윤", "lee@example.com")]),
        (
            "한빛뉴스 이도윤 기자 lee@example.com",
            "한빛뉴스",
            [ReporterName("이도윤", "lee@example.com")],
        ),
        ("[한빛일보=이도윤기자]", "한빛일보", [LEE]),
        ("이도윤 기자", "", [LEE]),
        ("이도윤·박서아 기자", "", [LEE, PARK]),
    ],
)
def test_bylines_after_the_text(ending: str, outlet: str, reporters: list[ReporterName]) -> None:
    story = only(page("", ending))
    assert (story.outlet, story.reporters) == (outlet, reporters)
    assert story.paragraphs == PARAGRAPHS


def test_a_byline_at_the_end_of_the_last_paragraph() -> None:
    story = only(page("").rstrip() + " 이도윤 기자 lee@example.com")
    assert story.reporters == [ReporterName("이도윤", "lee@example.com")]
    assert story.paragraphs == PARAGRAPHS


def test_an_address_at_the_end_belongs_to_the_one_reporter() -> None:
    for ending in ("lee@example.com", "이도윤 기자 lee@example.com"):
        story = only(page(ending=ending))
        assert story.reporters == [ReporterName("이도윤", "lee@example.com")]
        assert (story.outlet, story.paragraphs) == ("한빛뉴스", PARAGRAPHS)


@pytest.mark.parametrize("credit", ["[사진=가온시] ", "[사진=이도윤 기자] ", "[자료=통계청] "])
def test_the_credit_of_a_picture_is_no_byline(credit: str) -> None:
    story = only(page(credit))
    assert (story.outlet, story.reporters) == ("", [])
    assert story.paragraphs[0] == credit + PARAGRAPHS[0]


def test_a_headline_about_a_reporter_is_a_title() -> None:
    assert only(f"한빛뉴스 이도윤 기자\n\n{PARAGRAPHS[0]}\n").title == "한빛뉴스 이도윤 기자"


def test_a_tight_page_without_blank_lines() -> None:
    text = "\n".join(line for line in PAGE.splitlines() if line.strip())
    story, stub = stories(text.replace("생활·문화뉴스\n", "생활·문화뉴스\n\n"))
    assert (story.title, story.subtitle, story.paragraphs) == (TITLE, SUBTITLE, PARAGRAPHS)
    assert (stub.title, stub.paragraphs) == (STUB_TITLE, [STUB_LEAD])


def test_lines_broken_by_a_margin_are_one_paragraph() -> None:
    long = "가온시는 내년 봄 강변 공원 옆에 새 도서관을 열기로 하고 다음 달부터\n공사를 시작한다."
    assert only(f"{TITLE}\n\n{long}\n").paragraphs == [long.replace("\n", " ")]


def test_a_heading_within_the_text_stays() -> None:
    text = (
        f"{TITLE}\n\n【한빛뉴스 = 이도윤 기자】 {PARAGRAPHS[0]}\n\n책 8만 권\n\n{PARAGRAPHS[1]}\n"
    )
    assert only(text).paragraphs == [PARAGRAPHS[0], "책 8만 권", PARAGRAPHS[1]]


@pytest.mark.parametrize("apart", ["\n", "\n\n", "\n\u00a0\n\n"])
def test_items_follow_one_another_with_or_without_a_blank_line(apart: str) -> None:
    second = "다솜군, 딸기 축제 다음 주 개막"
    lead = "다솜군은 다음 주 토요일부터 딸기 축제를 연다. 체험 마당 스무 곳과 장터를 마련하고"
    text = PAGE.rstrip() + f"{apart}{second}\n{lead}\n\n더보기\n"
    _, first, other = stories(text)
    assert (first.title, first.paragraphs) == (STUB_TITLE, [STUB_LEAD])
    assert (other.title, other.kind, other.section) == (second, "stub", "생활·문화뉴스")
    assert (other.paragraphs, other.reporters, other.outlet) == ([lead], [], "")
    assert other.dropped == ["더보기"]


def test_a_section_needs_no_more_link_and_no_items() -> None:
    text = PAGE.replace("더보기", "")
    found = [item.name for item in read("page.txt", text) if isinstance(item, SectionName)]
    assert found == ["동네소식", "생활·문화뉴스"]


def test_a_section_and_its_more_link_on_one_line() -> None:
    text = PAGE.replace("동네소식\n\n더보기", "동네소식 더보기 +")
    items = list(read("page.txt", text))
    assert items[1] == SectionName("page.txt:22", "동네소식")
    assert isinstance(items[0], Story)
    assert items[0].dropped == ["메뉴", "더보기 +"]


def test_widgets_may_stand_before_the_story() -> None:
    top = f"생활·문화뉴스\n\n더보기\n\n{STUB_TITLE}\n【한빛뉴스 = 박서아 기자】 {STUB_LEAD}\n\n"
    stub, story = stories(top + page())
    assert (stub.kind, story.kind) == ("stub", "article")
    assert (story.title, story.paragraphs) == (TITLE, PARAGRAPHS)
    assert story.section == ""


@pytest.mark.parametrize("apart", ["\n---\n\n", "\n=====\n", "\n* * *\n", "\n\n\n"])
def test_several_stories_in_one_document(apart: str) -> None:
    other = "누리구 시장, 저녁에도 문 연다"
    text = f"{page()}{apart}{other}\n\n[한빛일보 박서아 기자] {PARAGRAPHS[2]}\n\n{PARAGRAPHS[1]}\n"
    first, second = stories(text)
    assert (first.title, first.paragraphs) == (TITLE, PARAGRAPHS)
    assert (second.title, second.outlet, second.reporters) == (other, "한빛일보", [PARK])
    assert second.paragraphs == [PARAGRAPHS[2], PARAGRAPHS[1]]
    assert first.dropped == ([apart.strip()] if apart.strip() else [])


def test_stories_without_bylines_are_parted_by_a_separator() -> None:
    text = f"{page('')}\n---\n\n누리구 시장, 저녁에도 문 연다\n\n{PARAGRAPHS[1]}\n"
    first, second = stories(text)
    assert first.paragraphs == PARAGRAPHS
    assert second.title == "누리구 시장, 저녁에도 문 연다"


def test_a_separator_between_paragraphs_does_not_end_the_story() -> None:
    text = "\n\n* * *\n\n".join([f"{TITLE}\n\n{PARAGRAPHS[0]}", PARAGRAPHS[1]])
    story = only(text)
    assert (story.paragraphs, story.dropped) == (PARAGRAPHS[:2], ["* * *"])


def test_lines_may_say_what_they_are() -> None:
    story = only(f"제목: {TITLE}\n부제: {SUBTITLE}\n\n{PARAGRAPHS[0]}\n")
    assert (story.title, story.subtitle) == (TITLE, SUBTITLE)


def test_labels_are_taken_off_the_title() -> None:
    story = only(f"[속보][단독] {TITLE}\n\n{PARAGRAPHS[0]}\n")
    assert (story.title, story.labels) == (TITLE, ["속보", "단독"])


def test_a_title_is_freed_from_what_nobody_sees() -> None:
    story = only(
        f"\ufeff가온시,\u200b \u202e강변\u202c 도서관\u00a0새로  연다\n\n{PARAGRAPHS[0]}\n"
    )
    assert story.title == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "저작권자 ⓒ 한빛뉴스, 무단전재 및 재배포 금지",
        "ⓒ 한빛뉴스",
        "입력 2025.10.29 14:05 · 수정 2025.10.29 16:20",
        "홈 > 경제",
        "회사소개 | 이용약관 | 광고문의",
        "글자크기",
    ],
)
def test_what_belongs_to_the_page_is_left_out_and_told(line: str) -> None:
    assert only(f"{page()}\n{line}\n").dropped == [line]
    assert only(f"{page()}\n{line}\n").paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("\n\u00a0\n", 1),
        ("메뉴\n\n더보기\n", 1),
        (f"메뉴\n\n【한빛뉴스 = 이도윤 기자】 {PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n", 3),
        (f"\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n", 2),
        ("동네소식\n\n더보기\n", 1),
        (f"\n{TITLE}\n", 2),
        (f"{TITLE}\n\n{SUBTITLE}\n", 1),
        (f"{'가' * 201}\n\n{PARAGRAPHS[0]}\n", 1),
    ],
)
def test_a_document_without_title_or_text_is_refused_with_its_line(text: str, line: int) -> None:
    assert refusal(text).source == f"page.txt:{line}"
    assert refusal(text).reason


def test_the_whole_document_is_refused_with_its_story() -> None:
    text = PAGE.replace(TITLE, "").replace(SUBTITLE, "")
    found = refusal(text)
    assert (found.source, found.reason) == ("page.txt:9", "제목을 알 수 없습니다.")
    assert found.dropped[0] == "메뉴"


def test_a_later_story_without_title_is_refused_alone() -> None:
    text = f"{page()}\n---\n\n【한빛뉴스 = 박서아 기자】 {PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}\n"
    story, refused = read("page.txt", text)
    assert isinstance(story, Story)
    assert isinstance(refused, Refusal)
    assert story.paragraphs == PARAGRAPHS
    assert refused.source == "page.txt:13"


def test_a_subtitle_too_long_becomes_text() -> None:
    long = [f"{'나' * 100}", f"{'다' * 101}", f"{'라' * 102}"]
    text = "\n\n".join([TITLE, *long, f"[한빛일보 이도윤 기자] {PARAGRAPHS[0]}"])
    story = only(text)
    assert (story.subtitle, story.paragraphs) == ("", [*long, PARAGRAPHS[0]])
    assert story.warnings


def test_a_first_paragraph_broken_by_a_margin_is_no_stub() -> None:
    first = "가온시는 내년 봄 강변 공원 옆에 새 도서관을 연다고\n12일 시청에서 밝혔다."
    second = "새 도서관은 지상 3층에 책 8만 권을 갖추고, 어린이 자료실과\n토론방을 따로 둔다."
    text = f"{TITLE}\n【한빛뉴스 = 이도윤 기자】 {first}\n\n{second}\n"
    story = only(text)
    assert story.kind == "article"
    assert story.paragraphs == [first.replace("\n", " "), second.replace("\n", " ")]


def test_a_page_with_a_blank_line_after_every_line() -> None:
    spaced = list(read("page.txt", PAGE.replace("\n", "\n\n")))
    assert [type(item) for item in spaced] == [Story, SectionName, SectionName, Story]
    story, _, section, stub = spaced
    assert isinstance(story, Story)
    assert isinstance(section, SectionName)
    assert isinstance(stub, Story)
    assert (story.title, story.paragraphs) == (TITLE, PARAGRAPHS)
    assert (stub.title, stub.section, stub.kind) == (STUB_TITLE, section.name, "stub")


def test_widgets_without_a_blank_line_between_them() -> None:
    more = f"여행\n다솜군, 딸기 축제 다음 주 개막\n【한빛뉴스 = 박서아 기자】 {STUB_LEAD}\n"
    _, first, second = stories(PAGE + more)
    assert first.paragraphs == [STUB_LEAD]
    assert (second.section, second.paragraphs) == ("여행", [STUB_LEAD])
