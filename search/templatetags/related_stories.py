"""Related stories below one for which the editor chose none."""

from django import template

from articles import page_keys
from articles.models import Article
from articles.selections import with_sections

register = template.Library()

SHOWN = 4


@register.simple_tag
def proposed_stories(article: Article) -> list[Article]:
    """What was found (search/relating.py) and readers see now; one query.

    What is shown again later names the page itself, and nothing kept here is yet to come: a story
    is visible when it is found, and stays so from its first time on or is withdrawn.
    """
    seen = Article.objects.published().filter(related_by__article=article.pk)
    headlines = seen.order_by("related_by__rank").only(
        *("title", "labels", "reporting_type", "published_at"),
        *("section", "lead_reporter", "lead_photo"),
    )
    found = [each for each in headlines if each.is_advertising == article.is_advertising][:SHOWN]
    with_sections(found)
    page_keys.depends_on_cards(found)
    return found
