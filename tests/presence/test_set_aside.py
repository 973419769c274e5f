"""A text that was refused is kept, for its author and the desk, and for nobody else."""

from dataclasses import replace

import pytest

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.content import Content
from articles.models import Article
from presence import set_aside
from presence.models import SetAsideText, WhySetAside
from tests.builders import make_draft, make_photo, make_published, make_section, make_user

pytestmark = pytest.mark.django_db


def late_text(article: Article, by: User, title: str = "늦은 제목") -> SetAsideText:
    with pytest.raises(set_aside.Late) as refusal:
        set_aside.save(article, replace(Content.of(article), title=title), by=by, base_revision=1)
    return refusal.value.kept


def saved_by_another(article: Article) -> Article:
    content = replace(Content.of(article), title="먼저 저장한 제목")
    return workflow.save(article, content, by=make_user(Role.CHIEF), base_revision=1)


def test_a_late_save_overwrites_nothing_and_is_kept() -> None:
    user = make_user(Role.CHIEF)
    article = make_draft(user)
    saved_by_another(article)
    kept = late_text(article, user)
    article.refresh_from_db()
    assert (article.title, article.revision) == ("먼저 저장한 제목", 2)
    assert (kept.content.title, kept.base_revision, kept.author) == ("늦은 제목", 1, user)
    assert (kept.why, kept.used_in) == (WhySetAside.LATE, None)
    assert kept.name == f"늦은 저장: {user}, 1판에서"


def test_a_save_in_time_is_a_save() -> None:
    user = make_user(Role.CHIEF)
    article = make_draft(user)
    content = replace(Content.of(article), title="제때")
    assert set_aside.save(article, content, by=user, base_revision=1).revision == 2
    assert not SetAsideText.objects.exists()


def test_pressing_twice_keeps_it_once_and_another_text_beside_it() -> None:
    user = make_user(Role.CHIEF)
    article = make_draft(user)
    saved_by_another(article)
    first = late_text(article, user)
    assert late_text(article, user) == first
    assert late_text(article, user, "또 다른 제목") != first
    assert late_text(article, make_user(Role.CHIEF)) != first
    assert article.set_aside.count() == 3


def test_a_revision_that_never_was_is_no_base() -> None:
    user = make_user(Role.CHIEF)
    article = make_draft(user)
    for number in (-1, 0, 2, 10**18):
        with pytest.raises(set_aside.Late) as refusal:
            set_aside.save(
                article,
                replace(Content.of(article), title=f"제목 {number}"),
                by=user,
                base_revision=number,
            )
        assert refusal.value.kept.base_revision == 0


def test_untouched_fields_are_kept_as_a_save_would_have_them() -> None:
    user = make_user(Role.CHIEF)
    photo = make_photo(user, caption="도서관", credit="가온시 제공")
    article = make_draft(user, lead_photo_id=photo.pk)
    saved_by_another(article)
    content = replace(Content.of(article), title="늦은 제목", lead_caption="", lead_credit="")
    with pytest.raises(set_aside.Late) as refusal:
        set_aside.save(article, content, by=user, base_revision=1)
    assert refusal.value.kept.content.lead_caption == "도서관"


def test_who_sees_what_was_set_aside() -> None:
    here, elsewhere = make_section(), make_section()
    owner = make_user(Role.REPORTER, sections=(here,))
    colleague = make_user(Role.REPORTER, sections=(here,))
    desk = make_user(Role.DESK, sections=(here,))
    stranger = make_user(Role.DESK, sections=(elsewhere,))
    article = make_draft(owner, section_id=here.pk)
    saved_by_another(article)
    kept = late_text(article, owner)

    def seen_by(user: User) -> list[SetAsideText]:
        return list(set_aside.readable(user, article))

    assert seen_by(owner) == seen_by(desk) == [kept]
    assert seen_by(colleague) == seen_by(stranger) == []
    assert seen_by(make_user(Role.ADMIN)) == seen_by(make_user()) == []


def test_of_a_live_story_it_is_unpublished_work() -> None:
    desk, reporter = make_user(Role.CHIEF), make_user(Role.REPORTER)
    article = make_published(reporter)
    saved_by_another(article)
    late_text(article, desk)
    assert list(set_aside.readable(make_user(Role.REPORTER), article)) == []
    assert list(set_aside.readable(reporter, article)) == []
    assert len(set_aside.readable(make_user(Role.CHIEF), article)) == 1
