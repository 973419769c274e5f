"""One picture in place of another everywhere: what is listed, what changes, and what stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import photo_places, photo_replacing, revisions, scheduling, workflow
from articles.models import Article, ScheduledChange
from articles.photo_places import uses_of
from articles.photo_replacing import Swap, swap_in
from articles.states import Status
from audit.models import Entry, Kind
from photos.models import Photo
from tests.builders import (
    make_draft,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="편집국장")


@pytest.fixture
def swap() -> Swap:
    old = make_photo(caption="옛 설명", credit="옛 출처", alt="옛 말")
    return Swap(old, make_photo(caption="새 설명", credit="새 출처", alt="새 말"))


def body_with(*photos: Photo) -> str:
    figures = (
        f'<figure class="photo"><img src="{photo.get_absolute_url()}" alt="{photo.alt}"'
        ' width="60" height="40"><figcaption>제 설명</figcaption></figure>'
        for photo in photos
    )
    return f"<p>가온시가 새 도서관을 열었다.</p>{''.join(figures)}"


def rewritten(article: Article, **fields: object) -> Article:
    content = replace(revisions.working_copy(article), **fields)
    return workflow.save(article, content, by=None, base_revision=article.revision)


def address(swap: Swap) -> str:
    return f"/admin/photos/photo/{swap.old.pk}/replace/"


def swapped(article: Article, swap: Swap, by: User) -> Article:
    article = swap_in(article, swap, by=by, revision=article.revision)
    article.refresh_from_db()
    return article


def test_a_live_story_goes_live_once_more_with_the_new_picture(swap: Swap, chief: User) -> None:
    body = body_with(swap.old, make_photo())
    article = make_published(body=body, lead_photo_id=swap.old.pk, lead_caption="따로 쓴 설명")
    after = swapped(article, swap, chief)
    assert after.lead_photo == swap.new
    assert (after.lead_caption, after.lead_credit) == ("따로 쓴 설명", "새 출처")
    expected = article.body.replace(swap.old.token, swap.new.token).replace("옛 말", "새 말")
    assert after.body == expected
    assert (after.revision, after.live_revision) == (2, 2)
    assert after.published_at == article.published_at
    assert after.modified_at is not None
    assert article.modified_at is not None
    assert after.modified_at > article.modified_at
    assert after.revisions.get(number=2).note == "사진 바꿈"
    entry = after.log.first()
    assert entry is not None
    assert (entry.by, entry.detail) == (chief, f"사진 바꿈: #{swap.old.pk} → #{swap.new.pk}")
    assert (swap.old.is_public, swap.new.is_public) == (False, True)
    assert revisions.content_of(after, 1).lead_photo_id == swap.old.pk


def test_words_taken_from_the_library_are_the_new_pictures(swap: Swap, chief: User) -> None:
    draft = swapped(make_draft(lead_photo_id=swap.old.pk), swap, chief)
    assert (draft.lead_caption, draft.lead_credit) == ("새 설명", "새 출처")
    assert (draft.revision, draft.live_revision) == (2, None)


def test_an_approval_ends_with_it(swap: Swap, chief: User) -> None:
    article = workflow.submit(make_draft(lead_photo_id=swap.old.pk), by=None)
    article = swapped(workflow.approve(article, by=None), swap, chief)
    assert article.status == Status.IN_REVIEW


def test_a_working_copy_and_a_scheduled_change_keep_what_else_they_say(
    swap: Swap, chief: User
) -> None:
    article = make_published(lead_photo_id=swap.old.pk, title="지금 글")
    article = rewritten(article, title="예약한 글")
    at = timezone.now() + timedelta(hours=1)
    article = scheduling.schedule_change(article, by=None, at=at)
    article = rewritten(article, title="쓰는 글")
    after = swapped(article, swap, chief)
    assert (after.title, after.live_revision, after.revision) == ("지금 글", 4, 6)
    change = ScheduledChange.objects.get(article=after)
    assert (change.revision, change.publish_at) == (5, at)
    titles = [(4, "지금 글"), (5, "예약한 글"), (6, "쓰는 글")]
    for number, title in titles:
        content = revisions.content_of(after, number)
        assert (content.title, content.lead_photo_id) == (title, swap.new.pk)


def test_only_the_working_copy_changes_where_only_it_has_the_picture(
    swap: Swap, chief: User
) -> None:
    article = rewritten(make_published(), body=body_with(swap.old))
    after = swapped(article, swap, chief)
    assert (after.live_revision, after.revision) == (1, 3)
    assert not swap.new.is_public
    assert swap.new.token in revisions.working_copy(after).body


def test_a_text_saved_meanwhile_or_a_picture_that_is_expired_changes_nothing(
    swap: Swap, chief: User
) -> None:
    article = make_published(lead_photo_id=swap.old.pk)
    newer = rewritten(article, title="그사이 저장")
    with pytest.raises(workflow.Conflict):
        swap_in(article, swap, by=chief, revision=1)
    Photo.objects.filter(pk=swap.new.pk).update(expires_on=timezone.now() - timedelta(days=2))
    with pytest.raises(workflow.Refused, match="사용 기한"):
        swap_in(article, swap, by=chief, revision=newer.revision)
    article.refresh_from_db()
    assert (article.revision, article.lead_photo) == (newer.revision, swap.old)


def test_each_storys_own_rules_say_who_may(swap: Swap) -> None:
    own, foreign = make_section(), make_section()
    desk, reporter = make_user(Role.DESK, sections=(own,)), make_user(Role.REPORTER)
    mine = make_published(lead_photo_id=swap.old.pk, section_id=own.pk)
    theirs = make_published(lead_photo_id=swap.old.pk, section_id=foreign.pk)
    reported = make_published(by=reporter, lead_photo_id=swap.old.pk, section_id=foreign.pk)
    for article, user in ((theirs, desk), (reported, reporter), (mine, reporter)):
        assert photo_replacing.refusal_of(article, swap.old, by=user)
        with pytest.raises(workflow.NotAllowed):
            swap_in(article, swap, by=user, revision=1)
    assert photo_replacing.refusal_of(mine, swap.old, by=desk) is None
    assert swapped(mine, swap, desk).lead_photo == swap.new


def test_the_page_asks_lists_and_does_it(client: Client, swap: Swap) -> None:
    own = make_section()
    desk = make_user(Role.DESK, sections=(own,))
    live = make_published(lead_photo_id=swap.old.pk, section_id=own.pk, title="바뀔 기사")
    other = make_published(body=body_with(swap.old), title="남의 기사")
    secret = make_draft(lead_photo_id=swap.old.pk, title="비밀 초고")
    withdrawn = make_published(lead_photo_id=swap.old.pk, section_id=own.pk, title="내린 기사")
    workflow.withdraw(withdrawn, by=None, reason="오보")
    portrait = make_reporter("얼굴 기자", photo=swap.old)
    client.force_login(desk)
    assert client.get(address(swap)).status_code == 200
    assert client.get(address(swap), {"with": "99999"}).status_code == 400
    assert client.get(address(swap), {"with": str(swap.old.pk)}).status_code == 400
    page = client.get(address(swap), {"with": str(swap.new.pk)})
    plan = page.context["plan"]
    assert [each.article for each in plan.changing] == [live]
    assert {each.article for each in plan.staying} == {other, withdrawn}
    assert (plan.hidden, plan.may_reporters) == (1, False)
    assert "비밀 초고" not in page.content.decode()
    data = {
        "with": str(swap.new.pk),
        "story": [f"{each.pk}:{each.revision}" for each in (live, other, secret, withdrawn)],
        "portraits": "1",
    }
    told = client.post(address(swap), data, follow=True).content.decode()
    assert "기사 1건을 새 사진으로 바꾸었습니다" in told
    shown = {article.pk: article.lead_photo_id for article in Article.objects.all()}
    assert shown == {
        live.pk: swap.new.pk,
        other.pk: None,
        secret.pk: swap.old.pk,
        withdrawn.pk: swap.old.pk,
    }
    portrait.refresh_from_db()
    assert portrait.photo == swap.old


def test_portraits_go_along_where_reporters_are_ones_to_manage(
    client: Client, swap: Swap, chief: User
) -> None:
    portrait = make_reporter("얼굴 기자", photo=swap.old)
    client.force_login(chief)
    client.post(address(swap), {"with": str(swap.new.pk)})
    portrait.refresh_from_db()
    assert portrait.photo == swap.old
    client.post(address(swap), {"with": str(swap.new.pk), "portraits": "1"})
    portrait.refresh_from_db()
    assert portrait.photo == swap.new
    entry = Entry.objects.filter(kind=Kind.SETTING).latest("pk")
    assert (entry.by, entry.after) == (chief, f"사진: 사진 #{swap.new.pk}")


def test_who_has_no_part_in_the_library_finds_no_such_page(client: Client, swap: Swap) -> None:
    client.force_login(make_user(Role.CONTRIBUTOR))
    assert client.get(address(swap)).status_code == 404
    client.force_login(make_user(Role.ADMIN))
    assert client.get(address(swap)).status_code == 404


def test_the_pictures_page_says_where_it_is_used(client: Client, swap: Swap) -> None:
    gallery = f'<figure class="gallery">{body_with(swap.old, make_photo())}</figure>'
    desk = make_user(Role.DESK, sections=(make_section(),))
    make_published(lead_photo_id=swap.old.pk, title="앞의 기사")
    article = make_draft(title="감춘 초고")
    revisions.apply(article, replace(revisions.working_copy(article), body=gallery))
    article.save()
    uses = uses_of(swap.old, desk)
    assert [(use.article.title, use.places) for use in uses.shown] == [
        ("앞의 기사", ("대표 사진",))
    ]
    assert uses.hidden == 1
    uses = uses_of(swap.old, make_user(Role.CHIEF))
    assert [use.places for use in uses.shown] == [("포토뉴스",), ("대표 사진",)]


def test_beyond_the_most_that_are_looked_at_it_says_so_and_goes_on(
    client: Client, swap: Swap, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photo_places, "MOST", 2)
    stories = [make_published(body=body_with(swap.old)) for _ in range(3)]
    client.force_login(chief)
    change = f"/admin/photos/photo/{swap.old.pk}/change/"
    assert "더 오래된 기사에도 쓰였습니다" in client.get(change).content.decode()
    page = client.get(address(swap), {"with": str(swap.new.pk)})
    assert "더 오래된 기사가 이어서 나옵니다" in page.content.decode()
    for article in stories[1:]:
        swapped(article, swap, chief)
    # They name it in their first revisions still, and don't stand in the way.
    page = client.get(address(swap), {"with": str(swap.new.pk)})
    plan = page.context["plan"]
    assert ([each.article for each in plan.changing], plan.is_cut) == ([stories[0]], False)


def test_what_was_changed_of_a_picture_is_told_to_the_audit_log(
    client: Client, swap: Swap, chief: User
) -> None:
    client.force_login(chief)
    photo = swap.old
    photo.caption, photo.is_reuse_forbidden = "비밀스러운 새 설명", True
    photo.save()
    entry = Entry.objects.filter(kind=Kind.SETTING).latest("pk")
    assert entry.subject == f"사진 #{photo.pk}"
    assert entry.after == "사진 설명: (10자)\n재사용 금지: 예"
    number = Entry.objects.count()
    photo.save(update_fields=["colour"])
    photo.save()
    assert Entry.objects.count() == number
