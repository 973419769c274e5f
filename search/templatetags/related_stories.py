"""Related stories below one for which the editor chose none."""

from django import template
from django.db import connection
from django.utils import timezone

from articles import page_keys
from articles.models import Article
from articles.selections import with_sections

register = template.Library()

SHOWN = 4
# What a headline shows. Written out: Django takes longer to put it together than it takes to ask.
_SEEN = """SELECT story.id, title, labels, reporting_type, published_at, section_id,
lead_reporter_id, lead_photo_id FROM search_relation AS relation
JOIN articles_article AS story ON story.id = relation.related_id
WHERE relation.article_id = %s AND story.visible_from <= %s ORDER BY relation.rank"""


@register.simple_tag
def proposed_stories(article: Article) -> list[Article]:
    """What was found (search/relating.py) and readers see now; one query.

    What is shown again later names the page itself, and nothing kept here is yet to come: a story
    is visible when it is found, and stays so from its first time on or is withdrawn.
    """
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    seen = Article.objects.raw(_SEEN, [article.pk, now])
    found = [other for other in seen if other.is_advertising == article.is_advertising][:SHOWN]
    with_sections(found)
    page_keys.depends_on_cards(found)
    return found
