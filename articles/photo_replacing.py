"""One picture in place of another, in every text that a story goes on with.

Each story is a transaction of its own, under the rules of articles/workflow.py: what readers see
changes through a publication with its log line, and every changed text is a revision. Texts that
are over, the earlier revisions, stay as they were.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from articles import (
    guards,
    log_lines,
    pending_changes,
    permissions,
    photo_guards,
    revisions,
    workflow,
)
from articles.content import Content
from articles.models import Article, ScheduledChange
from articles.photo_places import names
from articles.refusals import Conflict, Incomplete, Refused
from articles.states import Action, Status
from newsroom.lib import html as markup
from pagecache import publishing
from photos.models import Photo

NOTE = "사진 바꿈"
_IMAGE = re.compile(r'<img(?: [a-z-]+="[^"]*")*>')


@dataclass(frozen=True)
class Swap:
    old: Photo
    new: Photo

    @property
    def told(self) -> str:
        return f"{NOTE}: #{self.old.pk} → #{self.new.pk}"

    def applied(self, content: Content) -> Content:
        """A caption that the story has of its own stays; a credit never does, which is the
        picture's. Raises ValidationError where the text may not be kept any more."""
        if not names(content, self.old):
            return content
        body = _IMAGE.sub(self._image, content.body)
        if content.lead_photo_id != self.old.pk:
            return replace(content, body=body).cleaned()
        is_own = content.lead_caption not in ("", self.old.caption)
        swapped = replace(
            content,
            body=body,
            lead_photo_id=self.new.pk,
            lead_caption=content.lead_caption if is_own else "",
            lead_credit="",
        )
        return workflow.with_words_of(self.new, swapped.cleaned())

    def _image(self, match: re.Match[str]) -> str:
        image = next(markup.tokens(match[0]))
        if not isinstance(image, markup.Start):
            return match[0]
        told = dict(image.attributes)
        if not told.get("src", "").startswith(f"/photos/{self.old.token}."):
            return match[0]
        told["src"] = self.new.get_absolute_url()
        if told.get("alt") == self.old.alt:
            told["alt"] = self.new.alt
        for side, length in (("width", self.new.width), ("height", self.new.height)):
            if side in told:
                told[side] = str(length)
        written = "".join(f' {name}="{markup.escape(value)}"' for name, value in told.items())
        return f"<img{written}>"


def refusal_of(article: Article, old: Photo, *, by: User) -> Refused | None:
    """Why `by` can't have `old` replaced in this story; what only the new picture decides is asked
    by the act."""
    try:
        _require_allowed(article, old, by)
    except Refused as refusal:
        return refusal
    return None


def is_concerned(article: Article, photo: Photo) -> bool:
    """Whether a text that the story goes on with names it: one that readers have or get, or that is
    being written."""
    return any(names(text, photo) for _, text in _texts(article))


def swap_in(article: Article, swap: Swap, *, by: User, revision: int) -> Article:
    """Put the new picture into the story, which stood at `revision` when `by` saw it. Nothing is
    done to a story that doesn't have the old one any more. Raises Refused."""
    try:
        with publishing():
            row = workflow.locked(article)
            guards.require_revision(row, revision)
            if not is_concerned(row, swap.old):
                return row
            _require_allowed(row, swap.old, by)
            if row.live_revision is None:
                content = swap.applied(revisions.working_copy(row))
                return workflow.save(row, content, by=by, base_revision=revision, note=NOTE)
            return _swap_in_live(row, swap, by, revision)
    except ValidationError as error:
        told = " ".join(error.messages)
        raise Incomplete(f"지금 글을 그대로 저장할 수 없습니다. {told}") from None


def _require_allowed(article: Article, old: Photo, by: User) -> None:
    guards.require(permissions.can(by, Action.EDIT, article))
    guards.require(permissions.can_read_working_copy(by, article))
    if article.status_at(timezone.now()) != Status.PUBLISHED:
        return
    if names(article, old):
        guards.require(permissions.can(by, Action.PUBLISH, article))
    if article.pending_change:
        guards.require(permissions.can(by, Action.SCHEDULE_CHANGE, article))


def _texts(article: Article) -> Iterator[tuple[int, Article | Content]]:
    """The live or only text, then what stands besides it: number and text, the newest last."""
    yield article.live_revision or article.revision, article
    if article.has_unpublished_changes:
        numbers = {article.revision}
        if article.pending_change:
            numbers.add(article.pending_change.revision)
        for number in sorted(numbers):
            yield number, revisions.content_of(article, number)


def _swap_in_live(row: Article, swap: Swap, by: User, revision: int) -> Article:
    change = row.pending_change
    later = [
        (number, swap.applied(text)) for number, text in _texts(row) if isinstance(text, Content)
    ]
    for number, text in later:
        if change and change.revision == number:
            photo_guards.require_usable(row, text, change.publish_at)
    if names(row, swap.old):
        live = swap.applied(Content.of(row))
        with workflow.act(row, Action.PUBLISH, by, revision=revision, logs=False) as (held, now):
            # Another live text would cancel it; it has the new picture, too, and goes on.
            pending_changes.drop(held)
            held.revision += 1
            revisions.add(held, live, by=by, at=now, note=NOTE)
            workflow.go_live(held, by, now)
            line = log_lines.log_line(
                held, Action.PUBLISH, by, from_status=held.status, at=now, detail=swap.told
            )
            log_lines.write_log(held, [line])
            moved = _add_later(held, later, by, now)
        row = held
    else:
        now = timezone.now()
        moved = _add_later(row, later, by, now)
        is_next = Article.objects.filter(pk=row.pk, revision=revision).update(
            revision=row.revision, updated_at=now
        )
        if not is_next:
            raise Conflict(guards.CONFLICT)
    if change:
        _rebind(change, moved[change.revision])
    return row


def _add_later(
    row: Article, later: list[tuple[int, Content]], by: User, now: datetime
) -> dict[int, int]:
    """The texts besides the live one as revisions after it; which number became which."""
    moved = {}
    for number, text in later:
        row.revision += 1
        revisions.add(row, text, by=by, at=now, note=NOTE)
        moved[number] = row.revision
    return moved


def _rebind(change: ScheduledChange, number: int) -> None:
    values = {
        field.attname: getattr(change, field.attname)
        for field in ScheduledChange._meta.concrete_fields
        if not field.primary_key
    }
    ScheduledChange.objects.filter(article=change.article_id).delete()
    ScheduledChange.objects.create(**values | {"revision": number})
