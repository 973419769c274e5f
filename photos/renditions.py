"""The files that readers get of a picture: each making is a set under a name of its own.

All files of a set are written before the row names it, in one conditional UPDATE, and the set
before it is deleted after that. Whatever changes the picture's look meanwhile keeps it due. A kill
in between leaves a folder that no row names (photos/sweep.py).

Nobody holds a lock while pictures are made: a row is claimed by the time in it, and whoever was
killed loses the claim after TRIED_AGAIN.
"""

import logging
import secrets
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pagecache import publishing, touch
from photos import page_keys, rendering
from photos.models import OF_THE_CLOCK, Photo, photo_storage
from photos.rendering import Rendition, Unreadable
from photos.shapes import size
from photos.watermarks import Mark, Watermark, check_text

logger = logging.getLogger("newsroom.photos")

FOLDER = "renditions"
# Longer than whoever claimed it takes; a storage that failed is asked again then.
TRIED_AGAIN = timedelta(minutes=1)
_DAMAGED = "사진 파일을 읽을 수 없습니다. 사진을 다시 올려 주세요."
_LOST = "사진 파일이 없습니다. 사진을 다시 올려 주세요."


@dataclass(frozen=True)
class Job:
    """A claimed photo, as it stood then."""

    pk: int
    token: str
    file: str
    size: tuple[int, int]
    focal_point: tuple[int, int]
    outlet_id: int | None
    mark: Mark | None
    old_set: str
    claimed_at: datetime


@dataclass(frozen=True)
class Made:
    """Either the name of a set, or in Korean why there is none."""

    name: str = ""
    problem: str = ""


# --- for whoever changes or serves pictures --------------------------------------------------


def mark_due(photos: "QuerySet[Photo]") -> int:
    """Their look has changed: have them made anew. What is being made now is thrown away."""
    return photos.update(is_rendition_due=True, rendition_problem="", rendition_claimed_at=None)


def mark_lost(photo: Photo) -> None:
    """Its files are gone from the storage: made anew, unless that has failed already."""
    lost = Photo.objects.filter(pk=photo.pk, rendition_set=photo.rendition_set)
    lost.update(rendition_set="", is_rendition_due=not photo.rendition_problem)
    reread(photo)


def reread(photo: Photo) -> None:
    """What the clock has written since; reading the file's column anew would open the file."""
    photo.refresh_from_db(fields=sorted(OF_THE_CLOCK))


def file_name(photo: Photo, shape: str, width: int, extension: str) -> str:
    """In the storage "photos", of the set that is served now."""
    nominal = size(photo.width, photo.height, shape, width).nominal
    return f"{_folder(photo.token, photo.rendition_set)}/{shape}-{nominal}.{extension}"


def length(photo: Photo, shape: str, width: int, extension: str) -> int | None:
    """In bytes; None while there is no such file."""
    if not photo.rendition_set:
        return None
    try:
        return photo_storage().size(file_name(photo, shape, width, extension))
    except FileNotFoundError:
        return None


def make(photo: Photo) -> None:
    """At once; raises what the storage raises. For the clock there is `render_due`."""
    job = _job(photo, timezone.now())
    Photo.objects.filter(pk=photo.pk).update(
        is_rendition_due=True, rendition_claimed_at=job.claimed_at
    )
    remove = settle(job, perform(job))
    if remove:
        transaction.on_commit(partial(delete_set, *remove))
    reread(photo)


def render_due(now: datetime, *, seconds: float = 3.0) -> int:
    """How many pictures were made: the newest first, none begun after so many `seconds`."""
    started, made = time.monotonic(), 0
    while time.monotonic() - started < seconds and (jobs := claim(now, 1)):
        try:
            remove = settle(jobs[0], perform(jobs[0]))
        except Exception:
            # The storage: the claim runs out.
            logger.exception("photo %s: no renditions could be stored", jobs[0].pk)
            continue
        if remove:
            delete_set(*remove)
        made += 1
    return made


# --- the steps ------------------------------------------------------------------------------


def loaded(mark: Mark) -> Watermark:
    """Ready to be stamped. Raises Unreadable when it can't be drawn here."""
    if not mark.image:
        try:
            check_text(mark.text)
        except ValidationError as error:
            raise Unreadable(error.messages[0]) from None
        return Watermark(mark.text, b"", mark.corner, mark.opacity)
    try:
        with photo_storage().open(mark.image, "rb") as file:
            return Watermark(mark.text, file.read(), mark.corner, mark.opacity)
    except FileNotFoundError:
        raise Unreadable("매체의 워터마크 그림이 없습니다. 다시 올려 주세요.") from None


