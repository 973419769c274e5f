"""Builders: each makes one object with as little as a test needs to say."""

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

import pillow_heif
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from accounts.models import User
from accounts.roles import Role
from articles import bulk, workflow
from articles.content import Content
from articles.models import Article
from newsroom.lib.dates import to_seoul
from notices.register import Facts
from photos import renditions, uploads
from photos.models import Photo
from reporters.models import Outlet, Reporter
from sections.models import Section

_number = count(1)
PASSWORD = "비밀번호-1234"


def make_section(name: str = "", parent: Section | None = None, **fields: Any) -> Section:
    number = next(_number)
    return Section.objects.create(
        name=name or f"섹션{number}",
        slug=fields.pop("slug", f"section-{number}"),
        parent=parent,
        **fields,
    )


def make_user(*roles: Role, sections: tuple[Section, ...] = (), **fields: Any) -> User:
    number = next(_number)
    username = fields.pop("username", f"user{number}")
    password = fields.pop("password", None)
    user = User(username=username, is_staff=True, **fields)
    user.set_password(password) if password else user.set_unusable_password()
    user.save()
    user.groups.set(Group.objects.filter(name__in=roles))
    user.sections.set(sections)
    return user


def own_outlet() -> Outlet:
    return Outlet.objects.get_or_create(is_own=True, defaults={"name": "예시신문"})[0]


def make_reporter(name: str = "홍길동", **fields: Any) -> Reporter:
    return Reporter.objects.create(
        name=name, outlet=fields.pop("outlet", None) or own_outlet(), **fields
    )


def make_content(**fields: Any) -> Content:
    """A whole story: title, body, outlet; section and reporter are made unless given."""
    if "section_id" not in fields:
        fields["section_id"] = make_section().pk
    if "reporter_ids" not in fields:
        fields["reporter_ids"] = (make_reporter().pk,)
    return Content(
        title=fields.pop("title", f"기사 제목 {next(_number)}"),
        body=fields.pop("body", "<p>가온시가 새 도서관을 열었다.</p>"),
        outlet_id=fields.pop("outlet_id", None) or own_outlet().pk,
        **fields,
    )


def make_draft(by: User | None = None, **fields: Any) -> Article:
    return workflow.create(make_content(**fields), by=by)


def make_drafts(contents: Sequence[Content]) -> list[Article]:
    """In a fraction of the time that as many calls of make_draft take."""
    stories = [bulk.NewStory(content=content) for content in contents]
    made = bulk.create_many(stories, by=None)
    return [answer.article for answer in made if isinstance(answer, bulk.Created)]


def make_published(by: User | None = None, at: datetime | None = None, **fields: Any) -> Article:
    """A live story, owned by `by`, first published at `at` (default: now)."""
    article = make_draft(**fields)
    article = workflow.publish_now(article, by=None, first_published_at=at)
    if by is not None:
        Article.objects.filter(pk=article.pk).update(owner=by)
        article.refresh_from_db()
    return article


def make_facts(**fields: Any) -> Facts:
    """Of a claim that came today."""
    today = to_seoul(timezone.now()).date()
    told = {"kind": "correction", "claimant": "가온시", "claimed_on": today, "asked": "사실과 다름"}
    return Facts(**told | fields)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> io.BytesIO:
    """A small picture file of one colour."""
    file = io.BytesIO()
    image = Image.new("RGB", size, (30, 90, 140))
    if kind == "HEIF":
        # Which Pillow can read here, and can't write.
        pillow_heif.from_pillow(image).save(file)
    else:
        image.save(file, format=kind)
    file.seek(0)
    return file


def gone(photo: Photo) -> None:
    """Deleted past the uses that forbid it, as only SQL by hand can."""
    photo.media_uses.all().delete()
    photo.delete()


def make_photo(by: User | None = None, **fields: Any) -> Photo:
    return uploads.store(picture(), by=by, **fields)


def make_rendered_photo(by: User | None = None, **fields: Any) -> Photo:
    """With the files that readers get."""
    photo = make_photo(by, **fields)
    renditions.make(photo)
    return photo
