"""The conversation on the story's pages, and the screens of inbox and assignments."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import Article
from conversation import assignments, talk
from conversation.models import Assignment, Comment, InboxItem, MailWish
from desk.waiting import waiting_for
from newsroom.lib.dates import format_time
from sections.models import Section
from tests.builders import make_draft, make_published, make_section, make_user
from tests.desk.article_pages import change_url, messages_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
INBOX, ASSIGNMENTS = "/admin/inbox/", "/admin/assignments/"
BY_SCRIPT = {"X-Requested-With": "fetch"}


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
    body = "<p>가온시가 새 도서관을 열었다.</p><p>시민이 모였다.</p>"
    return make_draft(owner, section_id=here.pk, title="숨은 제목", body=body)


def talk_url(article: Article, rest: str = "") -> str:
    return reverse("admin:articles_article_talk", args=[article.pk]) + rest


def page(user: User, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_a_comment_on_a_passage_stands_beside_the_form(
    article: Article, owner: User, desk: User
) -> None:
    sent = {"text": "<b>몇 명?</b>", "quote": "시민이 모였다.", "mention": str(owner.pk)}
    answer = signed_in(desk).post(talk_url(article), sent)
    comment = Comment.objects.get()
    assert answer["Location"] == f"{talk_url(article)}#comment-{comment.pk}"
    for address in (change_url(article), talk_url(article)):
        shown = page(owner, address)
        assert "&lt;b&gt;몇 명?&lt;/b&gt;" in shown
        assert "지금 2번째 문단" in shown
        assert "부른 사람: 김정민 기자" in shown
    Article.objects.filter(pk=article.pk).update(body="<p>아무도 오지 않았다.</p>")
    assert "글이 바뀌어 찾을 수 없음" in page(owner, change_url(article))
    # Without a script it opens in a tab of its own, and the form keeps what is typed.
    assert 'target="_blank"' in page(owner, change_url(article))
    assert 'target="_blank"' not in page(owner, talk_url(article))


def test_a_script_gets_the_list_or_the_reason(article: Article, desk: User) -> None:
    client = signed_in(desk)
    told = client.post(talk_url(article), {"text": "확인"}, headers=BY_SCRIPT)
    assert "확인" in told.content.decode()
    assert "<html" not in told.content.decode()
    refused = client.post(talk_url(article), {"text": " "}, headers=BY_SCRIPT)
    assert (refused.status_code, refused.json()["sentence"]) == (409, "의견을 적어 주세요.")


def test_what_is_refused_comes_back_as_typed(article: Article, desk: User) -> None:
    make_user(Role.REPORTER, name="한결", sections=(make_section(),))
    sent = {"text": "@한결 봐 주세요", "quote": "시민이"}
    answer = signed_in(desk).post(talk_url(article), sent)
    assert answer.status_code == 409
    assert "한결님은 이 기사의 대화를 볼 수 없어서" in messages_of(answer)[0]
    shown = answer.content.decode()
    assert "@한결 봐 주세요</textarea>" in shown
    assert "시민이</textarea>" in shown


def test_threads_are_answered_resolved_reopened_and_struck(
    article: Article, owner: User, desk: User
) -> None:
    comment = talk.write(article, "잘못 쓴 말", by=desk)
    signed_in(owner).post(talk_url(article), {"text": "네", "reply_to": str(comment.pk)})
    rest = f"{comment.pk}/"
    signed_in(owner).post(talk_url(article, f"{rest}resolve/"))
    assert "해결한 의견 1건" in page(desk, change_url(article))
    signed_in(owner).post(talk_url(article, f"{rest}reopen/"))
    assert "해결한 의견" not in page(desk, change_url(article))
    refused = signed_in(owner).post(talk_url(article, f"{rest}strike/"))
    assert "쓴 사람만" in messages_of(refused)[0]
    signed_in(desk).post(talk_url(article, f"{rest}strike/"))
    shown = page(owner, change_url(article))
    assert "잘못 쓴 말" not in shown
    assert "지운 의견입니다" in shown
    assert "잘못 쓴 말" not in page(owner, INBOX)
    client = signed_in(desk)
    assert client.get(talk_url(article, f"{rest}resolve/")).status_code == 405
    assert client.post(talk_url(article, f"{rest}burn/")).status_code == 404
    assert client.post(talk_url(article, "99999/resolve/")).status_code == 404


def test_nobody_else_sees_says_or_does_anything(article: Article, desk: User, owner: User) -> None:
    comment = talk.write(article, "대화의 말", by=desk)
    due = timezone.now() + timedelta(hours=1)
    made = assignments.assign(article, by=desk, assignee=owner.pk, what="", due_at=due)
    workflow.publish_now(workflow.submit(article, by=None), by=None)
    assign = reverse("admin:articles_article_assign", args=[article.pk])
    for role in (Role.CONTRIBUTOR, Role.REPORTER, Role.ADMIN):
        stranger = signed_in(make_user(role, sections=(make_section(),)))
        # The live story is anybody's to read; what was said about it is not.
        shown = stranger.get(change_url(article))
        assert shown.status_code == 200
        assert "대화의 말" not in shown.content.decode()
        assert 'id="talk"' not in shown.content.decode()
        for address in (talk_url(article), talk_url(article, f"{comment.pk}/resolve/"), assign):
            answer = stranger.post(address, {"text": "안녕"})
            assert answer.status_code == 403
            assert "숨은 제목" not in answer.content.decode()
        assert stranger.get(talk_url(article)).status_code == 403
        assert stranger.post(f"{ASSIGNMENTS}{made.pk}/done/").status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(desk)
    assert strict.post(talk_url(article), {"text": "안녕"}).status_code == 403
    assert Client().get(talk_url(article)).status_code == 302
    assert Comment.objects.count() == 1


def test_the_inbox_counts_on_every_page_and_is_ones_own(
    article: Article, owner: User, desk: User
) -> None:
    workflow.reject(workflow.submit(article, by=owner), by=desk, reason="취재원이 더 필요합니다.")
    talk.write(article, "전화해 주세요", by=desk)
    label = "읽지 않은 알림 2건"
    for address in ("/admin/", change_url(article), reverse("admin:articles_article_changelist")):
        assert label in page(owner, address)
        assert "읽지 않은 알림" not in page(desk, address)
    shown = page(owner, INBOX)
    for words in ("숨은 제목", "취재원이 더 필요합니다.", "반려", "전화해 주세요", "최보라"):
        assert words in shown
    assert "숨은 제목" not in page(desk, INBOX)
    newest, oldest = InboxItem.objects.order_by("-pk")
    assert signed_in(desk).get(f"{INBOX}{newest.pk}/").status_code == 404
    followed = signed_in(owner).get(f"{INBOX}{newest.pk}/")
    assert followed["Location"] == f"{change_url(article)}#comment-{Comment.objects.get().pk}"
    assert "읽지 않은 알림 1건" in page(owner, INBOX)
    signed_in(desk).post(f"{INBOX}read/", {"item": str(oldest.pk), "upto": str(newest.pk)})
    signed_in(desk).post(f"{INBOX}read/", {"upto": str(newest.pk)})
    assert "읽지 않은 알림 1건" in page(owner, INBOX)
    signed_in(owner).post(f"{INBOX}read/", {"upto": str(newest.pk)})
    assert "읽지 않은 알림" not in page(owner, INBOX)
    assert signed_in(owner).get(f"{INBOX}read/").status_code == 405
    assert Client().get(INBOX).status_code == 302


def test_counting_what_waits_is_one_query_and_stops_at_a_hundred(
    article: Article, owner: User, django_assert_num_queries
) -> None:
    rows = [
        InboxItem(user=owner, kind="commented", article=article, created_at=article.created_at)
        for _ in range(105)
    ]
    InboxItem.objects.bulk_create(rows)
    user = User.objects.get(pk=owner.pk)
    assert user.roles
    assert not user.assigned_section_ids
    with django_assert_num_queries(1):
        assert waiting_for(user) == ("99+", "")


def test_mail_is_each_users_own_wish(owner: User) -> None:
    client = signed_in(owner)
    answer = client.post(f"{INBOX}mail/", {"wants_mail": "on"}, follow=True)
    assert "등록된 이메일 주소가 없습니다" in messages_of(answer)[0]
    User.objects.filter(pk=owner.pk).update(email="kim@example.com")
    client.post(f"{INBOX}mail/", {"wants_mail": "on"})
    assert MailWish.objects.get().user == owner
    client.post(f"{INBOX}mail/", {})
    assert not MailWish.objects.exists()


def test_work_is_given_seen_and_ended(article: Article, owner: User, desk: User) -> None:
    due = format_time(timezone.now() + timedelta(days=1))
    sent = {"assignee": str(owner.pk), "what": "표지 사진", "due_at": due}
    assign = reverse("admin:articles_article_assign", args=[article.pk])
    assert signed_in(desk).post(assign, sent).status_code == 302
    assert signed_in(desk).post(ASSIGNMENTS, sent | {"what": "봄꽃 축제"}).status_code == 302
    for address in ("/admin/", ASSIGNMENTS):
        shown = page(owner, address)
        assert "표지 사진" in shown
        assert "봄꽃 축제" in shown
        assert "is-overdue" not in shown
    Assignment.objects.update(due_at=timezone.now() - timedelta(hours=3))
    assert "is-overdue" in page(owner, "/admin/")
    assert "3시간" in page(owner, change_url(article))
    for_story, bare = Assignment.objects.order_by("pk")
    signed_in(owner).post(f"{ASSIGNMENTS}{bare.pk}/done/")
    told = signed_in(owner).post(
        f"{ASSIGNMENTS}{for_story.pk}/done/", {"from_story": "1"}, headers=BY_SCRIPT
    )
    assert "표지 사진" not in told.content.decode()
    assert "표지 사진" not in page(owner, ASSIGNMENTS)
    assert "맡긴 일을 마침" in page(desk, INBOX)
    again = signed_in(desk).post(f"{ASSIGNMENTS}{bare.pk}/drop/", follow=True)
    assert messages_of(again) == ["이미 끝난 일입니다."]
    # What is refused comes back as typed; who may give nothing is offered nothing.
    refused = signed_in(desk).post(ASSIGNMENTS, sent | {"due_at": "내일"})
    assert refused.status_code == 409
    assert 'value="표지 사진"' in refused.content.decode()
    assert signed_in(owner).post(ASSIGNMENTS, sent).status_code == 409
    assert "일 맡기기" not in page(owner, ASSIGNMENTS) + page(owner, change_url(article))


def test_the_panel_takes_a_fixed_number_of_queries(here: Section, desk: User) -> None:
    story = make_published(section_id=here.pk)
    client = signed_in(desk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(talk_url(story)).status_code == 200
        return len(captured)

    def fill(number: int) -> None:
        writer = make_user(Role.REPORTER, name=f"기자{number}", sections=(here,))
        first = talk.write(story, "가", by=writer, picked=[desk.pk], quote="가온시가")
        talk.write(story, "나", by=desk, reply_to=first.pk, picked=[writer.pk])
        due = timezone.now() + timedelta(hours=1)
        assignments.assign(story, by=desk, assignee=writer.pk, what="", due_at=due)

    fill(1)
    before = queries()
    for number in range(2, 6):
        fill(number)
    assert queries() == before
