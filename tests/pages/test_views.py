import pytest
from django.test import Client

from mastheads.models import Editor, Masthead, Registration
from pages.models import Page
from tests.public_pages import assert_public_page

pytestmark = pytest.mark.django_db


def test_a_page_is_shown_and_linked_in_the_footer(client: Client) -> None:
    Page.objects.create(slug="privacy", title="개인정보처리방침", body="<p>모으지 않습니다.</p>")
    Page.objects.create(slug="draft", title="내부 문서", show_in_footer=False)
    html = assert_public_page(client.get("/pages/privacy/"))
    assert "<p>모으지 않습니다.</p>" in html
    footer = html[html.index('class="site-footer"') :]
    assert 'href="/pages/privacy/"' in footer
    assert "내부 문서" not in footer


def test_an_unknown_page_is_unknown(client: Client) -> None:
    assert client.get("/pages/nothing/").status_code == 404


def test_the_footer_carries_the_legal_particulars(client: Client) -> None:
    masthead = Masthead.objects.create(
        pk=1,
        title="가온신문",
        legal_name="주식회사 가온",
        registered_on="2020-01-02",
        founded_on="2020-02-03",
        publisher="홍길동",
        address="가온시 1",
        phone="02-000-0000",
        email="news@example.com",
        youth_protection_officer="성춘향",
        privacy_officer="이몽룡",
        ombudsman="심청",
        placement_officer="전우치",
        business_number="000-00-00000",
        forbids_ai_training=True,
        is_example=True,
    )
    Registration.objects.create(masthead=masthead, kind="등록번호", number="가온 아00001", order=1)
    Registration.objects.create(masthead=masthead, kind="통신판매업", number="제2호", order=2)
    Editor.objects.create(masthead=masthead, name="황진이", field="문화", order=1)
    html = assert_public_page(client.get("/corrections/"))
    footer = html[html.index('class="site-footer"') :]
    for part in (
        "가온신문", "주식회사 가온", "2020.01.02", "2020.02.03", "홍길동", "가온시 1",
        "02-000-0000", "news@example.com", "성춘향", "이몽룡", "심청", "전우치", "000-00-00000",
        "가온 아00001", "통신판매업", "제2호", "황진이 (문화)", "무단전재 및 재배포 금지",
        "AI 학습 이용 금지", "예시 매체입니다",
    ):  # fmt: skip
        assert part in footer
