"""Comments: who writes, who is told, who is called, what is taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import Article
from conversation import inbox, talk
from conversation.models import Comment, InboxItem
from sections.models import Section
from tests.builders import make_draft, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Section:
    return make_section("문화")


@pytest.fixture
def owner() -> User:
    return make_user(Role.REPORTER, name="김정민")


@pytest.fixture
def desk(here: Section) -> User:
    return make_user(Role.DESK, name="최보라", sections=(here,))


@pytest.fixture
def article(owner: User, here: Section) -> Article:
    return make_draft(
        owner,
        section_id=here.pk,
        body="<p>가온시가 새 도서관을 열었다.</p><p>시민이 모였다.</p>",
    )


def told(user: User) -> list[str]:
    return [item.kind for item in inbox.page(user)[0]]


def test_the_owner_is_told_and_the_writer_is_not(article: Article, owner: User, desk: User) -> None:
    comment = talk.write(article, " 도서관 이름을 확인해 주세요.\r\n전화로요. ", by=desk)
    assert comment.text == "도서관 이름을 확인해 주세요.\n전화로요."
    assert (told(owner), told(desk)) == (["commented"], [])
    talk.write(article, "확인했습니다.", by=owner, reply_to=comment.pk)
    assert (told(owner), told(desk)) == (["commented"], ["replied"])


def test_an_answer_to_an_answer_goes_into_the_thread_and_opens_it(
    article: Article, owner: User, desk: User
) -> None:
    first = talk.write(article, "맞나요?", by=desk)
    talk.resolve(first, by=owner)
    first.refresh_from_db()
    assert first.resolved_by == owner
    answer = talk.write(article, "맞습니다.", by=owner, reply_to=first.pk)
    again = talk.write(article, "아니네요.", by=desk, reply_to=answer.pk)
    assert again.parent == first
    first.refresh_from_db()
    assert first.resolved_at is None
    with pytest.raises(workflow.WrongState, match="첫 의견"):
        talk.resolve(answer, by=owner)
    elsewhere = make_draft(owner)
    with pytest.raises(workflow.Incomplete, match="이 기사에 없습니다"):
        talk.write(elsewhere, "어디에?", by=owner, reply_to=first.pk)


def test_who_is_no_part_of_it_writes_strikes_and_resolves_nothing(
    article: Article, desk: User
) -> None:
    comment = talk.write(article, "확인", by=desk)
    workflow.publish_now(workflow.submit(article, by=None), by=None)
    for stranger in (
        make_user(Role.CONTRIBUTOR),
        make_user(Role.REPORTER, sections=(make_section(),)),
        make_user(Role.ADMIN),
    ):
        for act in (
            lambda: talk.write(article, "안녕", by=stranger),  # noqa: B023
            lambda: talk.strike(comment, by=stranger),  # noqa: B023
            lambda: talk.resolve(comment, by=stranger),  # noqa: B023
            lambda: talk.reopen(comment, by=stranger),  # noqa: B023
        ):
            with pytest.raises(workflow.NotAllowed):
                act()
    assert Comment.objects.count() == 1


def test_what_is_empty_too_long_or_not_text_is_refused(article: Article, desk: User) -> None:
    for text, quote in ((" ", ""), ("가" * 2001, ""), ("가", "나" * 1001), ("\x00", "")):
        with pytest.raises(workflow.Incomplete):
            talk.write(article, text, by=desk, quote=quote)
    assert not Comment.objects.exists()


def test_pressed_twice_it_is_said_once(article: Article, owner: User, desk: User) -> None:
    first = talk.write(article, "확인", by=desk)
    assert talk.write(article, "확인", by=desk) == first
    assert told(owner) == ["commented"]


def test_a_passage_is_kept_with_its_revision_and_place(article: Article, desk: User) -> None:
    comment = talk.write(article, "몇 명?", by=desk, quote="  시민이  모였다. ")
    assert (comment.quote, comment.quote_revision) == ("시민이 모였다.", 1)
    assert comment.quote_paragraph == 1
    unsaved = talk.write(article, "몇 시?", by=desk, quote="아직 저장하지 않은 글")
    assert unsaved.quote_paragraph is None


def test_who_is_called_is_told_once_and_by_number(
    article: Article, owner: User, desk: User, here: Section
) -> None:
    other = make_user(Role.REPORTER, name="이수", sections=(here,))
    namesake = make_user(Role.REPORTER, name="이수", sections=(here,))
    text = "@김정민은 사진을, @이수 기자는 그림을. a@b.kr"
    with pytest.raises(workflow.Incomplete, match="이수가 2명입니다"):
        talk.write(article, text, by=desk)
    talk.write(article, text, by=desk, picked=[other.pk])
    assert (told(owner), told(other), told(namesake)) == (["mentioned"], ["mentioned"], [])
    # The longest of several names that fit, and what is nobody's name is text.
    longer = make_user(Role.REPORTER, name="이수진", sections=(here,))
    talk.write(article, "@이수진에게 @모두", by=desk)
    assert told(longer) == ["mentioned"]


def test_who_may_not_read_it_cannot_be_called(article: Article, desk: User) -> None:
    stranger = make_user(Role.REPORTER, name="한결", sections=(make_section(),))
    with pytest.raises(workflow.NotAllowed, match="한결님은 이 기사의 대화를 볼 수 없어서"):
        talk.write(article, "봐 주세요", by=desk, picked=[stranger.pk])
    with pytest.raises(workflow.NotAllowed, match="한결님은"):
        talk.write(article, "@한결 봐 주세요", by=desk)
    with pytest.raises(workflow.NotAllowed, match="고른 사람은"):
        talk.write(article, "봐 주세요", by=desk, picked=[10**9])
    assert not Comment.objects.exists()
    assert not InboxItem.objects.exists()


def test_a_comment_is_taken_back_soon_or_not_at_all(
    article: Article, owner: User, desk: User
) -> None:
    comment = talk.write(article, "잘못 쓴 말", by=desk)
    with pytest.raises(workflow.NotAllowed, match="쓴 사람만"):
        talk.strike(comment, by=owner)
    talk.strike(comment, by=desk)
    comment.refresh_from_db()
    assert comment.struck_at is not None
    assert comment.words == ""
    late = talk.write(article, "오래된 말", by=desk)
    Comment.objects.filter(pk=late.pk).update(created_at=timezone.now() - timedelta(minutes=11))
    late.refresh_from_db()
    with pytest.raises(workflow.WrongState, match="10분까지만"):
        talk.strike(late, by=desk)
