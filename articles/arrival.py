"""Many stories that were just made and published: into their lists, and what that changes on pages.

What articles/placement.py and page_keys.touch_story do for one. Here nothing has to be asked of the
stories: whoever made them knows what they say.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from articles import listing, page_keys
from articles.content import Content
from articles.list_kinds import ListKind
from articles.models import Article
from newsroom.lib.dates import to_seoul
from sections.models import Section


def arrive(stories: Sequence[tuple[Article, Content]], *, tags: Mapping[str, int]) -> None:
    """The last thing in the transaction that made them, visible at once; `tags` are numbers by
    name. Raises NotPublishing."""
    if not stories:
        return
    listing.hold()
    parents = dict(
        Section.objects.filter(parent__isnull=False).values_list("pk", "parent_id").order_by()
    )
    rows: list[listing.Row] = []
    changed_at: dict[date, datetime] = {}
    days: dict[datetime, date] = {}
    for article, content in stories:
        moment = article.published_at
        assert moment is not None  # noqa: S101  all are published
        day = days.setdefault(moment, to_seoul(moment).date())
        changed = article.modified_at or moment
        changed_at[day] = max(changed_at.get(day, changed), changed)
        lists = set(_lists(content, tags, parents))
        rows += [(kind, number, moment, article.pk) for kind, number in lists]
    listing.write(rows, days, changed_at)
    page_keys.touch_new_stories(
        sections={content.section_id or 0 for _, content in stories},
        days=changed_at,
        lists={(ListKind(kind).word, number) for kind, number, _, _ in rows},
        tags={name for _, content in stories for name in content.tags},
    )


def _lists(
    content: Content, tags: Mapping[str, int], parents: Mapping[int, int | None]
) -> Iterator[tuple[int, int]]:
    """Kind and number, as listing.standing finds them."""
    yield ListKind.ALL.value, 0
    for section in (content.section_id, *content.further_section_ids):
        for number in (section, parents.get(section or 0)):
            if number is not None:
                yield ListKind.SECTION.value, number
    for name in content.tags:
        yield ListKind.TAG.value, tags[name]
    for number in content.reporter_ids:
        yield ListKind.REPORTER.value, number
