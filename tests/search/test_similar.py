"""Which stories are told to be nearly the same as one, and which on the same subject are not."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article
from search.related import Subject, stored
from search.similar import resemblance, similar_stories
from tests.builders import make_published

RELEASE = (
    "가온시 도서관 열두 곳, 다음 달부터 밤 열 시까지 연다",
    "가온시는 다음 달 1일부터 시립도서관 열두 곳의 자료실을 밤 10시까지 연다고 23일 밝혔다. "
    "지금은 평일 저녁 6시에 문을 닫아 직장인과 학생이 이용하기 어렵다는 의견이 많았다. "
    "시는 야간 사서 스물네 명을 새로 뽑고 조명과 냉난방 설비를 손본다. "
    "한 해 예산 9억 원이 들어가며 이용자가 많은 중앙도서관과 솔내도서관은 주말에도 연장한다. "
    "도서관 누리집에서 시간표를 볼 수 있고 상호대차로 빌린 책도 밤에 찾아갈 수 있다. "
    "윤바다 도서관정책과장은 “퇴근길에 들를 수 있는 도서관이 되겠다”고 말했다.",
)
# The same release as another desk writes it up.
REWRITTEN = (
    "퇴근길에 들르세요… 가온시 시립도서관 야간 연장",
    "직장인과 학생이 퇴근길에 도서관을 찾을 수 있게 된다. "
    "가온시는 시립도서관 열두 곳 자료실의 문을 다음 달 1일부터 밤 10시까지 연다. "
    "평일 저녁 6시에 닫아 이용하기 어렵다는 의견이 많았기 때문이다. "
    "야간 사서 스물네 명을 새로 뽑고 냉난방 설비와 조명도 손본다. 예산은 한 해 9억 원이다. "
    "이용자가 많은 솔내도서관과 중앙도서관은 주말에도 늦게까지 연다. "
    "윤바다 도서관정책과장은 “퇴근길에 들를 수 있는 도서관이 되겠다”고 했다.",
)
SHORTENED = (
    "가온시 도서관 밤 10시까지",
    "가온시는 다음 달 1일부터 시립도서관 열두 곳의 자료실을 밤 10시까지 연다. "
    "야간 사서 스물네 명을 새로 뽑는다. 중앙도서관과 솔내도서관은 주말에도 연장한다. "
    "한 해 예산 9억 원이 들어간다.",
)
# On the same subject, and news.
FOLLOWING = (
    "가온시 도서관 야간 연장 첫날, 자리 절반이 찼다",
    "밤 9시 가온시 중앙도서관 자료실에는 불이 환했다. 시립도서관 야간 연장 첫날인 1일 이곳을 찾은 "
    "사람은 모두 312명으로 자리의 절반이 찼다. 회사원 표하늘 씨는 “아이를 재우고 나와 두 시간을 "
    "읽었다”며 웃었다. 다만 버스가 일찍 끊겨 걸어서 돌아갔다는 사람도 있었다. "
    "사서들은 늦은 시간의 안전을 걱정했다. 시는 경비 인력을 늘리는 방안을 살핀다.",
)
# The same pattern on another matter.
ANOTHER = (
    "가온시 체육관 다섯 곳, 다음 달부터 새벽에 연다",
    "가온시는 다음 달 1일부터 시립체육관 다섯 곳의 수영장을 새벽 5시에 연다고 23일 밝혔다. "
    "지금은 오전 9시에 문을 열어 직장인이 이용하기 어렵다는 의견이 많았다. "
    "시는 안전요원 열 명을 새로 뽑고 샤워실과 보일러를 손본다. 한 해 예산 4억 원이 들어간다. "
    "방시온 체육진흥과장은 “출근길에 들를 수 있는 체육관이 되겠다”고 말했다.",
)


def said(story: tuple[str, str]) -> frozenset[str]:
    return stored(*story)


@pytest.mark.any_database
class TestResemblance:
    @pytest.mark.parametrize("other", [REWRITTEN, SHORTENED], ids=["rewritten", "shortened"])
    def test_one_release_is_one_however_it_is_written_up(self, other: tuple[str, str]) -> None:
        assert resemblance(said(RELEASE), said(other)) > 0.9
        assert resemblance(said(other), said(RELEASE)) > 0.9

    @pytest.mark.parametrize("other", [FOLLOWING, ANOTHER], ids=["following", "another"])
    def test_the_next_on_a_subject_and_the_same_pattern_are_others(
        self, other: tuple[str, str]
    ) -> None:
        assert all(
            resemblance(said(story), said(other)) < 0.7 for story in (RELEASE, REWRITTEN, SHORTENED)
        )

    def test_a_few_words_say_nothing(self) -> None:
        short = said(("내일 맑음", "내일은 맑다."))
        assert resemblance(short, short) == 0
        assert resemblance(said(SHORTENED), said(SHORTENED) | {str(n) for n in range(200)}) == 0


@pytest.mark.django_db
class TestSimilarStories:
    def found(self, told: tuple[str, str]) -> list[int]:
        return similar_stories(Subject(0, *told), timezone.now(), most=3)

    def published(self, told: tuple[str, str], at: datetime | None = None) -> Article:
        title, text = told
        return make_published(title=title, body=f"<p>{text}</p>", at=at)

    def test_a_release_that_has_run_is_told(self) -> None:
        for told in (FOLLOWING, ANOTHER):
            self.published(told)
        release = self.published(RELEASE)
        assert self.found(REWRITTEN) == [release.pk]
        assert self.found(FOLLOWING) != [release.pk]

    def test_what_is_withdrawn_or_long_ago_is_not(self) -> None:
        for told in (FOLLOWING, ANOTHER):
            self.published(told)
        self.published(RELEASE, at=timezone.now() - timedelta(days=90))
        withdrawn = self.published(SHORTENED)
        assert self.found(REWRITTEN) == [withdrawn.pk]
        workflow.withdraw(withdrawn, by=None, reason="사실이 아님")
        assert self.found(REWRITTEN) == []
