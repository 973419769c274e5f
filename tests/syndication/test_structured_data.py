import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries

from articles.labels import Label, ReportingType
from articles.models import Article
from articles.views import for_article_page
from mastheads.models import Masthead
from tests.builders import make_draft, make_photo, make_published, make_reporter, make_section
from tests.syndication.documents import SITE

pytestmark = pytest.mark.django_db

MASTHEAD = Masthead(pk=1, title="가온신문", legal_name="가온미디어", founded_on=date(2020, 3, 2))
AT = datetime(2025, 10, 29, 5, 5, tzinfo=UTC)
ELEMENT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def render(tag: str, **context: object) -> str:
    template = Template("{% load structured_data %}{% " + tag + " %}")
    return template.render(Context({"masthead": MASTHEAD, **context}))


def items(html: str) -> list[Any]:
    return [json.loads(found) for found in ELEMENT.findall(html)]


def test_story_is_described_in_full() -> None:
    photo, section = make_photo(), make_section("경기소식")
    reporters = (make_reporter("홍길동"), make_reporter("김철수"))
    article = make_published(
        at=AT,
        title="새 도서관 문 열어",
        subtitle="책 5만 권",
        labels=(Label.EXCLUSIVE,),
        section_id=section.pk,
        reporter_ids=tuple(reporter.pk for reporter in reporters),
        tags=("도서관",),
        lead_photo_id=photo.pk,
    )
    Article.objects.filter(pk=article.pk).update(modified_at=AT.replace(hour=7))
    article.refresh_from_db()
    address = f"{SITE}/articles/{article.pk}/"
    story, _ = items(render("article_json_ld article", article=article))
    assert story == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "url": address,
        "headline": "새 도서관 문 열어",
        "alternativeHeadline": "책 5만 권",
        "description": "책 5만 권",
        "image": [
            SITE + photo.rendition_address(shape, 1600, "jpg")
            for shape in ("wide", "landscape", "square")
        ],
        "datePublished": "2025-10-29T14:05:00+09:00",
        "dateModified": "2025-10-29T16:05:00+09:00",
        "author": [
            {
                "@type": "Person",
                "name": reporter.name,
                "url": f"{SITE}/reporters/{reporter.pk}/",
            }
            for reporter in reporters
        ],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": f"{SITE}/#publisher",
            "name": "가온신문",
            "url": f"{SITE}/",
        },
        "articleSection": "경기소식",
        "keywords": ["도서관"],
        "inLanguage": "ko",
    }


def test_breadcrumb_goes_from_home_through_both_sections_to_the_story() -> None:
    parent = make_section("지역", slug="regions")
    section = make_section("경기소식", parent=parent, slug="gyeonggi")
    article = make_published(title="새 도서관 문 열어", section_id=section.pk)
    _, breadcrumb = items(render("article_json_ld article", article=article))
    assert breadcrumb["@type"] == "BreadcrumbList"
    assert [
        (step["position"], step["name"], step["item"]) for step in breadcrumb["itemListElement"]
    ] == [
        (1, "홈", f"{SITE}/"),
        (2, "지역", f"{SITE}/sections/regions/"),
        (3, "경기소식", f"{SITE}/sections/gyeonggi/"),
        (4, "새 도서관 문 열어", f"{SITE}/articles/{article.pk}/"),
    ]


def test_advertising_is_not_called_news() -> None:
    article = make_published(reporting_type=ReportingType.ADVERTISING)
    story, _ = items(render("article_json_ld article", article=article))
    assert story["@type"] == "AdvertiserContentArticle"


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "&lt;b&gt;",
        "가\u2028나\u2029다",
    ],
)
def test_no_title_breaks_out_of_the_element(title: str) -> None:
    article = make_published()
    # Past the forms, which would tidy some of these.
    Article.objects.filter(pk=article.pk).update(title=title)
    article.refresh_from_db()
    html = render("article_json_ld article", article=article)
    story, breadcrumb = items(html)
    assert story["headline"] == title
    assert breadcrumb["itemListElement"][-1]["name"] == title
    inside = "".join(ELEMENT.findall(html))
    assert not set("<>&\u2028\u2029") & set(inside)


def test_unpublished_story_in_preview_has_no_dates_and_no_empty_properties() -> None:
    article = make_draft(section_id=None, reporter_ids=())
    story, breadcrumb = items(render("article_json_ld article", article=article))
    assert not {"datePublished", "dateModified", "author", "image", "articleSection"} & set(story)
    assert [step["name"] for step in breadcrumb["itemListElement"]] == ["홈", article.title]


def test_page_data_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_published(lead_photo_id=make_photo().pk, tags=("가",))
    article = Article.objects.for_cards().prefetch_related(*for_article_page()).get()
    with django_assert_num_queries(0):
        render("article_json_ld article", article=article)


def test_site_names_its_publisher_with_what_is_filled_in() -> None:
    site, organization = items(render("site_json_ld"))
    assert (site["@type"], site["name"], site["url"]) == ("WebSite", "가온신문", f"{SITE}/")
    assert site["publisher"] == {"@id": organization["@id"]}
    assert organization["@type"] == "NewsMediaOrganization"
    assert organization["legalName"] == "가온미디어"
    assert organization["foundingDate"] == "2020-03-02"
    assert "telephone" not in organization
