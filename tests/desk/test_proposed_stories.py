"""What the desk is told of other stories while one is written and before it goes out."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import Article
from articles.states import Action
from tests.builders import make_draft, make_published, make_section, make_user
from tests.desk.article_pages import act_url, add_url, change_url, signed_in
from tests.search.test_similar import ANOTHER, FOLLOWING, RELEASE, REWRITTEN
from writing.models import Slot

pytestmark = pytest.mark.django_db

HEADING = "이 주제의 지난 기사"


def text(told: tuple[str, str]) -> dict[str, str]:
    title, body = told
    return {"title": title, "body": f"<p>{body}</p>"}


@pytest.fixture
def release() -> Article:
    for title in ("큰눈에 비상근무", "주민 투표 마감", "위성 첫 교신", "느린 우체통", "동네책방"):
        make_published(title=title, body="<p>글이다.</p>")
    return make_published(**text(RELEASE))


def form_of(story: Article) -> str:
    """As the chief sees it, from the heading on; empty without one."""
    page = signed_in(make_user(Role.CHIEF)).get(change_url(story)).content.decode()
    _, there, rest = page.partition(HEADING)
    return rest.partition("</section>")[0] if there else ""


def test_the_form_tells_what_ran_before_on_its_subject(release: Article) -> None:
    panel = form_of(make_draft(**text(FOLLOWING)))
    assert f'data-relate="{release.pk} {release.title}"' in panel
    assert release.get_absolute_url() in panel
    assert "느린 우체통" not in panel


def test_not_what_is_chosen_withdrawn_or_not_yet_published(release: Article) -> None:
    make_draft(title="가온시 도서관 야간 연장 숨은 초고", body=text(RELEASE)["body"])
    chosen = make_draft(**text(FOLLOWING), related_ids=(release.pk,))
    assert form_of(chosen) == ""
    following = make_draft(**text(FOLLOWING))
    assert "숨은 초고" not in form_of(following)
    workflow.withdraw(release, by=None, reason="사실이 아님")
    assert form_of(following) == ""


def test_a_new_story_has_no_proposals_yet() -> None:
    assert HEADING not in signed_in(make_user(Role.CHIEF)).get(add_url()).content.decode()


@pytest.mark.parametrize(
    ("told", "warned"), [(REWRITTEN, True), (FOLLOWING, False), (ANOTHER, False)]
)
def test_what_says_nearly_the_same_is_told_while_it_is_written(
    release: Article, told: tuple[str, str], warned: bool
) -> None:
    story = make_draft(**text(told))
    page = signed_in(make_user(Role.CHIEF)).get(change_url(story)).content.decode()
    notice = page.partition("거의 같은 기사가 이미 나갔습니다")[2].partition("</div>")[0]
    assert (release.get_absolute_url() in notice) is warned
    assert bool(notice) is warned
    out = make_published(**text(told))
    live = signed_in(make_user(Role.CHIEF)).get(change_url(out)).content.decode()
    assert "거의 같은 기사가" not in live, "whoever let it go out was told"
    workflow.withdraw(release, by=None, reason="사실이 아님")
    workflow.withdraw(out, by=None, reason="사실이 아님")
    assert (
        "거의 같은" not in signed_in(make_user(Role.CHIEF)).get(change_url(story)).content.decode()
    )


KEY = "0123456789abcdef0123456789abcdef"


def others_of(user: User, **typed: str) -> str:
    fields = {name: [value] for name, value in typed.items()}
    Slot.objects.update_or_create(
        user=user,
        form_key=KEY,
        defaults={"fields": fields, "counter": 1, "base_revision": 0, "typed_at": timezone.now()},
    )
    address = reverse("admin:articles_article_others", args=[KEY])
    response = signed_in(user).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_both_are_told_of_a_text_that_was_never_saved(release: Article) -> None:
    writer = make_user(Role.REPORTER)
    title, body = FOLLOWING
    page = others_of(writer, title=title, body=f"<p>{body}</p>")
    assert "거의 같은" not in page
    assert f'data-relate="{release.pk} {release.title}"' in page
    chosen = others_of(writer, title=title, body=f"<p>{body}</p>", related=f"{release.pk} 제목")
    assert "data-relate" not in chosen
    title, body = REWRITTEN
    assert "거의 같은" in others_of(writer, title=title, body=f"<p>{body}</p>", section="없음")
    workflow.withdraw(release, by=None, reason="사실이 아님")
    assert release.title not in others_of(writer, title=title, body=f"<p>{body}</p>")


def test_of_a_text_that_is_empty_or_broken_nothing_is_told(release: Article) -> None:
    writer = make_user(Role.REPORTER)
    for typed in (
        {},
        {
            "title": "\u202e",
            "tags": ",,",
            "body": "<p" * 50,
            "related": "#",
            "section": "9" * 5_000,
        },
    ):
        assert "data-relate" not in others_of(writer, **typed)


def test_nobody_asks_by_anothers_text(release: Article) -> None:
    title, body = FOLLOWING
    others_of(make_user(Role.REPORTER), title=title, body=f"<p>{body}</p>")
    address = reverse("admin:articles_article_others", args=[KEY])
    assert signed_in(make_user(Role.CHIEF)).get(address).status_code == 404


@pytest.mark.parametrize(
    ("told", "warned"), [(REWRITTEN, True), (FOLLOWING, False), (ANOTHER, False)]
)
def test_what_says_nearly_the_same_is_told_before_it_goes_out(
    release: Article, told: tuple[str, str], warned: bool
) -> None:
    section = make_section()
    story = make_draft(section_id=section.pk, **text(told))
    desk = signed_in(make_user(Role.DESK, sections=(section,)))
    posted = {"_action": Action.PUBLISH_NOW.value, "revision": story.revision}
    page = desk.post(act_url(story), posted, follow=True).content.decode()
    assert "보도자료는 아닌지" in page if warned else "보도자료는 아닌지" not in page
    if warned:
        assert release.get_absolute_url() in page
