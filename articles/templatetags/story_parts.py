"""The smallest parts of what lists show of a story.

A front page has two hundred of them. As templates of their own they took a third of its time
(docs/decisions/0017), so their markup stands here.
"""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from newsroom.lib import dates
from photos.templatetags.pictures import picture, preload_picture

register = template.Library()

_AD = mark_safe('<span class="ad-mark">광고</span> ')


@register.simple_tag
def labels(article: Article) -> SafeString:
    """광고, and the labels in front of a title: [속보] [단독]."""
    names = article.labels and format_html_join(
        "", '<span class="label">[{}]</span> ', ((name,) for name in article.label_names)
    )
    return (_AD if article.is_advertising else SafeString()) + (names or SafeString())


@register.simple_tag
def title_link(article: Article) -> SafeString:
    """The labels and the linked title."""
    return format_html(
        '{}<a class="story-link" href="{}">{}</a>',
        labels(article),
        article.get_absolute_url(),
        article.title,
    )


@register.simple_tag
def story_meta(
    article: Article, *, without_section: bool = False, with_reporter: bool = False
) -> SafeString:
    """Section, reporter if asked for, and time of first publication."""
    section = reporter = SafeString()
    if article.section and not without_section:
        section = format_html('<span class="section-name">{}</span>', article.section.name)
    if article.lead_reporter and with_reporter:
        name = article.lead_reporter.name
        reporter = format_html('<span class="reporter-name">{} 기자</span>', name)
    return format_html(
        '<p class="story-meta">{}{}<time datetime="{}">{}</time></p>',
        section,
        reporter,
        dates.iso(article.published_at) if article.published_at else "",
        dates.format_time(article.published_at),
    )


# Shape, how wide CSS shows it there, and the largest width of use: static/css/front.css, lists.css.
_PLACES: Mapping[str, tuple[str, str, int]] = {
    "lead": ("wide", "(min-width: 64rem) 36rem, 100vw", 1600),
    "second": ("landscape", "(min-width: 64rem) 18rem, (min-width: 40rem) 46vw, 6.5rem", 960),
    "strip": ("landscape", "18rem", 960),
    "block": ("landscape", "7.5rem", 480),
    "row": ("landscape", "(min-width: 40rem) 17rem, 6.5rem", 960),
}


@register.simple_tag
def small_picture(article: Article, *, place: str) -> SafeString:
    """The lead photo of a story that has one, without text: the title beside it says enough."""
    photo = article.lead_photo
    if photo is None:
        return SafeString()
    shape, sizes, most = _PLACES[place]
    return picture(photo, shape=shape, sizes=sizes, alt="", lead=place == "lead", most=most)


@register.simple_tag
def preload_small_picture(article: Article | None, *, place: str) -> SafeString:
    """For the head of a page that shows it first."""
    if article is None or article.lead_photo is None:
        return SafeString()
    shape, sizes, most = _PLACES[place]
    return preload_picture(article.lead_photo, shape=shape, sizes=sizes, most=most)
