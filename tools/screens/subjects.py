"""What there is to picture for readers: `python -m tools.screens.subjects` in the environment of a
site with the seeds, after working_day.py. Does what readers would see of it (a notice, a story
withdrawn) and prints as JSON the words that pages.py has in its paths."""

import json
import os

import django

from tools.screens.pages import LAYOUTS, WORST
from tools.seeds.stories import EXAMPLE_TAG


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()

    from django.db.models import Count

    from accounts.models import User
    from articles import workflow
    from articles.layouts import has_gallery, layout_of
    from articles.list_views import day_address
    from articles.models import Article, Tag
    from mastheads.models import Masthead
    from newsroom.lib.dates import to_seoul
    from notices import issuing
    from pagecache import publishing
    from sections.models import Section

    chief = User.objects.get(username="chief")
    stories = list(
        Article.objects.published()
        .filter(import_key__startswith="seed:")
        .select_related("section__parent", "lead_photo")
        .newest_first()
    )
    words: dict[str, str] = {}
    # The newest of each layout, those with a picture before those without.
    for story in sorted(stories, key=lambda story: story.lead_photo is None):
        words.setdefault(layout_of(story), str(story.pk))
    for story in stories:
        if has_gallery(story.body):
            words.setdefault("gallery", str(story.pk))
        # The samples of the worst cases, by the names of their files without the number.
        name = str(story.import_key).removeprefix("seed:").partition("-")[2]
        words.setdefault(name, str(story.pk))

    # What is done to a story is not done to one that has a picture of its own.
    pictured = {1, *(int(words[name]) for name in (*LAYOUTS, *WORST, "gallery") if name in words)}
    # Nor to one that tells of real people.
    examples = Article.objects.filter(tags__name=EXAMPLE_TAG).values_list("pk", flat=True)
    # The oldest, which stand on no other picture.
    others = [story for story in reversed(stories) if story.pk in set(examples) - pictured]
    corrected = next(story for story in others if story.is_modified)
    withdrawn, answered, *_ = (story for story in others if not story.is_modified)
    with publishing():
        Masthead.objects.update(shows_revision_history=True)
    notice = issuing.issue(
        corrected,
        "correction",
        "이 기사에서 조사를 맡은 기관의 이름을 잘못 적었습니다. 독자 여러분께 사과드리며 바로잡습니다.",
        by=chief,
    )
    issuing.issue(
        answered,
        "reply",
        "가온시는 “사업비는 국비를 포함한 금액이며 시 예산은 그 절반”이라고 밝혀 왔습니다.",
        by=chief,
    )
    workflow.withdraw(withdrawn, by=chief, reason="사실 확인 중")
    largest = Section.objects.annotate(total=Count("articles")).latest("total")
    tag = (
        Tag.objects.exclude(name=EXAMPLE_TAG)
        .annotate(total=Count("articles"))
        .latest("total", "pk")
    )
    newest = next(at for story in stories if (at := story.published_at))
    day = day_address(to_seoul(newest).date())
    words |= {
        "section": largest.slug,
        "reporter": str(next(s.lead_reporter_id for s in stories if s.lead_reporter_id)),
        "tag": tag.name,
        "day": day.removeprefix("/archive/").strip("/"),
        "corrected": str(corrected.pk),
        "notice": str(notice.pk),
        "withdrawn": str(withdrawn.pk),
    }
    print(json.dumps(words))


if __name__ == "__main__":
    main()
