"""A small newspaper with something of everything that public pages show or keep to themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.models import User
from accounts.roles import Role
from articles import bulk, workflow
from articles.models import Article
from frontpage.pins import arrange
from mastheads.models import Editor, Masthead, Registration
from notices.issuing import issue
from notices.models import Claim, Notice
from notices.register import receive
from pages.models import Page
from photos.models import Photo
from redirects.models import Redirect
from reporters.models import Outlet, Reporter
from sections.models import Section
from tests.builders import (
    make_content,
    make_draft,
    make_facts,
    make_photo,
    make_published,
    make_reporter,
    make_section,
    make_user,
    own_outlet,
)
from tests.pagecache.clock import at

NOW = at(10, 14)
SOON = at(10, 16)
# Lists have pages of so few here, so that a second one takes few stories.
PER_PAGE = 3
MANY = 4


@dataclass
class World:
    chief: User
    economy: Section
    market: Section
    city: Section
    opinion: Section
    bare: Section
    own: Outlet
    agency: Outlet
    lead_photo: Photo
    portrait: Photo
    spare_photo: Photo
    kim: Reporter
    park: Reporter
    idle: Reporter
    lead: Article
    older: Article
    breaking: Article
    ad: Article
    column: Article
    elsewhere: Article
    draft: Article
    embargoed: Article
    scheduled: Article
    withdrawn: Article
    many: list[Article]
    claim: Claim
    notice: Notice
    about: Page
    terms: Page


def make_world() -> World:
    """To be made at NOW."""
    economy = make_section("경제", slug="economy", order=1, description="돈의 흐름")
    market = make_section("증시", parent=economy, slug="market", order=1)
    city = make_section("사회", slug="city", order=2)
    opinion = make_section("오피니언", slug="opinion", order=3)
    bare = make_section("빈 섹션", slug="bare", order=4)
    own = own_outlet()
    agency = Outlet.objects.create(name="가온통신")
    lead_photo, portrait, spare_photo = (
        make_photo(caption=name, credit="예시신문", alt=f"{name} 모습")
        for name in ("강변 도서관", "김기자", "남는 사진")
    )
    kim = make_reporter(
        "김하늘",
        photo=portrait,
        desk="경제부",
        email="kim@example.com",
        introduction="시장을 걷는다.",
    )
    park = make_reporter("박바다", outlet=agency)
    idle = make_reporter("쉬는이")
    # Of one moment, and older than all the others.
    many = _many(city, park)
    column = _published(at(8, 10), opinion, park, title="사설")
    elsewhere = _published(at(9, 8), city, kim, title="다른 섹션의 이웃")
    older = _published(at(9, 9), market, park, title="앞선 기사", tags=("증시",))
    draft = make_draft(title="초고", section_id=market.pk, reporter_ids=(kim.pk,), tags=("비밀",))
    embargoed = make_draft(
        title="엠바고 기사",
        section_id=market.pk,
        reporter_ids=(kim.pk,),
        embargo_until=SOON,
        tags=("비밀",),
    )
    workflow.approve(workflow.submit(embargoed, by=None), by=None)
    scheduled = make_draft(
        title="예약 기사", section_id=market.pk, reporter_ids=(kim.pk,), tags=("나중",)
    )
    workflow.approve(workflow.submit(scheduled, by=None), by=None)
    workflow.schedule(scheduled, by=None, at=SOON)
    withdrawn = _published(at(9, 11), market, kim, title="내린 기사", tags=("내린",))
    workflow.withdraw(withdrawn, by=None, reason="오보")
    lead = _published(
        at(9, 10),
        market,
        kim,
        park,
        title="강변 도서관 문 연다",
        subtitle="열람실 두 배로",
        tags=("도서관", "증시"),
        further_section_ids=(city.pk,),
        lead_photo_id=lead_photo.pk,
        related_ids=(older.pk, elsewhere.pk, scheduled.pk, draft.pk, withdrawn.pk),
    )
    breaking = _published(at(10, 11), city, kim, title="속보 기사", labels=("breaking",))
    ad = _published(at(10, 12), market, park, title="광고 기사", reporting_type="advertising")
    arrange([lead, column])
    _make_masthead()
    about = Page.objects.create(slug="about", title="회사소개", body="<p>소개</p>", order=1)
    terms = Page.objects.create(
        slug="terms", title="이용약관", body="<p>약관</p>", order=2, show_in_footer=False
    )
    for number, article in enumerate((lead, scheduled, draft, withdrawn), start=1):
        Redirect.objects.create(old_path=f"/news/view.html?no={number}", article=article)
    Redirect.objects.create(old_path="/company/", new_path="/pages/about/")
    chief = make_user(Role.CHIEF, Role.ADMIN, name="편집국장")
    claim = receive(older, make_facts(), by=chief)
    notice = issue(elsewhere, "reply", "반론을 알려 왔습니다.", by=chief)
    return World(
        **{name: value for name, value in locals().items() if name in World.__annotations__},
    )


def _published(moment: datetime, section: Section, *by: Reporter, **fields: Any) -> Article:
    reporter_ids = tuple(reporter.pk for reporter in by)
    return make_published(at=moment, section_id=section.pk, reporter_ids=reporter_ids, **fields)


def _many(section: Section, by: Reporter) -> list[Article]:
    stories = [
        bulk.NewStory(
            content=make_content(
                title=f"묵은 기사 {number}",
                section_id=section.pk,
                reporter_ids=(by.pk,),
                tags=("묵은",),
            ),
            publishes=True,
            first_published_at=at(20, 9, month=2),
        )
        for number in range(MANY)
    ]
    return [made.article for made in bulk.create_many(stories, by=None)]


def _make_masthead() -> None:
    masthead = Masthead.objects.create(
        pk=1,
        title="예시신문",
        slogan="가까운 소식",
        legal_name="예시신문사",
        publisher="홍발행",
        address="가온시 강변로 1",
        phone="02-000-0000",
        email="desk@example.com",
        registered_on=date(2020, 1, 2),
        founded_on=date(2020, 1, 3),
        youth_protection_officer="이청소",
        privacy_officer="박정보",
        ombudsman="최고충",
        placement_officer="정배열",
        business_number="000-00-00000",
    )
    Registration.objects.create(masthead=masthead, kind="등록번호", number="가온 아00001", order=1)
    Registration.objects.create(masthead=masthead, kind="통신판매", number="제1호", order=2)
    Editor.objects.create(masthead=masthead, name="한편집", field="경제", order=1)
    Editor.objects.create(masthead=masthead, name="두편집", field="사회", order=2)
