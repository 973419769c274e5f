"""What stands against using a picture, and that it stops every act that goes before readers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from articles import batches, bulk, publication_stops, revisions, scheduling, workflow
from articles.models import Article, ClockFailure
from articles.refusals import PhotoForbidden
from articles.states import Action, Status
from newsroom.lib.dates import to_seoul
from photos import rights
from photos.licences import Licence
from photos.models import Photo
from tests.builders import make_content, make_draft, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db

# Just before and just after midnight in Seoul.
LAST_MINUTE = datetime(2026, 10, 1, 14, 59, tzinfo=UTC)
NEXT_DAY = datetime(2026, 10, 1, 15, 0, tzinfo=UTC)


def today() -> date:
    return to_seoul(timezone.now()).date()


def expire(photo: Photo, on: date | None = None) -> Photo:
    Photo.objects.filter(pk=photo.pk).update(expires_on=on or today() - timedelta(days=1))
    photo.refresh_from_db()
    return photo


def body_with(photo: Photo) -> str:
    return f'<p>글</p><figure class="photo"><img src="{photo.get_absolute_url()}" alt=""></figure>'


def approved(**fields: object) -> Article:
    return workflow.approve(workflow.submit(make_draft(**fields), by=None), by=None)


@pytest.mark.any_database
def test_a_picture_may_be_used_through_its_last_day_in_seoul() -> None:
    photo = Photo(expires_on=date(2026, 10, 1))
    assert rights.stops_of(photo, at=LAST_MINUTE) == []
    assert rights.warnings_of(photo, now=LAST_MINUTE) == ["사용 기한이 2026.10.01까지입니다."]
    assert rights.stops_of(photo, at=NEXT_DAY) == ["사용 기한이 2026.10.01에 끝났습니다."]
    assert rights.warnings_of(Photo(), now=NEXT_DAY) == []


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("licence", "told"),
    [
        (Licence.KOGL_1, []),
        (Licence.UNKNOWN, []),
        (Licence.KOGL_2, ["상업적 이용이 금지된 조건(공공누리 2유형)입니다."]),
        (
            Licence.KOGL_3,
            ["변경이 금지된 조건(공공누리 3유형)입니다. 자르거나 고쳐 쓸 수 없습니다."],
        ),
        (
            Licence.CC_BY_NC_ND,
            [
                "상업적 이용이 금지된 조건(CC BY-NC-ND)입니다.",
                "변경이 금지된 조건(CC BY-NC-ND)입니다. 자르거나 고쳐 쓸 수 없습니다.",
            ],
        ),
    ],
)
def test_the_terms_of_a_licence_warn(licence: str, told: list[str]) -> None:
    assert rights.warnings_of(Photo(licence=licence), now=NEXT_DAY) == told


def _publish(article: Article) -> None:
    workflow.publish(article, by=None)


def _schedule(article: Article) -> None:
    workflow.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))


def _together(article: Article) -> None:
    chief = make_user(Role.CHIEF)
    sent = batches.send([(article, article.revision)], Action.PUBLISH, by=chief)
    assert not sent.done
    raise sent.refused[0][1]


@pytest.mark.parametrize("act", [_publish, _schedule, _together])
@pytest.mark.parametrize("place", ["lead", "body"])
def test_an_expired_picture_stops_a_first_publication(
    act: Callable[[Article], None], place: str
) -> None:
    photo = expire(make_photo())
    fields = {"lead_photo_id": photo.pk} if place == "lead" else {"body": body_with(photo)}
    article = approved(**fields)
    with pytest.raises(PhotoForbidden, match="에 끝났습니다"):
        act(article)
    article.refresh_from_db()
    assert article.status == Status.APPROVED
    expire(photo, today() + timedelta(days=3))
    if act is not _together:
        act(article)


def test_nobody_overrides_it() -> None:
    article = make_draft(lead_photo_id=expire(make_photo()).pk)
    with pytest.raises(PhotoForbidden, match="대표 사진"):
        workflow.publish_now(article, by=make_user(Role.CHIEF))
    assert not Article.objects.published().exists()


def test_the_moment_of_going_live_counts() -> None:
    photo = expire(make_photo(), today() + timedelta(days=1))
    article = approved(lead_photo_id=photo.pk)
    with pytest.raises(PhotoForbidden):
        workflow.schedule(article, by=None, at=timezone.now() + timedelta(days=3))
    article = workflow.schedule(article, by=None, at=timezone.now() + timedelta(minutes=5))
    with pytest.raises(PhotoForbidden):
        scheduling.reschedule(article, by=None, at=timezone.now() + timedelta(days=3))


def test_a_live_story_stays_and_changes_only_without_it() -> None:
    photo = make_photo()
    article = make_published(lead_photo_id=photo.pk)
    expire(photo)
    assert article.is_visible
    assert photo.is_public
    changed = replace(revisions.working_copy(article), title="새 제목")
    article = workflow.save(article, changed, by=None, base_revision=article.revision)
    soon = timezone.now() + timedelta(hours=1)
    for act in (
        lambda: workflow.publish(article, by=None),
        lambda: workflow.correct(article, by=None, reason="바로잡음"),
        lambda: scheduling.schedule_change(article, by=None, at=soon),
    ):
        with pytest.raises(PhotoForbidden):
            act()
    without = replace(changed, lead_photo_id=None)
    article = workflow.save(article, without, by=None, base_revision=article.revision)
    assert workflow.publish(article, by=None).title == "새 제목"


def test_a_withdrawn_story_comes_back_without_it_or_not_at_all() -> None:
    photo = make_photo()
    article = make_published(body=body_with(photo))
    article = workflow.withdraw(article, by=None, reason="확인")
    expire(photo)
    with pytest.raises(PhotoForbidden):
        workflow.republish(article, by=None, reason="확인함")
    chief = make_user(Role.CHIEF)
    content, _ = publication_stops.going_live(article, Action.REPUBLISH)
    found = publication_stops.stops(
        article, content, Action.REPUBLISH, by=chief, now=timezone.now(), reason="확인함"
    )
    assert [type(each) for each in found] == [PhotoForbidden]


def test_the_clock_marks_a_change_that_it_may_not_publish() -> None:
    photo = make_photo()
    article = make_published()
    content = replace(revisions.working_copy(article), lead_photo_id=photo.pk)
    article = workflow.save(article, content, by=None, base_revision=article.revision)
    soon = timezone.now() + timedelta(minutes=1)
    article = scheduling.schedule_change(article, by=None, at=soon)
    expire(photo)
    assert scheduling.publish_due_changes(soon) == 0
    assert "사용 기한" in ClockFailure.objects.get(article=article).reason
    article.refresh_from_db()
    assert article.lead_photo is None


def test_a_picture_for_one_use_goes_into_no_second_story() -> None:
    photo = make_photo(caption="한 번만")
    Photo.objects.filter(pk=photo.pk).update(is_reuse_forbidden=True)
    photo.refresh_from_db()
    draft = make_draft(body=body_with(photo))
    # Drafts are no use: whoever is first has it.
    assert rights.stops_of(photo, at=timezone.now()) == []
    first = make_published(lead_photo_id=photo.pk)
    with pytest.raises(PhotoForbidden, match="재사용이 금지된"):
        workflow.publish_now(draft, by=None)
    later = approved(lead_photo_id=photo.pk)
    with pytest.raises(PhotoForbidden):
        _schedule(later)
    told = ["재사용이 금지된 사진이고, 이미 다른 기사에 쓰였습니다."]
    assert rights.warnings_of(photo, now=timezone.now()) == told
    assert rights.warnings_of(photo, now=timezone.now(), for_article=first.pk) == []
    workflow.correct(first, by=None, reason="바로잡음")


def test_two_stories_that_have_it_since_before_may_go_on() -> None:
    photo = make_photo()
    stories = [make_published(body=body_with(photo)) for _ in range(2)]
    Photo.objects.filter(pk=photo.pk).update(is_reuse_forbidden=True)
    for article in stories:
        workflow.correct(article, by=None, reason="바로잡음")


def test_many_stories_at_once_are_held_to_it_too() -> None:
    photo = expire(make_photo())
    plain, expired = bulk.create_many(
        [
            bulk.NewStory(content=make_content(), publishes=True),
            bulk.NewStory(content=make_content(body=body_with(photo)), publishes=True),
        ],
        by=None,
    )
    assert isinstance(plain, bulk.Created)
    assert isinstance(expired, bulk.Created)
    assert plain.not_published is None
    assert isinstance(expired.not_published, PhotoForbidden)
    assert expired.article.status == Status.DRAFT
