"""What can't be deleted, what is told instead, and what is offered."""

import pytest
from django.contrib.admin import helpers
from django.test import Client

from accounts.roles import Role
from articles import workflow
from articles.models import Article
from articles.states import Action, Status
from desk import moving_screen
from newsroom.lib.dates import format_time
from reporters.models import Reporter
from sections.models import Section
from tests.builders import make_draft, make_published, make_reporter, make_section, make_user
from tests.desk.article_pages import list_url

pytestmark = pytest.mark.django_db

STORY, SECTION, REPORTER = (
    "/admin/articles/article/{}/{}/",
    "/admin/sections/section/{}/{}/",
    "/admin/reporters/reporter/{}/{}/",
)


def told(client: Client, address: str, status: int) -> str:
    pages = [client.get(address), client.post(address, {"post": "yes"})]
    assert [page.status_code for page in pages] == [status, status]
    return pages[0].content.decode()


def test_a_story_goes_to_the_trash_instead(client: Client) -> None:
    user = make_user(Role.REPORTER)
    client.force_login(user)
    draft = make_draft(user)
    page = told(client, STORY.format(draft.pk, "delete"), 403)
    assert "휴지통으로 옮겨 주세요" in page
    assert 'value="trash"' in page
    client.post(STORY.format(draft.pk, "act"), {"_action": "trash", "revision": "1"})
    assert "이미 휴지통에" in told(client, STORY.format(draft.pk, "delete"), 403)
    draft.refresh_from_db()
    assert draft.status == Status.TRASHED

    filed = workflow.submit(make_draft(user), by=user)
    page = told(client, STORY.format(filed.pk, "delete"), 403)
    assert "작성중이거나 반려된 기사만" in page
    assert 'value="trash"' not in page
    assert "게재중지" in told(client, STORY.format(make_published().pk, "delete"), 403)
    unseen = make_draft(make_user(Role.CHIEF), title="남의 기사")
    assert "남의 기사" not in told(client, STORY.format(unseen.pk, "delete"), 404)
    assert Article.objects.count() == 4


def test_the_trash_gives_back_what_was_thrown_in(client: Client) -> None:
    """By the bulk actions, with number, text and place in the work as they were."""
    chief = make_user(Role.CHIEF, name="국장")
    client.force_login(chief)
    draft = make_draft(chief, title="초안")
    held = workflow.hold(workflow.submit(make_draft(title="보류"), by=None), by=None)
    live = make_published(title="게재된 것")
    before = {row["pk"]: row for row in Article.objects.values("pk", "status", "title", "revision")}

    def press(action: Action, query: str, *stories: Article) -> None:
        data = {"action": action.value, helpers.ACTION_CHECKBOX_NAME: [one.pk for one in stories]}
        data["seen"] = [f"{one.pk}:{one.revision}" for one in stories]
        client.post(list_url(query), data)

    press(Action.TRASH, "", draft, held, live)
    trash = client.get(list_url("?queue=trash"))
    assert {row.pk for row in trash.context["cl"].result_list} == {draft.pk, held.pk}
    page = trash.content.decode()
    assert "버린 때와 사람" in page
    when = draft.log.get(action=Action.TRASH).created_at
    assert draft.log.get(action=Action.TRASH).by == chief
    assert f"{format_time(when)} 국장" in page
    assert "버린 때와 사람" not in client.get(list_url()).content.decode()
    press(Action.RESTORE, "?queue=trash", draft, held)
    after = {row["pk"]: row for row in Article.objects.values("pk", "status", "title", "revision")}
    assert after == before


def test_a_user_is_put_out_of_use_instead(client: Client) -> None:
    user = make_user(Role.DESK, name="떠난이")
    address = f"/admin/accounts/user/{user.pk}/delete/"
    client.force_login(make_user(Role.ADMIN))
    assert "‘사용 중’을 꺼 주세요" in told(client, address, 403)
    client.force_login(make_user(Role.CHIEF))
    assert "떠난이" not in told(client, address, 403)


def test_a_section_says_what_stands_in_it_and_is_emptied(client: Client) -> None:
    old, new = make_section("경제"), make_section("산업")
    child = make_section("증시", parent=old)
    desk = make_user(Role.DESK, sections=(old,))
    make_published(section_id=old.pk)
    workflow.trash(make_draft(section_id=old.pk), by=None)
    make_published(section_id=new.pk, further_section_ids=(old.pk,))
    delete, move = SECTION.format(old.pk, "delete"), SECTION.format(old.pk, "move")
    client.force_login(make_user(Role.CHIEF))
    page = told(client, delete, 200)
    for text in ("기사 2건", "함께 실린 기사 1건", "중분류 1개", "담당하는 사람 1명"):
        assert text in page
    for wrong in ("", str(old.pk), "x"):
        assert client.post(move, {"target": wrong}).status_code == 400
    done = client.post(move, {"target": new.pk}, follow=True)
    assert "기사 3건을 옮겼습니다. 남은 기사가 없습니다." in done.content.decode()
    assert new.articles.count() == 3
    page = told(client, delete, 200)
    assert "모두 옮기기" not in page
    assert "중분류 1개" in page
    child.delete()
    desk.sections.clear()
    assert "기사" not in client.get(delete).context.get("uses", "")
    client.post(delete, {"post": "yes"})
    assert set(Section.objects.all()) == {new}


def test_many_are_moved_press_by_press(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving_screen, "SECONDS_A_PRESS", 0)
    monkeypatch.setattr(moving_screen, "MOST_COUNTED", 2)
    monkeypatch.setattr(moving_screen, "BATCH", 2)
    old, new = make_reporter("김하늘"), make_reporter("이바다")
    for _ in range(5):
        make_draft(reporter_ids=(old.pk,))
    delete, move = REPORTER.format(old.pk, "delete"), REPORTER.format(old.pk, "move")
    client.force_login(make_user(Role.CHIEF))
    page = told(client, delete, 200)
    assert "기사 2건 이상" in page
    assert "‘활동 중’을 꺼 주세요" in page
    for wrong in ("", "아무개", "김하늘", "김하늘, 이바다"):
        assert client.post(move, {"target": wrong}).status_code == 400
    answers = []
    for _ in range(3):
        answer = client.post(move, {"target": "이바다"}, follow=True)
        answers.append(new.bylines.count())
    assert answers == [2, 4, 5]
    assert "남은 기사가 없습니다" in answer.content.decode()
    client.post(delete, {"post": "yes"})
    assert list(Reporter.objects.all()) == [new]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.DESK, Role.REPORTER])
def test_only_the_chief_moves(client: Client, role: Role) -> None:
    old, new = make_section("경제"), make_section("산업")
    article = make_draft(section_id=old.pk)
    client.force_login(make_user(role, sections=(old, new)))
    address = SECTION.format(old.pk, "move")
    assert client.post(address, {"target": new.pk}).status_code == 403
    assert client.get(address).status_code == 405
    if role == Role.ADMIN:
        page = told(client, SECTION.format(old.pk, "delete"), 200)
        assert "편집국장에게 부탁해 주세요" in page
        assert "기사 1건" in page
    article.refresh_from_db()
    assert article.section == old
