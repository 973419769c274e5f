"""What the tests of the article screens share: a signed-in client and the form's own data."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from articles import revisions
from articles.models import Article
from articles.states import Action
from desk.article_form import ArticleForm


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def add_url() -> str:
    return reverse("admin:articles_article_add")


def list_url(query: str = "") -> str:
    return reverse("admin:articles_article_changelist") + query


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def act_url(article: Article) -> str:
    return reverse("admin:articles_article_act", args=[article.pk])


def confirm_url(article: Article, action: Action) -> str:
    return reverse("admin:articles_article_confirm", args=[article.pk, action.value])


def preview_url(article: Article) -> str:
    return reverse("admin:articles_article_preview", args=[article.pk])


def form_data(user: User, article: Article | None = None, **typed: Any) -> dict[str, Any]:
    """What a browser would send of the untouched form, then `typed` over it."""
    base = revisions.working_copy(article) if article else None
    form = ArticleForm(by=user, article=article, base=base)
    shown = {field.name: field.value() for field in form if field.name != "photo_file"}
    # A browser sends nothing for a box that isn't ticked.
    ticks = {"labels", "further_sections", "is_incomplete"}
    sent = {
        name: "" if value is None else value
        for name, value in shown.items()
        if value or name not in ticks
    }
    return sent | typed


def confirm(client: Client, pressed: Any, **changed: Any) -> Any:
    """Answer the page to which a pressed button has led, as its form does."""
    page = client.get(pressed.url)
    sent = {"revision": page.context["article"].revision, **page.context["typed"]}
    return client.post(pressed.url, sent | changed, follow=True)


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]
