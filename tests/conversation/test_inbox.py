"""What stands in whose inbox, as long as they may read it."""

import pytest

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from conversation import inbox, talk
from conversation.models import InboxItem
from tests.builders import make_draft, make_section, make_user

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """With roles and sections read anew."""
    return User.objects.get(pk=user.pk)


def test_who_loses_the_right_is_shown_and_counted_nothing() -> None:
    here = make_section()
    chief = make_user(Role.CHIEF)
    desk = make_user(Role.DESK, name="최보라", sections=(here,))
    article = make_draft(make_user(Role.REPORTER), section_id=here.pk)
    talk.write(article, "@최보라 봐 주세요", by=chief)
    (item,) = inbox.page(desk)[0]
    assert inbox.unread(desk).count() == 1
    desk.sections.clear()
    assert inbox.page(fresh(desk)) == ([], None)
    assert inbox.unread(fresh(desk)).count() == 0
    assert inbox.mark_read(fresh(desk), item.pk) is None
    # And what was said meanwhile is there when the right comes back.
    desk.sections.add(here)
    assert inbox.unread(fresh(desk)).count() == 1


def test_what_was_said_before_publication_stays_among_those_who_made_it() -> None:
    owner, chief = make_user(Role.CONTRIBUTOR), make_user(Role.CHIEF)
    article = make_draft(owner)
    talk.write(article, "제보자 이름은 빼 주세요", by=chief)
    workflow.publish_now(workflow.submit(article, by=None), by=None)
    InboxItem.objects.update(user=make_user(Role.CONTRIBUTOR))
    assert not InboxItem.objects.filter(pk__in=inbox.shown_to(owner)).exists()
    assert inbox.unread(InboxItem.objects.get().user).count() == 0


def test_pages_go_by_number_and_reading_is_ones_own() -> None:
    chief, owner = make_user(Role.CHIEF), make_user(Role.REPORTER)
    article = make_draft(owner)
    for number in range(inbox.PAGE_SIZE + 2):
        talk.write(article, f"의견 {number}", by=chief)
    items, older = inbox.page(owner)
    assert len(items) == inbox.PAGE_SIZE
    rest, last = inbox.page(owner, before=older)
    assert [item.comment.text for item in rest] == ["의견 1", "의견 0"]
    assert last is None
    assert inbox.mark_read(chief, items[0].pk) is None
    assert inbox.mark_read(owner, items[0].pk) == items[0]
    assert inbox.unread(owner).count() == inbox.PAGE_SIZE + 1
    # Not what came after the page was shown.
    assert inbox.mark_all_read(owner, upto=items[1].pk) == inbox.PAGE_SIZE + 1
    talk.write(article, "새 의견", by=chief)
    assert inbox.unread(owner).count() == 1
