"""Mail says how much waits and where; nothing of any story, once, and never in an act's way."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from conversation import inbox, mailing, talk
from conversation.models import InboxItem, MailWish
from tests.builders import make_draft, make_user

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


@pytest.fixture
def owner() -> User:
    owner = make_user(Role.REPORTER, email="kim@example.com")
    mailing.set_wish(owner, True)
    return owner


@pytest.fixture
def article(owner: User) -> Article:
    return make_draft(owner, title="숨은 제목")


def said(article: Article, *texts: str) -> None:
    chief = make_user(Role.CHIEF, name="최보라")
    for text in texts:
        talk.write(article, text, by=chief)


def round_at(after: timedelta) -> None:
    mailing.send(mailing.claim(timezone.now() + after))


def test_one_mail_tells_how_much_waits_and_nothing_else(article: Article, owner: User) -> None:
    said(article, "비밀 하나", "비밀 둘")
    round_at(timedelta(seconds=5))
    assert mail.outbox == []
    round_at(LATER)
    round_at(LATER)
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["kim@example.com"], "[편집국] 새 알림 2건")
    assert "/admin/inbox/" in letter.body
    for secret in ("비밀", "숨은 제목", "최보라"):
        assert secret not in letter.subject + letter.body
    said(article, "셋")
    round_at(LATER)
    assert [letter.subject for letter in mail.outbox][1:] == ["[편집국] 새 알림 1건"]


def test_who_did_not_ask_has_read_may_not_read_or_has_no_address_gets_none(
    article: Article, owner: User
) -> None:
    said(article, "하나")
    inbox.mark_all_read(owner, upto=InboxItem.objects.get().pk)
    round_at(LATER)
    said(article, "둘")
    owner.groups.clear()
    round_at(LATER)
    User.objects.update(email="")
    round_at(2 * mailing.TRIED_AGAIN)
    assert mail.outbox == []
    # What came before the wish is told by no mail.
    mailing.set_wish(owner, False)
    mailing.set_wish(owner, True)
    assert MailWish.objects.get().told_item == InboxItem.objects.latest("pk").pk
    assert mailing.claim(timezone.now() + LATER) == []


def test_a_refused_mail_is_tried_again_and_two_clocks_send_one(
    article: Article, owner: User, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    said(article, "하나")
    now = timezone.now() + LATER
    letters = mailing.claim(now)
    assert mailing.claim(now) == []

    def refuse(*args: object) -> None:
        raise OSError("no server")

    with monkeypatch.context() as broken:
        broken.setattr(mailing, "send_mail", refuse)
        mailing.send(letters)
    assert "was not sent" in caplog.text
    assert mailing.claim(now + timedelta(minutes=1)) == []
    mailing.send(mailing.claim(now + mailing.TRIED_AGAIN))
    assert len(mail.outbox) == 1


def test_without_a_mail_server_nothing_is_claimed(article: Article, settings) -> None:
    said(article, "하나")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    mailing.send_due(timezone.now() + LATER)
    assert MailWish.objects.get().tried_at is None


@pytest.mark.django_db(transaction=True)
def test_the_clock_hands_mail_to_a_thread_and_goes_on(
    article: Article, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(article, "하나")
    gate = threading.Event()
    send = mailing.send
    monkeypatch.setattr(mailing, "send", lambda letters: gate.wait(10) and send(letters))
    mailing.send_due(timezone.now() + LATER)
    on_its_way = mailing._sending
    assert on_its_way is not None
    mailing.send_due(timezone.now() + LATER)
    assert mailing._sending is on_its_way
    assert mail.outbox == []
    gate.set()
    on_its_way.result(timeout=10)
    assert [letter.to for letter in mail.outbox] == [["kim@example.com"]]
    assert MailWish.objects.get().tried_at is None
