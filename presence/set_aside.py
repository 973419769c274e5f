"""밀려난 글: no text that was refused is lost (decision 0020)."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from articles import permissions, workflow
from articles.content import Content
from articles.models import Article
from presence.models import SetAsideText, WhySetAside

SHOWN_BESIDE = 5


class Late(workflow.Conflict):
    """The save was refused because somebody was first; what was typed stands in `kept`."""

    def __init__(self, sentence: str, kept: SetAsideText) -> None:
        super().__init__(sentence)
        self.kept = kept


def save(
    article: Article, content: Content, *, by: User, base_revision: int, note: str = ""
) -> Article:
    """workflow.save; what it refuses as too late is set aside first.

    Raises Late then, and otherwise what workflow.save raises. Whoever calls this inside a
    transaction has to let it commit, or the text is lost with it.
    """
    try:
        return workflow.save(article, content, by=by, base_revision=base_revision, note=note)
    except workflow.Conflict as refusal:
        kept = keep(article, content, by=by, base_revision=base_revision, why=WhySetAside.LATE)
        raise Late(str(refusal), kept) from refusal


def keep(
    article: Article,
    content: Content,
    *,
    by: User,
    base_revision: int,
    why: WhySetAside,
    displaced_by: User | None = None,
    unread: dict[str, str] | None = None,
) -> SetAsideText:
    """Set a text aside for `by`. Pressing the button again doesn't make a second one.

    A `base_revision` that the story never had is kept as 0.
    """
    if not 0 < base_revision <= article.revision:
        there = article.revisions.filter(number=base_revision) if base_revision < 2**31 else None
        base_revision = base_revision if there is not None and there.exists() else 0
    text = SetAsideText(
        article=article,
        author=by,
        base_revision=base_revision,
        data=_as_saved(content).to_json(),
        unread=unread or {},
        why=why,
        displaced_by=displaced_by,
        created_at=timezone.now(),
    )
    last = article.set_aside.filter(author=by).first()
    if last is not None and _says_the_same(last, text):
        return last
    text.save()
    return text


def readable(user: User, article: Article) -> "QuerySet[SetAsideText]":
    """The story's texts that `user` may see: their own, and everyone's for the desk."""
    texts = article.set_aside.select_related("author", "displaced_by")
    if not permissions.can_read_working_copy(user, article):
        return texts.none()
    if permissions.can_read_set_aside(user, article):
        return texts
    return texts.filter(author=user)


class Beside(NamedTuple):
    """The newest few, for the side of a story's page."""

    texts: list[SetAsideText]
    more: bool


def beside(user: User, article: Article) -> Beside:
    texts = list(readable(user, article)[: SHOWN_BESIDE + 1])
    return Beside(texts[:SHOWN_BESIDE], len(texts) > SHOWN_BESIDE)


def mark_used(text: SetAsideText, revision: int) -> None:
    """A revision has been saved out of this text; the text stays."""
    SetAsideText.objects.filter(pk=text.pk).update(used_in=revision)


def _as_saved(content: Content) -> Content:
    """As a save would have stored it, so that untouched fields compare as untouched."""
    return workflow.with_photo_words(content.cleaned())


def _says_the_same(one: SetAsideText, other: SetAsideText) -> bool:
    return (one.base_revision, one.data, one.unread) == (
        other.base_revision,
        other.data,
        other.unread,
    )
