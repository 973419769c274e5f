"""What readers see of notices, claims and a story's history."""

from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from articles import revisions, workflow
from articles.models import Article
from mastheads.models import Masthead
from notices.issuing import issue
from notices.register import receive
from tests.builders import make_facts, make_published, make_user
from tests.public_pages import assert_public_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="최국장")


def test_notice_and_story_link_to_each_other(client: Client, chief: User) -> None:
    article = make_published(title="도서관 예산")
    notice = issue(article, "correction", "예산은 <3억> 원입니다.\n\n바로잡습니다.", by=chief)
    address = notice.get_absolute_url()
    for page in (article.get_absolute_url(), f"{article.get_absolute_url()}print/"):
        html = assert_public_page(client.get(page)) if "print" not in page else _text(client, page)
        assert f'href="{address}"' in html
        assert "예산은 &lt;3억&gt; 원입니다.</p>" in html
        assert html.index("3억") < html.rindex("가온시가 새 도서관")
    for page in (address, "/corrections/"):
        html = assert_public_page(client.get(page))
        assert f'href="{article.get_absolute_url()}"' in html
        assert "도서관 예산" in html
        assert "최국장" not in html
    assert client.get(f"/corrections/{notice.pk + 1}/").status_code == 404
    assert client.get(f"/corrections/{10**30}/").status_code == 404


def test_of_a_withdrawn_story_the_notice_alone_stays(client: Client, chief: User) -> None:
    article = make_published(title="내린 제목")
    notice = issue(article, "reply", "반론입니다.", by=chief)
    workflow.withdraw(article, by=None, reason="속사정")
    for page in ("/corrections/", notice.get_absolute_url()):
        html = _text(client, page)
        assert "반론입니다." in html
        assert "해당 기사는 게재가 중지되었습니다." in html
        assert "내린 제목" not in html
        assert article.get_absolute_url() not in html
    gone = client.get(article.get_absolute_url())
    assert gone.status_code == 410
    assert notice.get_absolute_url() in gone.content.decode()
    assert "내린 제목" not in gone.content.decode()
    assert "속사정" not in gone.content.decode()


def test_the_list_is_newest_first_in_pages(
    client: Client, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsroom.list_pages.PER_PAGE", 2)
    article = make_published()
    for number in range(3):
        issue(article, "reply", f"{number}번 글", by=chief)
    first = _text(client, "/corrections/")
    assert first.index("2번 글") < first.index("1번 글")
    assert "0번 글" not in first
    assert "0번 글" in _text(client, "/corrections/?page=2")
    assert client.get("/corrections/?page=3").status_code == 404


def test_nothing_of_a_claim_but_its_mark_is_told(client: Client, chief: User) -> None:
    article = make_published()
    receive(article, make_facts(claimant="홍길순", asked="비밀"), by=chief)
    assert "청구 중" not in _text(client, article.get_absolute_url())
    receive(article, make_facts(claimant="홍길순", asked="비밀", is_marked=True), by=chief)
    html = _text(client, article.get_absolute_url())
    assert html.count("정정보도 청구 중") == 1
    assert "홍길순" not in html
    assert "비밀" not in html
    assert "청구" not in _text(client, "/corrections/")


# --- 수정 이력 ------------------------------------------------------------------------------


def change(article: Article, title: str) -> Article:
    article = Article.objects.get(pk=article.pk)
    content = replace(revisions.working_copy(article), title=title)
    return workflow.save(article, content, by=None, base_revision=article.revision, note="속 메모")


def test_the_history_tells_when_and_why_and_nothing_else(client: Client, chief: User) -> None:
    Masthead.objects.create(pk=1, title="예시신문", shows_revision_history=True)
    article = make_published(title="첫 제목")
    workflow.publish(change(article, "둘째 제목"), by=chief)
    workflow.drop_changes(change(article, "버린 제목"), by=chief)
    workflow.correct(change(article, "셋째 제목"), by=chief, reason="이름을 바로잡습니다.")
    workflow.correct(article, by=chief, reason="날짜를 확인했습니다.")
    workflow.withdraw(article, by=chief, reason="속사정")
    address = f"{article.get_absolute_url()}revisions/"
    assert client.get(address).status_code == 410
    workflow.republish(article, by=chief, reason="속사정 풀림")
    change(article, "아직 안 나간 제목")
    html = assert_public_page(client.get(address))
    told = [
        "다시 게재",
        "날짜를 확인했습니다.",
        "이름을 바로잡습니다.",
        "내용 수정",
        "게재</strong>",
    ]
    history = html[html.index("public-history") :]
    places = [history.index(text) for text in told[:-1]] + [history.rindex(told[-1])]
    assert places == sorted(places)
    assert history.count("<li>") - history[history.index("</ol>") :].count("<li>") == 5
    for secret in ("속사정", "속 메모", "버린", "둘째", "첫 제목", "아직 안 나간", "최국장"):
        assert secret not in html
    assert f'href="{address}"' in _text(client, article.get_absolute_url())


def test_without_the_switch_there_is_no_history(client: Client) -> None:
    Masthead.objects.create(pk=1, title="예시신문")
    article = make_published()
    assert client.get(f"{article.get_absolute_url()}revisions/").status_code == 404
    assert "수정 이력" not in _text(client, article.get_absolute_url())
    Masthead.objects.update(shows_revision_history=True)
    assert client.get(f"/articles/{article.pk + 1}/revisions/").status_code == 404


def _text(client: Client, path: str) -> str:
    return client.get(path).content.decode()
