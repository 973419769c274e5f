"""Mail that something waits in the inbox: how much, and where. Never what, nor of which story.

Asked for by each user, and sent by the clock from what stands in the inbox, so no act waits for
a mail server or fails with it. Nor does the clock: the sending is done beside it, one round of
mail at a time.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.db import close_old_connections, connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User
from conversation import inbox
from conversation.models import InboxItem, MailWish

logger = logging.getLogger("newsroom.mail")

LOOKED_EVERY = 15
# What comes in quick succession goes into one mail.
COLLECTED = timedelta(minutes=1)
# Until then, whoever was claimed is somebody else's to send; a refused mail is tried again then.
TRIED_AGAIN = timedelta(minutes=5)
_AT_ONCE = 50
MOST_COUNTED = 99

_beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
_sending: Future[None] | None = None


class Letter(NamedTuple):
    user_id: int
    address: str
    waiting: int
    newest: int


def is_configured() -> bool:
    """Whether Django's mail settings name somewhere to send to."""
    return bool(settings.EMAIL_HOST) or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


def wants_mail(user: User) -> bool:
    return MailWish.objects.filter(user=user).exists()


def set_wish(user: User, wanted: bool) -> None:
    """From now on; what waits already is told by no mail."""
    if not wanted:
        MailWish.objects.filter(user=user).delete()
        return
    newest = InboxItem.objects.filter(user=user).values_list("pk", flat=True).first()
    MailWish.objects.get_or_create(user=user, defaults={"told_item": newest or 0})


def send_due(now: datetime) -> None:
    """The clock's work: claim what is due and have it sent, unless mail is still on its way."""
    global _sending
    if not is_configured() or (_sending is not None and not _sending.done()):
        return
    letters = claim(now)
    if letters:
        _sending = _beside.submit(_send_beside, letters)


def claim(now: datetime) -> list[Letter]:
    """Who is to have mail now; nobody else sends it within TRIED_AGAIN."""
    waiting = InboxItem.objects.filter(
        user=OuterRef("user"),
        read_at=None,
        pk__gt=OuterRef("told_item"),
        created_at__lte=now - COLLECTED,
    )
    is_free = Q(tried_at=None) | Q(tried_at__lte=now - TRIED_AGAIN)
    due = MailWish.objects.filter(is_free, Exists(waiting), user__is_active=True)
    letters = []
    for wish in due.exclude(user__email="").select_related("user")[:_AT_ONCE]:
        claimed = MailWish.objects.filter(is_free, pk=wish.pk, told_item=wish.told_item)
        if not claimed.update(tried_at=now):
            continue
        items = inbox.unread(wish.user).filter(pk__gt=wish.told_item)
        numbers = list(items.values_list("pk", flat=True)[: MOST_COUNTED + 1])
        if numbers:
            letters.append(Letter(wish.pk, wish.user.email, len(numbers), numbers[0]))
    return letters


def send(letters: Sequence[Letter]) -> None:
    """Each letter by itself: one that fails is tried again later, and the others go on."""
    for letter in letters:
        try:
            send_mail(f"[편집국] {_how_many(letter)}", _text(letter), None, [letter.address])
        except Exception:
            logger.exception("mail to user %s was not sent", letter.user_id)
            continue
        MailWish.objects.filter(pk=letter.user_id, told_item__lt=letter.newest).update(
            told_item=letter.newest, tried_at=None
        )


def _send_beside(letters: Sequence[Letter]) -> None:
    close_old_connections()
    try:
        send(letters)
    except Exception:
        logger.exception("mail could not be noted as sent")
    finally:
        connection.close()


def _how_many(letter: Letter) -> str:
    if letter.waiting > MOST_COUNTED:
        return f"새 알림 {MOST_COUNTED}건 이상"
    return f"새 알림 {letter.waiting}건"


def _text(letter: Letter) -> str:
    address = settings.NEWSROOM_SITE_URL + reverse("admin:inbox")
    return (
        f"편집국에 {_how_many(letter)}이 있습니다.\n\n{address}\n\n"
        "기사 내용은 이메일로 보내지 않습니다. 이메일을 그만 받으려면 위 화면에서 꺼 주세요.\n"
    )
