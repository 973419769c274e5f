"""A story's words as pages show them: the body, and what a list says beyond the title."""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from articles.blocks import registry, rendering
from articles.blocks.opening import opening_words
from articles.layouts import Layout
from articles.models import Article

register = template.Library()

SUMMARY_LENGTH = 170
_NAME_SIGN = re.compile("([▲△◇◆]) ")


@register.simple_tag(takes_context=True)
def rendered_body(
    context: dict[str, Any], article: Article, *, layout: Layout = Layout.STANDARD
) -> SafeString:
    """The body's HTML, clean since it was saved, its blocks made for reading, as wide as `layout`
    shows its pictures.

    A page that everybody may read is made for nobody in particular; in a preview the person who
    asked for it also sees what readers don't see yet.
    """
    user = context.get("user")
    sizes = layout.body_sizes
    if context.get("preview") and isinstance(user, User):
        html = rendering.for_user(article.body, user, is_plain=False, own=article.pk, sizes=sizes)
    else:
        html = rendering.for_readers(article.body, own=article.pk, sizes=sizes)
    return keep_signs_with_names(html) if layout is Layout.PEOPLE else html


def keep_signs_with_names(html: SafeString) -> SafeString:
    """In lists of people no line ends with the sign that opens the next name."""
    return mark_safe(_NAME_SIGN.sub("\\1\N{NO-BREAK SPACE}", html))


@register.simple_tag
def printed_body(article: Article) -> SafeString:
    """The same on paper, where nothing moves or plays."""
    return rendering.on_paper(article.body, own=article.pk)


@register.simple_tag(takes_context=True)
def read_body(context: dict[str, Any], article: Article) -> SafeString:
    """The same at the desk, for the person who reads it there."""
    return rendering.for_user(article.body, context["user"], is_plain=True, own=article.pk)


@register.filter
def has_block(article: Article, name: str) -> bool:
    """Whether the body has a block of this room."""
    return registry.has(article.body, name)


@register.filter
def has_blocks(article: Article) -> bool:
    return any(f"<{element}" in article.body for element in ("figure", "aside", "table"))


@register.filter
def summary(article: Article) -> str:
    """The subtitle, or else the first words of the body, cut at a word."""
    return article.subtitle or opening(article)


@register.filter
def opening(article: Article) -> str:
    """The first words of the body, cut at a word."""
    # A list fetches only the opening (articles/selections.py); an article page the whole body.
    body = article.opening if hasattr(article, "opening") else article.body
    return _cut(opening_words(body, paragraphs=2))


def _cut(text: str) -> str:
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.·") + "…"
