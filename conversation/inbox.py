"""A user's own inbox. What it shows is asked anew each time: who may not read a story's
conversation any more is shown nothing of it, and nothing of it is counted."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from articles import permissions
from articles.models import Article
from conversation.models import InboxItem

PAGE_SIZE = 30


def shown_to(user: User) -> "QuerySet[InboxItem]":
    """The newest first."""
    stories = Article.objects.filter(pk=OuterRef("article"))
    readable = Q(article=None) | Exists(permissions.conversable(user, stories))
    return InboxItem.objects.filter(readable, user=user)


def unread(user: User) -> "QuerySet[InboxItem]":
    return shown_to(user).filter(read_at=None)


def page(user: User, *, before: int | None = None) -> tuple[list[InboxItem], int | None]:
    """A page of items older than item `before`, and the number to ask the next page with, if there
    is one."""
    items = shown_to(user).select_related("article", "comment", "assignment", "entry", "by")
    if before is not None:
        items = items.filter(pk__lt=before)
    found = list(items[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return shown, shown[-1].pk if len(found) > PAGE_SIZE else None


def mark_read(user: User, number: int) -> InboxItem | None:
    """The item, read from now on; None for what isn't there or isn't this user's to see."""
    item = shown_to(user).filter(pk=number).first()
    if item is not None and item.read_at is None:
        InboxItem.objects.filter(pk=item.pk, read_at=None).update(read_at=timezone.now())
    return item


def mark_all_read(user: User, *, upto: int) -> int:
    """How many; none newer than item `upto`, which came after the page was shown."""
    unread = InboxItem.objects.filter(user=user, read_at=None, pk__lte=upto)
    return unread.update(read_at=timezone.now())
