"""JSON-LD in a page's head: data for search engines, never run as a script."""

import json

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from mastheads.models import Masthead
from syndication.structured_data import (
    Data,
    article_data,
    breadcrumb_data,
    organization_data,
    site_data,
)

register = template.Library()

# With these escaped no title can end the script element or open a comment in it; the last two
# end a line in JavaScript.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def article_json_ld(context: Context, article: Article) -> SafeString:
    """The story and its breadcrumb."""
    return _scripts(article_data(article, _masthead(context)), breadcrumb_data(article))


@register.simple_tag(takes_context=True)
def site_json_ld(context: Context) -> SafeString:
    """The site and its publisher, for the front page."""
    masthead = _masthead(context)
    return _scripts(site_data(masthead), organization_data(masthead))


def _masthead(context: Context) -> Masthead:
    # Read once a page: the footer shows the same one (mastheads/context.py).
    masthead: Masthead = context["masthead"]
    return masthead


def _scripts(*items: Data) -> SafeString:
    return mark_safe("\n".join(_script(item) for item in items))


def _script(data: Data) -> str:
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'
