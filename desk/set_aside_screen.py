"""A text that could not be saved beside what it grew from and what is saved now.

The same page at the moment of refusal and whenever somebody comes back to the text. It saves
nothing: what is put together comes back as the form, for a person to read and save.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.models import User
from articles import permissions
from articles.comparison import FIELD_NAMES, FieldComparison, compare_contents
from articles.content import Content
from articles.models import Article, Revision
from articles.states import Action
from desk.article_form import ArticleForm
from desk.article_screen import page_of, require_readable, show_form
from desk.asked import user_of
from presence import set_aside, three_way
from presence.models import SetAsideText, WhySetAside
from presence.three_way import Changed, Difference, Pick

TEXTS_A_PAGE = 100


@dataclass(frozen=True)
class Column:
    """One of the texts of a field (three for a picture with its words), marked against the first.

    `pick` is what choosing this one posts, for a field that both changed.
    """

    fields: list[FieldComparison]
    pick: str = ""
    is_picked: bool = False


@dataclass(frozen=True)
class Row:
    """A field that isn't as it was. `was` is None where nobody knows how it was."""

    name: str
    label: str
    changed: Changed
    was: Column | None
    theirs: Column
    mine: Column
    is_missing: bool

    @property
    def is_conflict(self) -> bool:
        return self.changed == Changed.BOTH


@dataclass(frozen=True)
class Versions:
    """The three texts; `base` is None when the text grew from no revision that is known."""

    text: SetAsideText
    base: Content | None
    theirs: Content
    mine: Content
    newest: Revision
    base_revision: Revision | None


def show_late(
    request: HttpRequest, site: AdminSite, article: Article, late: set_aside.Late
) -> HttpResponse:
    """The answer to a save that came too late: 409, with everything kept."""
    article.refresh_from_db()
    messages.error(request, str(late))
    return _show_comparison(request, site, article, late.kept, status=HTTPStatus.CONFLICT)


def show(request: HttpRequest, site: AdminSite, article: Article, number: int) -> HttpResponse:
    """The comparison; posted, the form filled with what was put together."""
    user = user_of(request)
    require_readable(user, article)
    text = set_aside.readable(user, article).filter(pk=number).first()
    if text is None:
        raise Http404
    if request.method != "POST":
        return _show_comparison(request, site, article, text)
    if not permissions.can(user, Action.EDIT, article):
        return _show_comparison(request, site, article, text, status=HTTPStatus.FORBIDDEN)
    picks = _picks(request.POST)
    if request.POST.get("newest") != str(article.revision):
        messages.error(request, "그사이 또 저장되었습니다. 새 글과 다시 견주어 주세요.")
        return _show_comparison(
            request, site, article, text, picks=picks, status=HTTPStatus.CONFLICT
        )
    versions = _versions(article, text)
    try:
        merged = three_way.merge(versions.base, versions.theirs, versions.mine, picks)
    except three_way.Unpicked as unpicked:
        messages.error(request, "겹친 칸마다 누구의 글로 할지 골라 주세요.")
        return _show_comparison(
            request, site, article, text, picks=picks, missing=frozenset(unpicked.names)
        )
    messages.warning(request, "합친 글입니다. 아직 저장하지 않았으니 읽어 보고 저장해 주세요.")
    form = ArticleForm(by=user, article=article, base=merged)
    return show_form(request, site, form, article, text=text)


def show_list(request: HttpRequest, site: AdminSite, article: Article) -> HttpResponse:
    user = user_of(request)
    require_readable(user, article)
    texts = Paginator(set_aside.readable(user, article), TEXTS_A_PAGE)
    return TemplateResponse(
        request,
        "admin/articles/article/set_aside_list.html",
        page_of(request, site, article, title=f"밀려난 글: {article.title}")
        | {"texts": texts.get_page(request.GET.get("page"))},
    )


def _show_comparison(
    request: HttpRequest,
    site: AdminSite,
    article: Article,
    text: SetAsideText,
    *,
    status: int = HTTPStatus.OK,
    picks: Mapping[str, Pick] | None = None,
    missing: frozenset[str] = frozenset(),
) -> HttpResponse:
    user = user_of(request)
    versions = _versions(article, text)
    rows = _rows(versions, user, picks or {}, missing)
    may_edit = permissions.can(user, Action.EDIT, article)
    return TemplateResponse(
        request,
        "admin/articles/article/set_aside.html",
        page_of(request, site, article, title=article.title)
        | {
            "text": text,
            "is_own": text.author_id == user.pk,
            "is_taken_over": text.why == WhySetAside.TAKEN_OVER,
            "versions": versions,
            "rows": rows,
            "has_conflicts": any(row.is_conflict for row in rows),
            "has_mine": any(row.changed in (Changed.MINE, Changed.BOTH) for row in rows),
            "why_not": may_edit.reason,
        },
        status=status,
    )


def _versions(article: Article, text: SetAsideText) -> Versions:
    numbers = {text.base_revision, article.revision}
    found = {
        revision.number: revision
        for revision in article.revisions.filter(number__in=numbers).select_related("author")
    }
    newest, base = found[article.revision], found.get(text.base_revision)
    return Versions(
        text=text,
        base=Content.from_json(base.data) if base else None,
        theirs=Content.from_json(newest.data),
        mine=text.content,
        newest=newest,
        base_revision=base,
    )


def _rows(
    versions: Versions, user: User, picks: Mapping[str, Pick], missing: frozenset[str]
) -> list[Row]:
    """Conflicts first."""
    differences = three_way.compare(versions.base, versions.theirs, versions.mine)
    if not differences:
        return []
    first = versions.base or versions.theirs
    was, theirs, mine = (
        {field.field: field for field in compare_contents(first, content, by=user)}
        for content in (first, versions.theirs, versions.mine)
    )

    def column(one: Difference, texts: Mapping[str, FieldComparison], side: Pick) -> Column:
        return Column(
            [texts[name] for name in one.names],
            pick=side.value if one.is_conflict else "",
            is_picked=picks.get(one.name) == side,
        )

    return [
        Row(
            name=one.name,
            label=FIELD_NAMES[one.name],
            changed=one.changed,
            was=Column([was[name] for name in one.names]) if versions.base else None,
            theirs=column(one, theirs, Pick.THEIRS),
            mine=column(one, mine, Pick.MINE),
            is_missing=one.name in missing,
        )
        for one in sorted(differences, key=lambda one: not one.is_conflict)
    ]


def _picks(posted: Mapping[str, str]) -> dict[str, Pick]:
    sides = {side.value: side for side in Pick}
    return {
        name: sides[value]
        for name in FIELD_NAMES
        if (value := posted.get(f"pick-{name}", "")) in sides
    }
