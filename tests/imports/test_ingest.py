from dataclasses import replace

import pytest

from accounts.roles import Role
from articles import workflow
from articles.body import paragraphs_of
from articles.content import Content
from articles.models import Article
from articles.states import Status
from imports.ingest import Import, Outcome, Result
from imports.story import ReporterName, Story
from imports.story_document import read
from reporters.models import Outlet, Reporter
from sections.models import Section
from tests.builders import make_reporter, make_section, make_user, own_outlet
from tests.imports.documents import PAGE, PARAGRAPHS, STUB_LEAD, STUB_TITLE, SUBTITLE, TITLE

pytestmark = pytest.mark.django_db


def story(**fields: object) -> Story:
    told: dict[str, object] = {
        "title": TITLE,
        "outlet": "한빛뉴스",
        "reporters": [ReporterName("이도윤")],
        "paragraphs": list(PARAGRAPHS),
    }
    return Story("page.txt:3", **(told | fields))


def stub(**fields: object) -> Story:
    return story(**({"kind": "stub", "section": "동네소식", "paragraphs": [STUB_LEAD]} | fields))


def take(item: Story, **options: object) -> Result:
    result = Import(**options).take(item)
    assert result is not None
    return result


def written(result: Result) -> Article:
    assert result.article is not None
    return Article.objects.get(pk=result.article.pk)


def edit(article: Article, **fields: object) -> Article:
    content = replace(Content.of(article), **fields)
    return workflow.save(article, content, by=make_user(Role.CHIEF), base_revision=article.revision)


def rows() -> tuple[int, ...]:
    models = (Article, Outlet, Reporter, Section)
    return tuple(model.objects.count() for model in models)


def test_a_page_is_written_and_found_again() -> None:
    outcomes = [Import().take(item) for item in read("page.txt", PAGE)]
    assert [r.outcome for r in outcomes if r] == [Outcome.CREATED, Outcome.CREATED]
    article = Article.objects.get(title=TITLE)
    assert (article.status, article.subtitle, article.section) == (Status.DRAFT, SUBTITLE, None)
    assert paragraphs_of(article.body) == PARAGRAPHS
    assert article.byline == "【한빛뉴스 = 이도윤 기자】"
    assert article.published_at is None
    assert not article.is_incomplete
    cut = Article.objects.get(title=STUB_TITLE)
    assert cut.is_incomplete
    assert cut.section is not None
    assert cut.section.name == "생활·문화뉴스"
    assert {section.name for section in Section.objects.all()} == {"동네소식", "생활·문화뉴스"}
    before = rows()
    again = [Import().take(item) for item in read("page.txt", PAGE)]
    assert [r.outcome for r in again if r] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert rows() == before


def test_the_log_names_the_importer() -> None:
    assert [entry.by_name for entry in written(take(story())).log.all()] == ["가져오기"]


def test_a_changed_text_updates_what_nobody_edited() -> None:
    first = written(take(story()))
    result = take(story(paragraphs=PARAGRAPHS[:2]))
    assert result.outcome == Outcome.UPDATED
    assert written(result).pk == first.pk
    assert paragraphs_of(written(result).body) == PARAGRAPHS[:2]
    assert take(story(paragraphs=PARAGRAPHS[:2])).outcome == Outcome.UNCHANGED


def test_what_a_person_edited_is_never_overwritten() -> None:
    article = edit(written(take(story())), subtitle="고친 부제목")
    assert take(story()).outcome == Outcome.UNCHANGED
    result = take(story(paragraphs=PARAGRAPHS[:2]))
    assert result.outcome == Outcome.REFUSED
    assert "사람이 고친" in result.warnings[0]
    article.refresh_from_db()
    assert (article.subtitle, paragraphs_of(article.body)) == ("고친 부제목", PARAGRAPHS)


def test_a_full_text_completes_its_stub_and_keeps_its_section() -> None:
    take(stub())
    result = take(story())
    assert result.outcome == Outcome.UPDATED
    article = written(result)
    assert not article.is_incomplete
    assert article.section is not None
    assert article.section.name == "동네소식"
    assert paragraphs_of(article.body) == PARAGRAPHS
    assert take(stub()).outcome == Outcome.UNCHANGED
    assert take(story()).outcome == Outcome.UNCHANGED


def test_a_stub_leaves_what_an_editor_completed() -> None:
    edit(written(take(stub())), body="<p>다 채운 글.</p>", is_incomplete=False)
    assert take(stub(paragraphs=["다른 곳에서 잘린"])).outcome == Outcome.UNCHANGED


def test_a_stub_and_its_full_text_in_one_run() -> None:
    for expected in ([Outcome.CREATED, Outcome.UPDATED], [Outcome.UNCHANGED, Outcome.UNCHANGED]):
        run = Import()
        results = [run.take(item) for item in (stub(), story())]
        assert [r.outcome for r in results if r] == expected


def test_two_different_stories_of_one_title_in_one_run() -> None:
    for expected in (Outcome.CREATED, Outcome.UNCHANGED):
        run = Import()
        other = story(paragraphs=PARAGRAPHS[:1])
        results = [run.take(item) for item in (story(), other, story())]
        assert [r.outcome for r in results if r] == [
            expected,
            Outcome.REFUSED,
            Outcome.UNCHANGED,
        ]


def test_spacing_makes_no_other_story() -> None:
    take(story())
    spaced = story(title=TITLE.replace("강변 도서관", "강변도서관"))
    assert take(spaced).outcome == Outcome.UPDATED
    assert Article.objects.count() == 1