def claim(now: datetime, most: int, *, held: Collection[int] = ()) -> list[Job]:
    """Photos that nobody else makes until TRIED_AGAIN is over; none of those `held` already."""
    free = Q(rendition_claimed_at=None) | Q(rendition_claimed_at__lte=now - TRIED_AGAIN)
    due = Photo.objects.filter(free, is_rendition_due=True).select_related("outlet")
    jobs = []
    for photo in due.exclude(pk__in=held).order_by("-pk")[:most]:
        job = _job(photo, now)
        if _unchanged(job).filter(free).update(rendition_claimed_at=now):
            jobs.append(job)
    return jobs


def perform(job: Job) -> Made:
    """Make and store the files; no row is read or written. Raises what the storage raises."""
    name = secrets.token_hex(8)
    try:
        _store(job, name)
    except Unreadable as error:
        with suppress(Exception):
            delete_set(job.token, name)
        return Made(problem=str(error))
    except Exception:
        with suppress(Exception):
            delete_set(job.token, name)
        raise
    return Made(name)


def settle(job: Job, made: Made) -> tuple[str, str] | None:
    """Tell the row. What is to be deleted once that is committed: a photo's token and a set."""
    told: dict[str, object] = {"is_rendition_due": False, "rendition_claimed_at": None}
    if made.problem:
        logger.warning("photo %s: no renditions: %s", job.pk, made.problem)
        told["rendition_problem"] = made.problem
    else:
        told |= {"rendition_problem": "", "rendition_set": made.name}
    with publishing():
        held = _unchanged(job).filter(rendition_claimed_at=job.claimed_at)
        is_told = bool(held.update(**told))
        if is_told:
            touch(page_keys.renditions(job.pk))
        else:
            # Changed meanwhile, and due at once unless somebody else is at it.
            claimed = Photo.objects.filter(pk=job.pk, rendition_claimed_at=job.claimed_at)
            claimed.update(rendition_claimed_at=None)
    obsolete = job.old_set if is_told and made.name else made.name if not is_told else ""
    return (job.token, obsolete) if obsolete else None


def delete_set(token: str, name: str) -> None:
    storage, folder = photo_storage(), _folder(token, name)
    try:
        _, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        storage.delete(f"{folder}/{file}")
    # A folder is something of its own on a disk alone.
    storage.delete(folder)


def _folder(token: str, name: str) -> str:
    return f"{FOLDER}/{token}/{name}"


def _job(photo: Photo, now: datetime) -> Job:
    mark = photo.outlet.watermark if photo.outlet is not None else None
    return Job(
        pk=photo.pk,
        token=photo.token,
        file=photo.file.name or "",
        size=(photo.width, photo.height),
        focal_point=(photo.focal_x, photo.focal_y),
        outlet_id=photo.outlet_id,
        mark=mark,
        old_set=photo.rendition_set,
        claimed_at=now,
    )


def _unchanged(job: Job) -> "QuerySet[Photo]":
    """The job's row, if it is still due and looks as it did. Another watermark takes the claim
    away (mark_due)."""
    across, down = job.focal_point
    return Photo.objects.filter(
        pk=job.pk,
        is_rendition_due=True,
        file=job.file,
        focal_x=across,
        focal_y=down,
        outlet=job.outlet_id,
    )


def _store(job: Job, name: str) -> None:
    storage = photo_storage()
    try:
        file = storage.open(job.file, "rb")
    except FileNotFoundError:
        raise Unreadable(_LOST) from None
    with file:
        # A storage elsewhere fetches it now; what goes wrong later is the picture.
        file.read(1)
        file.seek(0)
        watermark = loaded(job.mark) if job.mark else None
        made = rendering.renditions(file, job.size, job.focal_point, watermark)
        for rendition in _readable(made):
            path = f"{_folder(job.token, name)}/{rendition.name}"
            storage.save(path, ContentFile(rendition.data))


def _readable(made: Iterator[Rendition]) -> Iterator[Rendition]:
    """A damaged picture makes Pillow raise almost anything; a disk that fails gives a number."""
    try:
        yield from made
    except Unreadable:
        raise
    except OSError as error:
        if error.errno is not None:
            raise
        raise Unreadable(_DAMAGED) from error
    except Exception as error:
        raise Unreadable(_DAMAGED) from error
