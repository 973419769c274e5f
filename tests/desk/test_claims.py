"""The register and the notices in the desk: what the screens do, and to whom they aren't there."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from articles import workflow
from articles.models import Article
from notices.models import Claim, Notice
from notices.register import go_on, receive
from sections.models import Section
from tests.builders import make_draft, make_facts, make_published, make_section, make_user
from tests.desk.article_pages import change_url, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> Section:
    return make_section("경기소식")


@pytest.fixture
def desk(section: Section) -> Any:
    return signed_in(make_user(Role.DESK, name="박데스크", sections=(section,)))


@pytest.fixture
def article(section: Section) -> Article:
    return make_published(title="도서관 예산", section_id=section.pk)


@pytest.fixture
def claim(article: Article) -> Claim:
    return receive(article, make_facts(claimant="홍길순"), by=make_user(Role.CHIEF))


def url(name: str, *args: int) -> str:
    return reverse(f"admin:notices_{name}", args=args)


def typed(article: Article, **fields: Any) -> dict[str, Any]:
    told = {"article": article.pk, "kind": "correction", "claimant": "가온시"}
    return told | {"claimed_on": "2026.01.02", "asked": "사실과 다름"} | fields


def test_a_claim_is_received_from_the_page_of_its_story(desk: Any, article: Article) -> None:
    page = desk.get(change_url(article)).content.decode()
    assert f"{url('claim_add')}?article={article.pk}" in page
    assert "도서관 예산" in desk.get(f"{url('claim_add')}?article={article.pk}").content.decode()
    response = desk.post(url("claim_add"), typed(article, claimed_on="2025.12.31", is_marked="on"))
    assert response.status_code == 302
    claim = Claim.objects.get()
    assert str(claim) in desk.get(change_url(article)).content.decode()
    listed = desk.get(url("claim_changelist")).content.decode()
    assert "기한 2026.01.03" in listed
    assert "clock-overdue" in listed
    assert "표시 중" in listed


def test_what_is_missing_comes_back_with_what_was_typed(desk: Any, article: Article) -> None:
    response = desk.post(url("claim_add"), typed(article, claimant=" ", claimed_on="어제"))
    assert response.status_code == 409
    html = response.content.decode()
    assert "2025.10.29처럼 적어 주세요." in html
    assert "사실과 다름" in html
    tomorrow = f"{make_facts().claimed_on + timedelta(days=1):%Y.%m.%d}"
    response = desk.post(url("claim_add"), typed(article, claimed_on=tomorrow))
    assert "오늘보다 뒤일 수 없습니다" in response.content.decode()
    assert not Claim.objects.exists()


def test_a_step_with_a_document_that_only_keepers_get(
    desk: Any, claim: Claim, section: Section
) -> None:
    file = SimpleUploadedFile("청구서.pdf", b"%PDF <script>", "text/html")
    told = {"step-version": 1, "step-to": "accepted", "step-note": "받아들임", "step-file": file}
    assert desk.post(url("claim_step", claim.pk), told).status_code == 302
    html = desk.get(url("claim_change", claim.pk)).content.decode()
    assert "접수 → 수용" in html
    assert "받아들임" in html
    document = claim.documents.get()
    address = url("claim_document", claim.pk, document.pk)
    response = desk.get(address)
    assert b"".join(response.streaming_content) == b"%PDF <script>"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    late = desk.post(url("claim_step", claim.pk), {"step-version": 1, "step-note": "늦음"})
    assert late.status_code == 409
    assert "늦음" in late.content.decode()
    other = receive(claim.article, make_facts(), by=make_user(Role.CHIEF))
    assert desk.get(url("claim_document", other.pk, document.pk)).status_code == 404


def test_a_notice_answers_its_claim(desk: Any, claim: Claim) -> None:
    address = f"{url('notice_add')}?claim={claim.pk}"
    assert "도서관 예산" in desk.get(address).content.decode()
    told = {"claim": claim.pk, "version": 1, "kind": "correction", "text": "바로잡습니다."}
    unsure = desk.post(address, told)
    assert unsure.status_code == 409
    assert "확인 표시를 해 주세요" in unsure.content.decode()
    assert "바로잡습니다." in unsure.content.decode()
    assert desk.post(address, told | {"is_final": "on"}).status_code == 302
    notice = Notice.objects.get()
    claim.refresh_from_db()
    assert (notice.claim, claim.state) == (claim, "fulfilled")
    read = desk.get(url("notice_change", notice.pk)).content.decode()
    assert "바로잡습니다." in read
    again = desk.post(address, told | {"is_final": "on", "version": 2})
    assert "같은 보도문이 이미" in again.content.decode()
    assert Notice.objects.count() == 1


def test_the_tabs_and_the_search_find_claims(desk: Any, claim: Claim) -> None:
    assert "정정보도 등 청구 <span" in desk.get("/admin/").content.decode()
    go_on(claim, by=make_user(Role.CHIEF), seen=1, to="dropped")
    assert "정정보도 등 청구 <span" not in desk.get("/admin/").content.decode()
    assert "홍길순" not in desk.get(url("claim_changelist")).content.decode()
    for query in ("?state=dropped", "?state=all", "?state=all&q=홍길순", "?state=all&q=도서관"):
        assert "홍길순" in desk.get(url("claim_changelist") + query).content.decode()
    assert desk.get(url("claim_changelist") + "?state=nonsense").status_code == 200


def test_nothing_is_deleted_or_changed_once_published(claim: Claim) -> None:
    chief = signed_in(make_user(Role.CHIEF, Role.ADMIN, is_superuser=True))
    article = claim.article
    told = {"article": article.pk, "kind": "reply", "text": "글", "is_final": "on"}
    chief.post(url("notice_add"), told)
    notice = Notice.objects.get()
    chief.post(url("notice_change", notice.pk), told | {"text": "다른 글"})
    for name, row in (("claim", claim), ("notice", notice)):
        assert chief.post(url(f"{name}_delete", row.pk), {"post": "yes"}).status_code == 403
        chief.post(
            url(f"{name}_changelist"), {"action": "delete_selected", "_selected_action": row.pk}
        )
        assert "delete" not in chief.get(url(f"{name}_changelist")).content.decode()
    notice.refresh_from_db()
    assert (notice.text, Claim.objects.count()) == ("글", 1)


def test_for_everybody_else_there_is_nothing(claim: Claim, section: Section) -> None:
    others = (
        make_user(Role.DESK, sections=(make_section(),)),
        make_user(Role.REPORTER, sections=(section,)),
        make_user(Role.ADMIN),
    )
    for user in others:
        client = signed_in(user)
        assert client.get(url("claim_change", claim.pk)).status_code in (403, 404)
        assert client.post(url("claim_step", claim.pk), {"step-note": "x"}).status_code in (
            403,
            404,
        )
        assert client.get(url("claim_document", claim.pk, 1)).status_code in (403, 404)
        page = client.get(f"{url('notice_add')}?claim={claim.pk}")
        assert page.status_code in (403, 404)
        assert "홍길순" not in client.get(change_url(claim.article)).content.decode()
    elsewhere = signed_in(others[0])
    assert "홍길순" not in elsewhere.get(url("claim_changelist") + "?state=all").content.decode()
    refused = elsewhere.post(url("claim_add"), typed(claim.article))
    assert "담당하지 않는 섹션" in refused.content.decode()
    for client in (signed_in(others[1]), signed_in(others[2])):
        for name in ("claim_changelist", "claim_add", "notice_changelist", "notice_add"):
            assert client.get(url(name)).status_code == 403
    assert Claim.objects.count() == 1


def test_an_unpublished_story_is_as_one_that_is_not_there(section: Section) -> None:
    other = make_section()
    desk = signed_in(make_user(Role.DESK, sections=(section,)))
    draft = make_draft(title="비밀 초고", section_id=other.pk)
    answers = []
    for number in (draft.pk, draft.pk + 1):
        page = desk.get(f"{url('claim_add')}?article={number}")
        told = typed(draft) | {"article": number}
        answer = desk.post(url("claim_add"), told)
        answers.append((page.status_code, answer.context["form"].errors))
        assert "비밀 초고" not in page.content.decode() + answer.content.decode()
    assert answers[0] == answers[1]


def test_a_withdrawn_story_keeps_its_register(desk: Any, claim: Claim) -> None:
    workflow.withdraw(claim.article, by=None, reason="오보")
    assert desk.get(url("claim_change", claim.pk)).status_code == 200
    told = {"claim": claim.pk, "version": 1, "kind": "reply", "text": "글", "is_final": "on"}
    assert desk.post(url("notice_add"), told).status_code == 302