def test_a_story_of_no_outlet_is_ours() -> None:
    assert "매체" in take(story(outlet="")).warnings[0]
    own_outlet()
    article = written(take(story(outlet="")))
    assert article.outlet.is_own
    assert article.reporting_type == "own"


def test_a_story_of_another_outlet_is_syndicated() -> None:
    own_outlet()
    assert written(take(story())).reporting_type == "syndicated"


def test_a_reporter_is_found_within_the_outlet() -> None:
    there = make_reporter("이도윤")
    article = written(take(story()))
    assert article.lead_reporter is not None
    assert article.lead_reporter != there
    assert article.lead_reporter.outlet.name == "한빛뉴스"


def test_two_reporters_of_one_name_are_never_guessed() -> None:
    outlet = Outlet.objects.create(name="한빛뉴스")
    make_reporter("이도윤", outlet=outlet)
    named = make_reporter("이도윤", outlet=outlet, email="lee@example.com")
    result = take(story())
    assert written(result).lead_reporter is None
    assert "이도윤" in result.warnings[0]
    result = take(story(title="다른 글", reporters=[ReporterName("이도윤", "Lee@example.com")]))
    assert written(result).lead_reporter == named


def test_a_namesake_hired_later_changes_nothing() -> None:
    article = written(take(story()))
    make_reporter("이도윤", outlet=article.outlet)
    assert take(story()).outcome == Outcome.UNCHANGED


def test_the_section_given_is_for_full_stories_without_one() -> None:
    section = make_section("경제")
    assert written(take(story(), section=section)).section == section
    placed = written(take(story(title="다른 글", section="동네소식"), section=section))
    assert placed.section is not None
    assert placed.section.name == "동네소식"
    assert written(take(stub(title="셋째 글", section=""), section=section)).section is None


def test_sections_of_one_name_are_not_guessed() -> None:
    make_section("동네소식")
    make_section("동네 소식")
    result = take(stub())
    assert written(result).section is None
    assert "동네소식" in result.warnings[0]


def test_publishing_needs_a_whole_story() -> None:
    section = make_section()
    result = take(story(), section=section, publishes=True)
    assert (result.outcome, written(result).status) == (Outcome.CREATED, Status.PUBLISHED)
    again = take(story(), section=section, publishes=True)
    assert (again.outcome, again.warnings) == (Outcome.UNCHANGED, [])
    cut = take(stub(title="잘린 글"), publishes=True)
    assert written(cut).status == Status.DRAFT
    assert "잘린" in cut.warnings[0]
    homeless = take(story(title="섹션 없는 글"), publishes=True)
    assert written(homeless).status == Status.DRAFT
    assert "섹션" in homeless.warnings[0]


def test_an_import_into_a_live_story_waits_unless_published() -> None:
    section = make_section()
    take(story(), section=section, publishes=True)
    waiting = written(take(story(paragraphs=PARAGRAPHS[:2])))
    assert paragraphs_of(waiting.body) == PARAGRAPHS
    assert waiting.has_unpublished_changes
    result = take(story(paragraphs=PARAGRAPHS[:2]), publishes=True)
    assert result.outcome == Outcome.UPDATED
    assert paragraphs_of(written(result).body) == PARAGRAPHS[:2]


def test_a_user_imports_and_publishes_only_by_their_rights() -> None:
    section = make_section()
    take(story(title="매체와 기자가 있게 하는 글"))
    reporter = make_user(Role.REPORTER, sections=(section,))
    result = take(story(), by=reporter, section=section, publishes=True)
    assert (result.outcome, written(result).status) == (Outcome.CREATED, Status.DRAFT)
    assert written(result).owner == reporter
    assert "권한" in result.warnings[0]
    admin = make_user(Role.ADMIN)
    refused = take(story(title="관리자의 글"), by=admin)
    assert refused.outcome == Outcome.REFUSED
    chief = take(story(), by=make_user(Role.CHIEF), publishes=True)
    assert written(chief).status == Status.PUBLISHED


def test_a_reporter_makes_no_outlet_reporter_or_section() -> None:
    reporter = make_user(Role.REPORTER)
    assert take(story(), by=reporter).outcome == Outcome.REFUSED
    Outlet.objects.create(name="한빛뉴스")
    result = take(stub(), by=reporter)
    assert result.outcome == Outcome.CREATED
    assert len(result.warnings) == 2
    assert not Reporter.objects.exists()
    assert not Section.objects.exists()


def test_a_refused_story_leaves_nothing_behind() -> None:
    result = take(story(paragraphs=["가" * (3 * 1024 * 1024)]))
    assert result.outcome == Outcome.REFUSED
    assert "2MB" in result.warnings[0]
    assert rows() == (0, 0, 0, 0)


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.TRASHED])
def test_what_was_taken_away_is_not_changed(status: Status) -> None:
    section = make_section()
    chief = make_user(Role.CHIEF)
    if status == Status.WITHDRAWN:
        article = written(take(story(), section=section, publishes=True))
        workflow.withdraw(article, by=chief, reason="사실이 다릅니다.")
    else:
        workflow.trash(written(take(story())), by=chief)
    assert take(story(), publishes=True).outcome == Outcome.UNCHANGED
    assert take(story(paragraphs=PARAGRAPHS[:1])).outcome == Outcome.REFUSED
    assert Article.objects.get().status == status


def test_labels_become_fields() -> None:
    assert written(take(story(labels=["속보", "종합"]))).labels == ["breaking", "roundup"]
