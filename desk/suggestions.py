"""What the fields of the article form suggest while someone types. JSON, for staff only."""

from collections.abc import Callable, Mapping

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import Http404, HttpRequest, JsonResponse

from accounts.models import User
from articles import permissions
from articles.models import Article, Tag
from articles.states import Status
from desk import names, photo_search, story_search
from newsroom.lib.dates import format_day
from newsroom.lib.korean import clean_name
from reporters.models import Reporter

MOST = 10
MOST_TYPED = 100

# value: what is put into the field; label and note: what is shown; image: a picture's address.
Suggestion = dict[str, str]


def suggest(request: HttpRequest, kind: str) -> JsonResponse:
    """{"results": [...]} for what is typed in ?q=; an unknown kind is not found."""
    try:
        find = _KINDS[kind]
    except KeyError:
        raise Http404 from None
    try:
        typed = clean_name(request.GET.get("q", "")[:MOST_TYPED])
    except ValueError:
        typed = ""
    user = request.user
    assert isinstance(user, User)  # noqa: S101  the admin site let nobody else in
    return JsonResponse({"results": find(user, typed)}, json_dumps_params={"ensure_ascii": False})


def _reporters(user: User, typed: str) -> list[Suggestion]:
    if not typed:
        return []
    rows = Reporter.objects.filter(is_active=True).select_related("outlet")
    rows = rows.filter(Q(name__icontains=typed) | Q(reading__icontains=typed))
    found = list(rows.order_by(_starting_with(typed), "-outlet__is_own", "name", "pk")[:MOST])
    listed = Reporter.objects.filter(is_active=True, name__in={row.name for row in found})
    all_names = list(listed.values_list("name", flat=True))
    return [
        {
            "value": row.name if all_names.count(row.name) == 1 else names.full_name(row),
            "label": row.name,
            "note": " · ".join(filter(None, (row.outlet.name, row.desk, f"#{row.pk}"))),
        }
        for row in found
    ]


def _tags(user: User, typed: str) -> list[Suggestion]:
    typed = typed.lstrip("#")
    if not typed:
        return []
    rows = permissions.known_tags(user, Tag.objects.filter(name__icontains=typed))
    found = rows.order_by(_starting_with(typed), "name")[:MOST]
    return [{"value": row.name, "label": row.name, "note": ""} for row in found]


def _articles(user: User, typed: str) -> list[Suggestion]:
    rows = permissions.readable(user, Article.objects.all()).exclude(status=Status.TRASHED)
    found = (
        story_search.found(user, rows, typed)
        .stories.select_related("section")
        .order_by("-updated_at", "-pk")[:MOST]
    )
    return [
        {
            "value": f"{row.pk} {row.title}",
            "label": row.title,
            "note": " · ".join(
                filter(
                    None,
                    (
                        str(row.section or ""),
                        row.get_status_display(),
                        format_day(row.published_at or row.updated_at),
                    ),
                )
            ),
        }
        for row in found
    ]


def _photos(user: User, typed: str) -> list[Suggestion]:
    """The newest first, so that an empty field offers what was just uploaded."""
    rows = photo_search.search(photo_search.newest_first(user), typed)
    return [
        {
            "value": str(row.pk),
            "label": str(row),
            "note": " · ".join(filter(None, (f"{row.pk}번", row.credit))),
            "image": row.get_absolute_url(),
            "caption": row.caption,
            "credit": row.credit,
            "alt": row.alt,
        }
        for row in rows[:MOST]
    ]


def _starting_with(typed: str) -> Case:
    return Case(
        When(name__istartswith=typed, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )


_KINDS: Mapping[str, Callable[[User, str], list[Suggestion]]] = {
    "reporters": _reporters,
    "tags": _tags,
    "articles": _articles,
    "photos": _photos,
}
