"""What stands on a story's own pages of notices."""

from django import template

from notices.standing import Standing, standing_on

register = template.Library()


@register.simple_tag
def notices_on(article_id: int | None) -> Standing:
    """The story's notices and the marks of open claims."""
    return standing_on(article_id)
