"""The reason and time typed beside a button, kept until the page that asks has been answered.

In the session and not in the address: a reason is up to 500 characters, and addresses are logged.
"""

from collections.abc import Mapping

from django.http import HttpRequest

from articles.models import Article
from articles.states import Action

_KEY = "typed_beside"
_MOST = 10


def keep(request: HttpRequest, article: Article, action: Action, posted: Mapping[str, str]) -> None:
    """What was posted for this action, under the names of its fields."""
    names = (f"reason-{action.value}", f"at-{action.value}", "reason", "at")
    typed = {name: posted[name] for name in names if posted.get(name)}
    kept = _all(request)
    kept.pop(str(article.pk), None)
    if typed:
        kept[str(article.pk)] = typed
    request.session[_KEY] = dict(list(kept.items())[-_MOST:])


def of(request: HttpRequest, article: Article | None) -> dict[str, str]:
    return _all(request).get(str(article.pk), {}) if article else {}


def forget(request: HttpRequest, article: Article) -> None:
    kept = _all(request)
    if kept.pop(str(article.pk), None):
        request.session[_KEY] = kept


def _all(request: HttpRequest) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = request.session.get(_KEY, {})
    return kept
