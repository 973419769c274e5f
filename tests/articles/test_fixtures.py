import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles import body
from articles.models import Article
from pages.models import Page
from tests.builders import make_published

pytestmark = pytest.mark.django_db

HOSTILE = '<p onclick="x()">글</p><script>alert(1)</script>'


def load(folder: Path, *rows: dict[str, object]) -> None:
    path = folder / "rows.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    call_command("loaddata", str(path), verbosity=0)


def story(article: Article, html: str) -> dict[str, object]:
    fields = {
        name: getattr(article, name)
        for name in ("title", "status", "revision", "live_revision", "labels", "reporting_type")
    }
    fields |= {
        "body": html,
        "outlet": article.outlet_id,
        "section": article.section_id,
        "lead_reporter": article.lead_reporter_id,
        "published_at": article.published_at.isoformat(),
    }
    return {"model": "articles.article", "pk": article.pk, "fields": fields}


def test_html_of_fixtures_goes_through_the_sanitiser(tmp_path: Path) -> None:
    article = make_published()
    page = {"model": "pages.page", "fields": {"slug": "about", "title": "소개", "body": HOSTILE}}
    page["fields"]["updated_at"] = "2026-01-01T00:00:00+09:00"
    load(tmp_path, story(article, HOSTILE), page)
    article.refresh_from_db()
    assert article.body == body.clean("<p>글</p>")
    assert Page.objects.get().body == body.clean("<p>글</p>")


def test_a_body_that_cannot_be_taken_ends_the_whole_load(tmp_path: Path) -> None:
    article = make_published()
    before = article.body
    with pytest.raises(body.BodyRefused):
        load(tmp_path, story(article, "<p>새 글</p>"), story(article, "<b>" * 300 + "글"))
    article.refresh_from_db()
    assert article.body == before


def test_a_card_names_its_story_by_the_key_that_it_has_everywhere(tmp_path: Path) -> None:
    other, article = make_published(), make_published()
    Article.objects.filter(pk=other.pk).update(import_key="seed:other")
    card = '<figure data-article="{}"></figure>'
    named = "".join(card.format(key) for key in ("seed:other", "seed:missing", 77))
    load(tmp_path, story(article, f"<p>글</p>{named}"))
    article.refresh_from_db()
    assert article.body == f"<p>글</p>\n{card.format(other.pk)}\n{card.format(77)}"
