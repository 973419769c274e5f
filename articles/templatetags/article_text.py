"""A story's words as pages show them: the body, and what a list says beyond the title."""

import re
from itertools import islice

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from newsroom.lib import html

register = template.Library()

SUMMARY_LENGTH = 170


_EMBED = re.compile(r'<figure data-embed="(?P<kind>[a-z]+):(?P<key>[\w-]+)">')


@register.filter
def rendered_body(article: Article) -> SafeString:
    """The body's HTML, clean since it was saved, with embeds and pictures made for reading.

    An embed becomes a link: nothing is loaded from another host before the reader asks for it.
    """
    html = _EMBED.sub(_with_embed, article.body)
    html = html.replace("<img ", '<img loading="lazy" decoding="async" ')
    return mark_safe(html)


def _with_embed(figure: re.Match[str]) -> str:
    template_name = f"articles/blocks/{figure['kind']}.html"
    return figure.group() + render_to_string(template_name, {"key": figure["key"]})


@register.filter
def summary(article: Article) -> str:
    """The subtitle, or else the first words of the body, cut at a word."""
    return article.subtitle or opening(article)


@register.filter
def opening(article: Article) -> str:
    """The first words of the body, cut at a word."""
    # A list fetches only the opening (articles/selections.py); an article page the whole body.
    body = article.opening if hasattr(article, "opening") else article.body
    return _cut(" ".join(islice(html.each_paragraph(body), 2)))


def _cut(text: str) -> str:
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.·") + "…"
