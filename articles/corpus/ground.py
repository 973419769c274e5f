"""What the stories of a corpus stand on: sections, outlets, reporters, tags and pictures."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from PIL import Image

from articles.corpus import words
from articles.models import Tag
from photos import uploads
from photos.models import Photo
from reporters.models import Outlet, Reporter
from sections.models import Section

REPORTERS = 200
PHOTOS = 40
CREDIT = "연습용 사진"
SIZE = (960, 640)


@dataclass(frozen=True)
class Ground:
    """Numbers of rows, in the order in which stories point at them."""

    sections: Sequence[int]
    outlets: Sequence[int]
    reporters: Sequence[int]
    tags: Sequence[int]
    photos: Sequence[int]


def lay() -> Ground:
    """Make what is missing; a second time it finds the same rows."""
    outlets = _outlets()
    return Ground(
        sections=_sections(),
        outlets=outlets,
        reporters=_reporters(outlets[0]),
        tags=_tags(),
        photos=_photos(),
    )


def _sections() -> list[int]:
    found = []
    for order, (slug, name, children) in enumerate(words.SECTIONS, start=1):
        top = _section(slug, name, None, order)
        found.append(top.pk)
        for place, (child_slug, child_name) in enumerate(children, start=1):
            found.append(_section(child_slug, child_name, top, place).pk)
    return found


def _section(slug: str, name: str, parent: Section | None, order: int) -> Section:
    values = {"name": name, "parent": parent, "order": order}
    return Section.objects.get_or_create(slug=slug, defaults=values)[0]


def _outlets() -> list[int]:
    """Ours first."""
    own = Outlet.own() or Outlet.objects.create(name="예시신문", is_own=True)
    others = [Outlet.objects.get_or_create(name=name)[0] for name in words.OUTLETS]
    return [own.pk, *(outlet.pk for outlet in others)]


def _reporters(outlet: int) -> list[int]:
    pairs = islice(product(words.GIVEN_NAMES, words.SURNAMES), REPORTERS)
    names = [surname + given for given, surname in pairs]
    known = dict(
        Reporter.objects.filter(outlet=outlet, name__in=names)
        .order_by("-pk")
        .values_list("name", "pk")
    )
    for name in names:
        if name not in known:
            known[name] = Reporter.objects.create(name=name, outlet_id=outlet).pk
    return [known[name] for name in names]


def _tags() -> list[int]:
    Tag.objects.bulk_create((Tag(name=name) for name in words.TAGS), ignore_conflicts=True)
    known = dict(Tag.objects.filter(name__in=words.TAGS).values_list("name", "pk"))
    return [known[name] for name in words.TAGS]


def _photos() -> list[int]:
    """Plain coloured pictures. Their addresses are secrets and differ from corpus to corpus."""
    found = list(
        Photo.objects.filter(credit=CREDIT).order_by("pk").values_list("pk", flat=True)[:PHOTOS]
    )
    for number in range(len(found), PHOTOS):
        picture = io.BytesIO()
        Image.new("RGB", SIZE, (60 + 4 * number, 120, 200 - 4 * number)).save(picture, "JPEG")
        picture.seek(0)
        stored = uploads.store(
            picture, by=None, caption="연습용 그림", credit=CREDIT, alt="한 가지 색의 그림"
        )
        found.append(stored.pk)
    return found
