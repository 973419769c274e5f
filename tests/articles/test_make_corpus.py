import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from articles import body, workflow
from articles.content import Content
from articles.corpus import ground, loading, sentences, words
from articles.corpus.stories import SECTION_TOPS, Corpus, Story, compose
from articles.models import Article, Byline, LogEntry, Revision, Tag
from articles.states import EVER_PUBLIC, NEVER_PUBLISHED, Status
from newsroom.lib.korean import clean_name
from reporters.models import Reporter
from sections.models import Section
from tests.builders import make_draft

SMALL = Corpus(size=2000, seed=1, until=date(2026, 10, 31))
SEOUL = ZoneInfo("Asia/Seoul")


def story(number: int, corpus: Corpus = SMALL) -> Story:
    return compose(corpus, number, reporters=200, photos=40)


def make_corpus(*options: str) -> str:
    said = io.StringIO()
    call_command("make_corpus", *options, stdout=said, stderr=io.StringIO())
    return said.getvalue()


@pytest.fixture(autouse=True)
def few_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground, "PHOTOS", 2)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 20)


# --- composing ------------------------------------------------------------------------------


def test_a_story_is_the_same_each_time_and_differs_by_number_and_seed() -> None:
    assert story(7) == story(7)
    assert story(7) != story(8)
    assert story(7) != story(7, Corpus(2000, 2, SMALL.until))


def test_bodies_are_in_the_sanitisers_form() -> None:
    for number in range(0, 2000, 20):
        html = story(number).body
        assert body.clean(html) == html


def test_titles_and_subtitles_are_as_a_form_would_keep_them() -> None:
    for number in range(0, 2000, 20):
        composed = story(number)
        assert clean_name(composed.title) == composed.title
        assert clean_name(composed.subtitle) == composed.subtitle
        assert len(composed.title) <= 60


def test_bodies_have_about_150_to_400_words() -> None:
    lengths = [len(body.text_of(story(number).body).split()) for number in range(300)]
    assert min(lengths) >= 130
    assert max(lengths) <= 400


def test_particles_fit_their_words() -> None:
    filled = "{a:은/는} {b:을/를} {c:으로/로}".format(
        a=words.Word("가온시"), b=words.Word("예산"), c=words.Word("길")
    )
    assert filled == "가온시는 예산을 길로"


def test_every_pattern_can_be_filled() -> None:
    filling = {
        **{name: words.Word("가온시") for name in ("place", "place2", "plan", "plan2", "topic")},
        **{name: words.Word("주민") for name in ("organisation", "office", "people", "person")},
        **dict.fromkeys(("day", "amount", "amount2", "number", "small", "percent"), 3),
    }
    for patterns in (
        *(sentences.TITLES, sentences.SUBTITLES, sentences.LEADS, sentences.SENTENCES),
        *(sentences.QUOTES, sentences.CLOSINGS, sentences.HEADINGS),
    ):
        for pattern in patterns:
            assert "{" not in pattern.format_map(filling)


def test_times_span_eight_years_and_follow_the_numbers() -> None:
    first, last = story(0), story(1999)
    assert first.created_at.astimezone(SEOUL).year == 2018
    assert last.created_at.astimezone(SEOUL).date() >= date(2026, 10, 28)
    days = [
        at.astimezone(SEOUL).date()
        for number in range(2000)
        if story(number).status == Status.PUBLISHED
        and (at := story(number).published_at) is not None
    ]
    assert days == sorted(days)


def test_two_percent_are_not_published_in_any_of_the_states() -> None:
    statuses = [story(number).status for number in range(2000)]
    assert 20 <= len([status for status in statuses if status != Status.PUBLISHED]) <= 70
    assert set(statuses) >= {Status.WITHDRAWN, Status.TRASHED, Status.SCHEDULED}
    assert set(statuses) & set(NEVER_PUBLISHED)


def test_there_are_thirty_sections_in_two_levels_and_three_hundred_tags() -> None:
    assert len(SECTION_TOPS) == 30
    assert len(set(words.TAGS)) == 300


# --- loading --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_fills_an_empty_database(small_batches) -> None:
    assert "기사 50건" in make_corpus("50")
    assert Article.objects.count() == 50
    assert Section.objects.count() == 30
    assert Section.objects.filter(parent__isnull=True).count() == 6
    assert Tag.objects.count() == 300
    assert Reporter.objects.count() == 200
    assert Revision.objects.count() == 50
    assert LogEntry.objects.count() >= 50
    for article in Article.objects.all():
        assert article.lead_reporter_id == Byline.objects.get(article=article, order=0).reporter_id
        assert (article.live_revision == 1) == (article.status in EVER_PUBLIC)


@pytest.mark.django_db
def test_what_it_writes_is_what_an_editor_would_have_saved() -> None:
    make_corpus("30")
    for article in Article.objects.all():
        content = Content.of(article)
        assert content.cleaned() == content
        assert Content.from_json(article.revisions.get().data) == content


@pytest.mark.django_db
def test_its_stories_go_on_through_the_workflow() -> None:
    make_corpus("30")
    article = Article.objects.filter(status=Status.PUBLISHED).first()
    content = Content.of(article)
    changed = Content(**{**vars(content), "title": "고친 제목"})
    workflow.save(article, changed, by=None, base_revision=1)
    article.refresh_from_db()
    assert workflow.publish(article, by=None).title == "고친 제목"
    assert make_draft().pk > Article.objects.filter(import_key__isnull=False).latest("pk").pk


@pytest.mark.django_db
def test_it_goes_on_where_a_killed_run_stopped(small_batches) -> None:
    corpus = Corpus(50, 1, date(2026, 10, 31))
    running = loading.load(corpus, ground.lay())
    assert next(running) == 20
    del running
    assert "이번에 30건" in make_corpus("50")
    assert Article.objects.count() == 50
    assert "이번에 0건" in make_corpus("50")


@pytest.mark.django_db(transaction=True)
def test_a_batch_comes_whole_or_not_at_all(small_batches, monkeypatch) -> None:
    monkeypatch.setattr(loading, "_log", lambda story: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_corpus("10")
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_two_runs_at_once_are_told_apart(monkeypatch) -> None:
    make_corpus("20")
    monkeypatch.setattr(loading, "loaded", lambda corpus: 0)
    with pytest.raises(CommandError, match="동시에"):
        make_corpus("20")


@pytest.mark.django_db
def test_it_leaves_a_database_with_stories_alone_unless_forced() -> None:
    make_draft()
    with pytest.raises(CommandError) as refusal:
        make_corpus("10")
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert Article.objects.count() == 1
    make_corpus("10", "--force")
    assert Article.objects.count() == 11


@pytest.mark.django_db
@pytest.mark.parametrize(
    "options",
    [
        ("0",),
        ("-5",),
        ("많이",),
        ("1e6",),
        ("١٠",),
        ("9" * 5000,),
        ("10", "--seed", "x"),
        ("10", "--until", "어제"),
        ("10", "--until", "0001-01-01"),
        ("10", "--until", "9999-12-31"),
        ("10", "--unknown"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(options) -> None:
    with pytest.raises(CommandError) as refusal:
        make_corpus(*options)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_the_end_date_moves_the_times() -> None:
    make_corpus("10", "--until", "2020-03-01")
    newest = Article.objects.filter(status=Status.PUBLISHED).latest("published_at").published_at
    assert newest is not None
    assert datetime(2019, 5, 1, tzinfo=SEOUL) < newest < datetime(2020, 3, 2, tzinfo=SEOUL)
