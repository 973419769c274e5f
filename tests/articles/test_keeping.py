"""Published revisions are kept for ever."""

import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.core.management import get_commands
from django.db import transaction
from django.db.models import ProtectedError
from django.test import RequestFactory

from accounts.roles import Role
from articles import workflow
from articles.models import Article, CorrectionNote, LogEntry, Revision
from tests.builders import make_draft, make_published, make_user

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]


def test_a_published_revision_is_not_deleted() -> None:
    article = make_published()
    for delete in (
        lambda: article.revisions.get().delete(),
        lambda: article.revisions.all().delete(),
        lambda: Revision.objects.filter(article=article).delete(),
    ):
        with (
            pytest.raises(ProtectedError, match="게재된 판이라서 지울 수 없습니다"),
            transaction.atomic(),
        ):
            delete()
    assert article.revisions.count() == 1


def test_its_author_stays_and_it_outlives_every_act() -> None:
    author = make_user(Role.CHIEF)
    article = make_draft(author)
    article = workflow.publish_now(article, by=author)
    with pytest.raises(ProtectedError):
        author.delete()
    article = workflow.withdraw(article, by=None, reason="사유")
    article = workflow.republish(article, by=None, reason="사유")
    with pytest.raises(workflow.Refused):
        workflow.trash(article, by=None)
    kept = article.revisions.get()
    assert (kept.author, kept.published_at) == (author, article.published_at)


def test_no_screen_deletes_stories_or_their_record() -> None:
    registry = admin.site._registry
    assert not {Revision, LogEntry, CorrectionNote} & set(registry)
    request = RequestFactory().get("/")
    article = make_published()
    for role in Role:
        request.user = make_user(role)
        assert not registry[Article].has_delete_permission(request, article)
        assert "delete_selected" not in registry[Article].get_actions(request)
    for model_admin in registry.values():
        assert all(inline.model is not Revision for inline in model_admin.inlines)


def test_no_code_deletes_revisions_or_stories() -> None:
    """By the source: whoever writes such a line reads this file first."""
    apps = [path.parent for path in ROOT.glob("*/apps.py")]
    deletes = re.compile(r"\b(revisions|Revision\.objects|Article\.objects)\b.*\.(_raw_)?delete\(")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for app in apps
        for path in app.rglob("*.py")
        for line in path.read_text().splitlines()
        if deletes.search(line)
    ]
    assert found == []
    assert not {name for name in get_commands() if "delete" in name or "purge" in name}
