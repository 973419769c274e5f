"""`python -m bench.stale.stage` in a site's environment: drafts for the trial, one a slot. Prints as
JSON their numbers and the paths of the lists on which they will stand."""

import json
from typing import TypedDict
from urllib.parse import quote

import django

from bench.stale.acts import token
from bench.stale.board import SLOTS

TAG = "검증"


class Stage(TypedDict):
    articles: list[int]
    lists: list[str]


def main() -> None:
    django.setup()

    from django.utils import timezone

    from articles import workflow
    from articles.content import Content
    from newsroom.lib.dates import to_seoul
    from reporters.models import Outlet, Reporter
    from sections.models import Section

    outlet = Outlet.own() or Outlet.objects.create(name="예시신문", is_own=True)
    reporter = Reporter.objects.create(name="검증인", outlet=outlet)
    parent = Section.objects.create(name="검증대분류", slug="trial")
    child = Section.objects.create(name="검증중분류", slug="trial-child", parent=parent)
    drafts = [
        workflow.create(
            Content(
                title=token(slot, 1),
                body=f"<p>{token(slot, 1)}</p>",
                outlet_id=outlet.pk,
                section_id=child.pk,
                reporter_ids=(reporter.pk,),
                tags=(TAG,),
            ),
            by=None,
        )
        for slot in range(SLOTS)
    ]
    today = to_seoul(timezone.now())
    lists = [
        "/",
        parent.get_absolute_url(),
        child.get_absolute_url(),
        reporter.get_absolute_url(),
        f"/tags/{quote(TAG)}/",
        f"/archive/{today:%Y/%m/%d}/",
        "/feed/",
        f"{child.get_absolute_url()}feed/",
        "/news-sitemap.xml",
        f"/sitemaps/articles-{today:%Y-%m}.xml",
    ]
    print(json.dumps(Stage(articles=[draft.pk for draft in drafts], lists=lists)))


if __name__ == "__main__":
    main()
