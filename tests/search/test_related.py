"""Which stories are on the same subject as one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import workflow
from articles.labels import ReportingType
from articles.models import Article
from search import related
from search.index import Hit
from search.related import Subject, Telling, Told, closeness, proposals, rarities, telling_words
from search.tokens import words
from tests.builders import make_draft, make_published, make_section

NOW = datetime(2026, 11, 23, tzinfo=UTC)
RARE, COMMON = Telling(("수달",), "수달"), Telling(("가온시",), "가온시")
RARITY = {RARE: 4.0, COMMON: 1.0}

STORIES = {
    "수달": (
        "솔내천에 수달이 돌아왔다",
        "<p>복개를 걷어 낸 솔내천에서 수달 두 마리가 살고 있다.</p><p>수달은 물고기를 먹는다.</p>",
    ),
    "마스코트": (
        "새 마스코트는 수달… 이름은 솔이",
        "<p>투표에서 수달이 뽑혔다. 수달은 솔내천에 산다.</p>",
    ),
    "복개": (
        "솔내천 복개 걷어 내는 데 세 해",
        "<p>솔내천 위 도로를 걷어 냈다. 물고기가 돌아왔다.</p>",
    ),
    "제설": ("밤사이 큰눈에 비상근무", "<p>제설차 여든네 대를 길에 두었다.</p>"),
    "예산": ("주민참여예산 투표 마감", "<p>골목 쉼터가 표를 가장 많이 얻었다.</p>"),
    "위성": ("초소형 위성 첫 교신에 성공", "<p>대학생이 만든 위성이 소식을 보냈다.</p>"),
}


def told(*titled: str, said: tuple[str, ...] = (), **others: Any) -> Told:
    return Told(frozenset(titled), frozenset((*titled, *said)), **others)


@pytest.mark.any_database
class TestCloseness:
    own = told("수달", "가온시", section_id=1)

    def near(self, other: Told, rarity: dict[Telling, float] | None = None) -> float:
        return closeness(self.own, other, rarity or RARITY, NOW)

    def test_all_words_in_both_titles_are_all_there_is(self) -> None:
        assert self.near(told("수달", "가온시")) == 1

    def test_a_rare_word_counts_for_more(self) -> None:
        rare = self.near(told("수달", said=("가온시",)))
        assert rare > self.near(told("가온시", said=("수달",)))

    def test_a_word_in_passing_counts_for_less(self) -> None:
        assert self.near(told("수달", said=("가온시",))) < self.near(told("수달", "가온시"))

    def test_one_word_alone_joins_nothing(self) -> None:
        assert self.near(told("수달")) == 0

    def test_nor_do_words_that_neither_tells(self) -> None:
        assert self.near(told(said=("수달", "가온시"))) == 0

    def test_words_of_every_story_join_nothing(self) -> None:
        assert self.near(told("수달", "가온시"), {RARE: 0.0, COMMON: 0.0}) == 0

    def test_the_same_section_is_nearer(self) -> None:
        here, elsewhere = (told("수달", "가온시", section_id=pk) for pk in (1, 2))
        assert self.near(here) > self.near(elsewhere)

    def test_the_newer_is_nearer(self) -> None:
        new, old = (
            told("수달", "가온시", visible_from=NOW - timedelta(days=days)) for days in (1, 900)
        )
        assert self.near(new) > self.near(old) > 0.7


@pytest.mark.any_database
class TestRarity:
    first = NOW - timedelta(days=1_000)

    def rarity(self, **found: list[Hit]) -> dict[str, float]:
        everything = found.pop("everything")
        named = {Telling((name,), name): hits for name, hits in found.items()}
        rare = rarities(named, everything, self.first, NOW)
        return {word.morphemes[0]: value for word, value in rare.items()}

    @staticmethod
    def hits(number: int, days: float) -> list[Hit]:
        """As many, one every so many days."""
        now, day = int(NOW.timestamp()), 24 * 60 * 60
        return [
            Hit(round((now - each * days * day) * 1_000_000), each) for each in range(1, number + 1)
        ]

    def test_it_is_read_off_how_far_the_newest_reach_back(self) -> None:
        rare = self.rarity(
            everything=self.hits(related.NEWEST, 0.01),
            weekly=self.hits(142, 7),
            daily=self.hits(related.NEWEST, 1),
            always=self.hits(related.NEWEST, 0.01),
            never=[],
        )
        assert rare["never"] > rare["weekly"] > rare["daily"] > rare["always"] == 0

    def test_a_small_newspaper_is_counted(self) -> None:
        rare = self.rarity(everything=self.hits(8, 1), half=self.hits(4, 2), one=self.hits(1, 1))
        assert rare == pytest.approx({"half": 0.693, "one": 2.079}, abs=0.01)


@pytest.mark.any_database
class TestTellingWords:
    def words(self, *given: Any, **named: Any) -> list[str]:
        return [word.text for word in telling_words(*given, **named)]

    def test_title_and_tags_come_before_what_a_text_repeats(self) -> None:
        found = self.words("수달이 돌아왔다", ["솔내천"], "물고기를 먹는다. 물고기는 많다. 하루")
        assert set(found[:3]) >= {"수달", "솔내천"}
        assert found[-1] == "물고기"
        assert "하루" not in found

    def test_who_signed_it_does_not_tell(self) -> None:
        text = "노은결 기자. 노은결 기자."
        assert "노은결" in self.words("", [], text)
        assert "노은결" not in self.words("", [], text, without=["노은결"])

    def test_numbers_and_syllables_do_not(self) -> None:
        assert self.words("2026 강 34", [], "") == []

    def test_there_is_an_end_of_them(self) -> None:
        long = " ".join(f"{a}{b}" for a in "가나다라마" for b in "구누두루무")
        assert len(self.words(long, [], "")) <= related.MOST_WORDS


@pytest.mark.django_db
class TestProposals:
    @pytest.fixture
    def made(self) -> dict[str, Article]:
        section = make_section()
        return {
            name: make_published(title=title, body=text, section_id=section.pk)
            for name, (title, text) in STORIES.items()
        }

    def found(self, article: Article) -> list[int]:
        found = proposals(Subject.of(Article.objects.get(pk=article.pk)), timezone.now(), most=6)
        return [each.article_id for each in found]

    def test_the_same_subject_and_no_other(self, made: dict[str, Article]) -> None:
        assert set(self.found(made["수달"])) == {made["마스코트"].pk, made["복개"].pk}
        assert self.found(made["제설"]) == []

    def test_what_readers_do_not_see_is_not_proposed(self, made: dict[str, Article]) -> None:
        title, text = STORIES["수달"]
        draft = make_draft(title=title, body=text)
        filed = workflow.submit(make_draft(title=title, body=text), by=None)
        later = workflow.approve(filed, by=None)
        workflow.schedule(later, by=None, at=timezone.now() + timedelta(hours=1))
        workflow.withdraw(made["마스코트"], by=None, reason="사실이 아님")
        assert self.found(made["수달"]) == [made["복개"].pk]
        # A draft itself is told what is related.
        assert set(self.found(draft)) == {made["수달"].pk, made["복개"].pk}

    def test_advertising_and_reporting_are_kept_apart(self, made: dict[str, Article]) -> None:
        title, text = STORIES["수달"]
        advertisement, another = (
            make_published(title=title, body=text, reporting_type=ReportingType.ADVERTISING)
            for _ in range(2)
        )
        assert advertisement.pk not in self.found(made["수달"])
        assert self.found(advertisement) == [another.pk]

    @pytest.mark.parametrize("title", ["", "!?", "…", "2026"])
    def test_a_story_that_says_nothing_has_none(self, title: str) -> None:
        assert proposals(Subject(1, title, ""), timezone.now(), most=6) == []

    def test_tags_count_like_titles(self) -> None:
        tags = ("솔내천", "수달")
        one, other = (
            make_published(title=title, body="<p>글이다.</p>", tags=tags)
            for title in ("물가에서", "어느 아침")
        )
        for title in ("장터 이야기", "빵 굽는 사람", "느린 우체통"):
            make_published(title=title, body="<p>글이다.</p>")
        assert self.found(one) == [other.pk]


@pytest.mark.any_database
def test_what_is_compared_is_what_the_index_has() -> None:
    word = Telling.of(*words("양해각서는"))
    assert related._says({"양해", "각서"}, word)
    assert not related._says({"각서"}, word)
