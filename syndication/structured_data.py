"""What search engines read in a page: schema.org as plain dictionaries."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from articles.models import Article
from articles.templatetags.article_text import summary
from mastheads.models import Masthead
from newsroom.lib.dates import iso
from photos.shapes import WIDTHS
from syndication.addresses import absolute

Data = dict[str, Any]
SCHEMA = "https://schema.org"


def article_data(article: Article, masthead: Masthead) -> Data:
    """The story; an advertisement is not called news. No query for a prefetched article."""
    address = absolute(article.get_absolute_url())
    kind = "AdvertiserContentArticle" if article.is_advertising else "NewsArticle"
    return _filled(
        {
            "@context": SCHEMA,
            "@type": kind,
            "mainEntityOfPage": {"@type": "WebPage", "@id": address},
            "url": address,
            "headline": article.title,
            "alternativeHeadline": article.subtitle,
            "description": summary(article),
            "image": _images(article),
            "datePublished": _time(article.published_at),
            "dateModified": _time(article.modified_at or article.published_at),
            "author": [
                {
                    "@type": "Person",
                    "name": reporter.name,
                    "url": absolute(reporter.get_absolute_url()),
                }
                for reporter in article.ordered_reporters
            ],
            "publisher": _publisher(masthead),
            "articleSection": article.section.name if article.section else "",
            "keywords": [tag.name for tag in article.tags.all()],
            "inLanguage": "ko",
        }
    )


def breadcrumb_data(article: Article) -> Data:
    """The way the page shows on top: 홈, the section's parent, the section, then the story."""
    section = article.section
    sections = [section.parent, section] if section else []
    steps = [("홈", "/")]
    steps += [(step.name, step.get_absolute_url()) for step in sections if step]
    steps.append((article.title, article.get_absolute_url()))
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
            for position, (name, path) in enumerate(steps, start=1)
        ],
    }


def site_data(masthead: Masthead) -> Data:
    return _filled(
        {
            "@context": SCHEMA,
            "@type": "WebSite",
            "url": absolute(reverse("front")),
            "name": masthead.title,
            "description": masthead.slogan,
            "inLanguage": "ko",
            "publisher": {"@id": _organization_id()},
        }
    )


def organization_data(masthead: Masthead) -> Data:
    """The publisher with those legal particulars that are filled in."""
    founded_on = masthead.founded_on
    return _filled(
        {
            "@context": SCHEMA,
            **_publisher(masthead),
            "slogan": masthead.slogan,
            "legalName": masthead.legal_name,
            "foundingDate": founded_on.isoformat() if founded_on else "",
            "address": masthead.address,
            "telephone": masthead.phone,
            "email": masthead.email,
        }
    )


def _publisher(masthead: Masthead) -> Data:
    return _filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": _organization_id(),
            "name": masthead.title,
            "url": absolute(reverse("front")),
        }
    )


def _organization_id() -> str:
    return absolute(f"{reverse('front')}#publisher")


def _images(article: Article) -> list[str]:
    """In the three shapes that Google asks for."""
    photo = article.lead_photo
    if photo is None:
        return []
    shapes = ("wide", "landscape", "square")
    return [absolute(photo.rendition_address(shape, WIDTHS[-1], "jpg")) for shape in shapes]


def _time(moment: datetime | None) -> str:
    return iso(moment) if moment else ""


def _filled(data: Data) -> Data:
    """Without what is empty: an empty property is read as a mistake."""
    return {name: value for name, value in data.items() if value}
