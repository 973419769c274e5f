"""What a list says of a story beyond its title."""

from django import template

from articles.models import Article
from newsroom.lib import html

register = template.Library()

SUMMARY_LENGTH = 170


@register.filter
def summary(article: Article) -> str:
    """The subtitle, or else the first words of the body, cut at a word."""
    return article.subtitle or opening(article)


@register.filter
def opening(article: Article) -> str:
    """The first words of the body, cut at a word."""
    # A list fetches only the opening (articles/selections.py); an article page the whole body.
    body = article.opening if hasattr(article, "opening") else article.body
    return _cut(" ".join(html.paragraphs(body)[:2]))


def _cut(text: str) -> str:
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.·") + "…"
