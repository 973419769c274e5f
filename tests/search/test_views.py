"""The page on which readers search."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import revisions, workflow
from newsroom.lib.dates import parse_seoul
from search import limits, results
from search.index import Hit, TooMuch, current, postgres
from search.limits import Limit
from search.query import Query, parse
from tests.builders import make_draft, make_published, make_reporter, make_section

pytestmark = pytest.mark.django_db


def page(client: Client, **asked: Any) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_it_lists_what_is_found_with_the_words_marked(client: Client) -> None:
    make_published(title="새 도서관 문 열어", body="<p>가온시가 &lt;새&gt; 도서관을 열었다.</p>")
    html = page(client, q="도서관")
    assert "새 <mark>도서관</mark> 문 열어" in html
    assert "가온시가 &lt;새&gt; <mark>도서관</mark>을 열었다." in html
    assert "기사 1건" in html


def test_nothing_unpublished_is_found(client: Client) -> None:
    make_draft(title="비밀 도서관")
    ahead = make_draft(title="내일의 도서관")
    workflow.submit(ahead, by=None)
    gone = make_published(title="내려간 도서관")
    workflow.withdraw(gone, by=None, reason="사실이 아님")
    html = page(client, q="도서관")
    assert "맞는 기사가 없습니다" in html
    assert "비밀" not in html
    assert "내일의" not in html
    assert "내려간" not in html


def test_a_corrected_story_is_found_by_its_new_words_alone(client: Client) -> None:
    story = make_published(title="체육관 문 열어", body="<p>글이다.</p>")
    content = revisions.working_copy(story)
    workflow.save(story, replace(content, title="수영장 문 열어"), by=None, base_revision=1)
    assert "체육관" in page(client, q="문 열어")
    assert "맞는 기사가 없습니다" in page(client, q="수영장")
    workflow.publish(story, by=None)
    assert "맞는 기사가 없습니다" in page(client, q="체육관")
    assert "<mark>수영장</mark>" in page(client, q="수영장")


def test_the_newest_first_or_the_headlines_first(client: Client) -> None:
    now = timezone.now()
    titled = make_published(title="도서관 짓는다", body="<p>글.</p>", at=now - timedelta(days=9))
    newer = make_published(title="시의회 열려", body="<p>도서관 이야기.</p>", at=now)
    by_time, by_weight = page(client, q="도서관"), page(client, q="도서관", sort="relevance")
    assert by_time.index(newer.get_absolute_url()) < by_time.index(titled.get_absolute_url())
    assert by_weight.index(titled.get_absolute_url()) < by_weight.index(newer.get_absolute_url())


@pytest.mark.parametrize("sort", ["", "relevance"])
def test_leafing_shows_every_story_once(client: Client, sort: str) -> None:
    now = timezone.now()
    section, reporter = make_section(), make_reporter()
    stories = {
        make_published(
            title="도서관" if number % 3 else "시장",
            body="<p>도서관</p>",
            at=now - timedelta(weeks=number),
            section_id=section.pk,
            reporter_ids=(reporter.pk,),
        ).pk
        for number in range(45)
    }
    seen: list[int] = []
    told: Any = client.get("/search/", {"q": "도서관", "sort": sort}).context
    for _ in range(3):
        seen += [one.article.pk for one in told["found"]]
        if told["next"]:
            told = client.get("/search/" + told["next"]).context
    assert len(seen) == 45
    assert set(seen) == stories


def test_filters_in_the_form_and_among_the_words(client: Client) -> None:
    top = make_section("경기소식", slug="gyeonggi")
    child = make_section("수원", parent=top)
    reporter = make_reporter("강하늘")
    wanted = make_published(title="도서관 하나", section_id=child.pk, reporter_ids=(reporter.pk,))
    make_published(title="도서관 둘")
    for asked in (
        {"q": "도서관", "section": "gyeonggi"},
        {"q": "도서관 섹션:경기소식"},
        {"q": "도서관", "reporter": reporter.pk},
        {"q": "기자:강하늘 도서관"},
        {"q": "reporter:강하늘"},
    ):
        found = client.get("/search/", asked).context["found"]
        assert [one.article for one in found] == [wanted], asked


def test_a_filter_among_the_words_is_taken_back_like_one_of_the_form(client: Client) -> None:
    make_section("경기소식", slug="gyeonggi")
    make_published(title="도서관")
    told = client.get("/search/", {"q": '도서관 섹션:경기소식 기자:"강하늘"'})
    assert 'value="도서관 섹션:경기소식' in told.content.decode(), "nobody has that name"
    namesakes = [make_reporter("강하늘"), make_reporter("강하늘")]
    wanted = {make_published(title="도서관", reporter_ids=(reporter.pk,)) for reporter in namesakes}
    told = client.get("/search/", {"q": '도서관 섹션:경기소식 기자:"강하늘"', "sort": "relevance"})
    assert (
        'name="q" data-suggestions="/search/suggestions/" value="도서관"' in told.content.decode()
    )
    without = client.get("/search/" + told.context["without"]["section"]).context
    assert {one.article for one in without["found"]} == wanted
    both = client.get("/search/" + without["without"]["reporter"]).context
    assert len(both["found"]) == 3


def test_ways_on_tell_how_many_stories_they_have(client: Client) -> None:
    top = make_section("사회")
    school, roads = make_section("교육", parent=top), make_section("교통", parent=top)
    other, alone = make_section("문화"), make_section("공연", parent=make_section("예술"))
    ha, no = make_reporter("하나"), make_reporter("노을")
    for section, names, year in (
        (top, (ha,), 2025),
        (school, (ha, no), 2025),
        (school, (no,), 2026),
        (roads, (ha,), 2026),
        (other, (ha,), 2026),
        (alone, (ha,), 2026),
    ):
        make_published(
            title="도서관",
            section_id=section.pk,
            reporter_ids=tuple(one.pk for one in names),
            at=parse_seoul(f"{year}-01-01T00:00:00"),
        )
    make_published(title="수영장", body="<p>문을 열었다.</p>", section_id=other.pk)
    make_draft(title="도서관", section_id=other.pk)
    told = client.get("/search/", {"q": "도서관"}).context
    ways = {name: [(way.name, way.number) for way in list_] for name, list_ in told["choices"]}
    # What a section below has is in the one above it, which stands for it where that is all.
    assert sorted(ways["섹션"]) == [
        ("교육", 2), ("교통", 1), ("문화", 1), ("사회", 4), ("예술", 1),
    ]  # fmt: skip
    assert ways["섹션"][:2] == [("사회", 4), ("교육", 2)]
    assert ways["기자"] == [("하나", 5), ("노을", 2)]
    assert ways["연도"] == [("2026년", 4), ("2025년", 2)]
    for _, list_ in told["choices"]:
        for way in list_:
            found = client.get("/search/" + way.address).context["found"]
            assert len(found) == way.number, way
    inside = client.get("/search/", {"q": "도서관", "section": top.slug}).context
    assert [name for name, _ in inside["choices"]] == ["기자", "연도"]


@pytest.mark.parametrize(("most", "told"), [(3, "기사 3건<"), (2, "기사 2건 이상<")])
def test_no_more_are_counted_than_a_reader_looks_at(
    client: Client, monkeypatch: pytest.MonkeyPatch, most: int, told: str
) -> None:
    monkeypatch.setattr(results, "COUNTED", most)
    monkeypatch.setattr(results, "PER_PAGE", 1)
    for _ in range(3):
        make_published(title="도서관")
    for sort in ("", "relevance"):
        assert told in page(client, q="도서관", sort=sort)


def test_a_period_holds_its_first_and_last_day(client: Client) -> None:
    for day, time in ((1, "23:59"), (2, "00:00"), (3, "23:59"), (4, "00:00")):
        make_published(title=f"도서관 {day}", at=parse_seoul(f"2025-03-{day:02}T{time}:00"))
    asked = {"q": "도서관", "from": "2025-03-02", "to": "2025-03-03"}
    titles = [one.article.title for one in client.get("/search/", asked).context["found"]]
    assert titles == ["도서관 3", "도서관 2"]
    html = page(client, q="도서관 부터:2025-03-04")
    assert "기사 1건" in html
    the_other_way_round = {"q": "도서관", "from": "2025-03-03", "to": "2025-03-02"}
    found = client.get("/search/", the_other_way_round).context["found"]
    assert [one.article.title for one in found] == titles


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2025", 2), ("2025년", 2), ("2025-02", 1), ("2025.2.", 1), ('"2025년 2월"', 1), ("2025/02/01", 1),
     ("2025.02.01.", 1), ('"2025년 2월 1일"', 1)],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(client: Client, typed: str, number: int) -> None:
    for month in (1, 2):
        make_published(title="도서관", at=parse_seoul(f"2025-{month:02}-01T00:00:00"))
    told = client.get("/search/", {"q": f"도서관 부터:{typed}"})
    assert len(told.context["found"]) == number
    assert "날짜로 읽을 수 없어" not in told.content.decode()


@pytest.mark.parametrize(
    ("typed", "last"),
    [("2024", "2024-12-31"), ("2024-12", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024년", "2024-12-31")],
)  # fmt: skip
def test_a_month_or_year_ends_with_its_last_day(client: Client, typed: str, last: str) -> None:
    end = parse_seoul(f"{last}T00:00:00") + timedelta(days=1)
    make_published(title="도서관 안", at=end - timedelta(minutes=1))
    make_published(title="도서관 밖", at=end)
    found = client.get("/search/", {"q": f"도서관 까지:{typed}"}).context["found"]
    assert [one.article.title for one in found] == ["도서관 안"]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "도서관 부터:2025-13"},
        {"q": "도서관 까지:2025-13"},
        {"q": "도서관 부터:2025-00-10"},
        {"q": "도서관 까지:어제"},
        {"q": "도서관", "from": "2025-02-30"},
        {"q": "도서관", "to": "20250101"},
    ],
)
def test_a_day_that_is_none_is_told(client: Client, asked: dict[str, str]) -> None:
    make_published(title="도서관", at=parse_seoul("2025-03-01T00:00:00"))
    html = page(client, **asked)
    typed = list(asked.values())[-1].rpartition(":")[2]
    assert f"날짜로 읽을 수 없어 빼고 찾았습니다: {typed}" in html
    assert "기사 1건" in html


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", '"', "''", "(((", "AND OR NOT", "*", ":*", "a:*", "\\", "'||'", "!&|<->", "섹션:",
     "section:없는섹션 글", "😀", "ㅋㅋㅋ", "\u202e", "가" * 500, "-가 -나", "NEAR(가 나)", "%_", "가\x00나",
     '"가 나', "부터:2025-13-99", "reporter:99999999999999999999"],
)  # fmt: skip
def test_no_query_is_an_error(client: Client, typed: str) -> None:
    make_published(title="도서관")
    for sort in ("", "relevance"):
        assert "기사 찾기" in page(client, q=typed, sort=sort)


@pytest.mark.parametrize("typed", ['"', "(((", "를", "😀"])
def test_what_holds_no_word_is_told_how_to_search(client: Client, typed: str) -> None:
    make_published(title="도서관을 (((열었다)))")
    html = page(client, q=typed)
    assert "만으로는 찾을 수 없습니다" in html
    assert "두 말이 모두 있는 기사" in html
    assert "만으로는 찾을 수 없습니다" not in page(client, q="")
    assert "만으로는 찾을 수 없습니다" not in page(client, q="수영장")


@pytest.mark.parametrize(
    "typed", ["도서\u200b관", "\ufeff도서관\u200e", "섹션:경제\u200b \u202e도서관"]
)
def test_what_is_not_seen_is_not_searched_for(client: Client, typed: str) -> None:
    make_published(title="새 도서관", section_id=make_section("경제").pk)
    assert "기사 1건" in page(client, q=typed)


@pytest.mark.parametrize(
    "after", ["", "n", "n1-", "n-1", "x1-1", "n99999999999999999999-1", "n1-99999999999", "t١-١"]
)
def test_no_place_is_an_error(client: Client, after: str) -> None:
    make_published(title="도서관")
    assert page(client, q="도서관", after=after)


def test_it_is_left_out_of_other_search_engines_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/search/", {"q": "도서관"})
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies


def test_too_many_searches_of_one_address_wait_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "searches", Limit(2, 60))
    answers = [client.get("/search/", {"q": "가"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"
    assert "너무 자주" in answers[-1].content.decode()
    other = client.get("/search/", {"q": "가"}, REMOTE_ADDR="198.51.100.7")
    assert other.status_code == 200


def test_whoever_asks_for_too_much_is_told_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(*asked: Any) -> Any:
        raise TooMuch

    monkeypatch.setattr(results, "_some", give_up)
    assert "다 찾아보지 못했습니다" in page(client, q='"다음 달"')


class TestWhereItTakesLong:
    """PostgreSQL alone is asked for the newest weeks first."""

    @pytest.fixture(autouse=True)
    def stories(self, monkeypatch: pytest.MonkeyPatch) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite takes no long")
        section = make_section()
        for days in (*range(21), 400, 500):
            at = timezone.now() - timedelta(days=days / 10 if days < 21 else days)
            make_published(title="도서관", section_id=section.pk, at=at)

    def test_a_page_is_enough(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "기사 23건" in page(client, q="도서관")
        monkeypatch.setattr("search.index.postgres._LONG", -1)
        html = page(client, q="도서관")
        assert "기사 21건 이상" in html
        following = re.search(r'href="([^"]*)" rel="next"', html)
        assert following
        rest = client.get(f"/search/{unescape(following[1])}").content.decode()
        assert rest.count('<li class="row">') == 3

    @pytest.mark.django_db(transaction=True)
    def test_nobody_waits_for_ever(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        slow = "(SELECT 1 FROM pg_sleep(0.2)), 1"
        monkeypatch.setattr("search.index.postgres._MOMENT", slow)
        asked = parse("도서관")
        with pytest.raises(TooMuch):
            current().some(0, asked, now=timezone.now(), enough=1, most=1, patience=0.02)
        # While the next letter is typed still less.
        assert client.get("/search/suggestions/", {"q": "도서관"}).json() == {"suggestions": []}

    @pytest.mark.parametrize("sort", ["newest", "relevance"])
    def test_what_was_found_until_then_is_shown(
        self, client: Client, monkeypatch: pytest.MonkeyPatch, sort: str
    ) -> None:
        """Of older stories nothing comes in time, until a reader asks for them."""
        for title, days in (("박물관", 1), ("박물관", 2), ("박물관", 400), ("미술관", 500)):
            make_published(title=title, at=timezone.now() - timedelta(days=days))
        ask = postgres._ask
        is_slow = True

        def asking(place: int, query: Query, asked: Any, most: int, **more: Any) -> list[Hit]:
            if is_slow and len(asked) != postgres._GROUPS[0]:
                raise TooMuch
            return ask(place, query, asked, most, **more)

        monkeypatch.setattr(postgres, "_ask", asking)
        html = page(client, q="박물관", sort=sort)
        assert "뒤의 기사에서 찾았습니다" in html
        assert "기사 2건 이상" in html
        assert "뒤의 기사에는 없습니다" in page(client, q="미술관", sort=sort)
        is_slow = False
        following = re.search(r'href="([^"]*)" rel="next"', html)
        assert following
        rest = client.get(f"/search/{unescape(following[1])}").content.decode()
        assert [html.count('<li class="row">'), rest.count('<li class="row">')] == [2, 1]


def test_the_cost_does_not_grow_with_what_is_found(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    section, reporter = make_section(), make_reporter()
    for _ in range(25):
        make_published(title="도서관", section_id=section.pk, reporter_ids=(reporter.pk,))
    page(client, q="도서관")
    with django_assert_max_num_queries(15):
        page(client, q="도서관")
