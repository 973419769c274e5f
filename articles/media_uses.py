"""Keeps articles_mediause in step with what stories say; called where texts are written.

Uses of the row (`is_working_copy` False) are exactly the photos and attachments that its body
names: they decide what readers may fetch. The others say that some revision named it while the row
didn't: a working copy, a scheduled change, a text of old. They are only ever added, as revisions
are, so that what a revision shows is never deleted from under it (decision 0031).

A story without media costs no query.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from articles.blocks import file_tokens, photo_tokens
from articles.content import Content
from articles.models import Article, MediaUse
from attachments.models import Attachment
from photos.models import Photo


@dataclass(frozen=True)
class Named:
    """What a text names, by token; the lead photo by number."""

    photos: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    lead: int | None = None

    def __bool__(self) -> bool:
        return bool(self.photos or self.files or self.lead)

    @property
    def in_body(self) -> bool:
        return bool(self.photos or self.files)

    def but(self, other: "Named") -> "Named":
        return Named(
            self.photos - other.photos,
            self.files - other.files,
            None if self.lead == other.lead else self.lead,
        )


@dataclass(frozen=True)
class Media:
    """What of that is there, by number."""

    photos: frozenset[int] = frozenset()
    attachments: frozenset[int] = frozenset()

    def uses(self, article: int, *, is_working_copy: bool) -> list[MediaUse]:
        told = {"article_id": article, "is_working_copy": is_working_copy}
        return [
            *(MediaUse(photo_id=pk, **told) for pk in sorted(self.photos)),
            *(MediaUse(attachment_id=pk, **told) for pk in sorted(self.attachments)),
        ]


def named_in(text: Article | Content) -> Named:
    """No query."""
    body = text.body
    return Named(frozenset(photo_tokens(body)), frozenset(file_tokens(body)), text.lead_photo_id)


def write_row(article: Article, before: Named) -> None:
    """After the row was given another text; `before` is what the one before named, which a
    revision goes on naming. The caller holds the row."""
    after = named_in(article)
    if not before and not after.in_body:
        return
    if before.in_body or after.in_body:
        _make_exact(article.pk, _media(after, with_lead=False))
    keep(article.pk, before.but(after))


def keep_revision(article: Article, content: Content) -> None:
    """`content` is now a revision of the story; what the row names too needs nothing."""
    keep(article.pk, named_in(content).but(named_in(article)))


def keep(article: int, named: Named) -> None:
    """A revision of this story names these, the row perhaps not."""
    if named:
        uses = _media(named, with_lead=True).uses(article, is_working_copy=True)
        MediaUse.objects.bulk_create(uses, ignore_conflicts=True)


def set_aside_row(article: Article) -> None:
    """The row is about to be overwritten by this one, which is no revision of an editor's
    (loaddata): what it named is kept, but what it goes on naming."""
    row = MediaUse.objects.filter(article=article.pk, is_working_copy=False)
    photos = set(row.exclude(photo=None).values_list("photo", flat=True))
    attachments = row.exclude(attachment=None).values_list("attachment", flat=True)
    photos |= set(
        Article.objects.filter(pk=article.pk)
        .exclude(lead_photo=None)
        .values_list("lead_photo", flat=True)
    )
    still = _media(named_in(article), with_lead=True)
    gone = Media(frozenset(photos - still.photos), frozenset(attachments) - still.attachments)
    MediaUse.objects.bulk_create(gone.uses(article.pk, is_working_copy=True), ignore_conflicts=True)


def rewrite_row(article: Article) -> None:
    """Of a row that something other than revisions.apply wrote."""
    _make_exact(article.pk, _media(named_in(article), with_lead=False))


def write_new(texts: Mapping[int, Content]) -> None:
    """The rows of stories that were just made, by their numbers: two statements for all that name
    anything, none for the others."""
    enter((article, named, False) for article, named in _naming(texts))


def enter(found: Iterable[tuple[int, Named, bool]]) -> None:
    """Uses of many stories: number, what is named and whether by the working copy alone. What
    stands there stays; of the row the lead photo, which has its own column, isn't entered."""
    entries = list(found)
    photos = _numbers(Photo, {token for _, named, _ in entries for token in named.photos})
    files = _numbers(Attachment, {token for _, named, _ in entries for token in named.files})
    leads = {named.lead for _, named, is_working in entries if is_working and named.lead}
    there = set(Photo.objects.filter(pk__in=leads).values_list("pk", flat=True)) if leads else set()
    uses: list[MediaUse] = []
    for article, named, is_working_copy in entries:
        shown = {photos[token] for token in named.photos if token in photos}
        if is_working_copy and named.lead in there:
            shown.add(named.lead)
        media = Media(
            frozenset(shown), frozenset(files[token] for token in named.files if token in files)
        )
        uses += media.uses(article, is_working_copy=is_working_copy)
    MediaUse.objects.bulk_create(uses, ignore_conflicts=True, batch_size=1_000)


def _naming(texts: Mapping[int, Content]) -> Sequence[tuple[int, Named]]:
    each = ((pk, named_in(content)) for pk, content in texts.items())
    return [(pk, named) for pk, named in each if named.in_body]


def _make_exact(article: int, media: Media) -> None:
    row = MediaUse.objects.filter(article=article, is_working_copy=False)
    stale = row.exclude(Q(photo__in=media.photos) | Q(attachment__in=media.attachments))
    stale.delete()
    MediaUse.objects.bulk_create(media.uses(article, is_working_copy=False), ignore_conflicts=True)


def _media(named: Named, *, with_lead: bool) -> Media:
    photos = set(_numbers(Photo, named.photos).values())
    if with_lead and named.lead and Photo.objects.filter(pk=named.lead).exists():
        photos.add(named.lead)
    return Media(frozenset(photos), frozenset(_numbers(Attachment, named.files).values()))


def _numbers(model: type[Photo] | type[Attachment], tokens: Iterable[str]) -> dict[str, int]:
    """Those of the tokens that are there."""
    wanted = list(tokens)
    if not wanted:
        return {}
    return dict(model.objects.filter(token__in=wanted).values_list("token", "pk"))
