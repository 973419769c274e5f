"""Where readers' browsers tell of a view, the lists that pages fetch after they are shown, and the
page of those that a browser keeps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from articles.views import Withdrawn, find_for_readers, gone
from pagecache import cached_page
from readership.beside import beside, most_read_stories
from readership.counting import count

# One transparent point.
PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00"
    b",\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


# A beacon has no place for a token and readers have no cookie it could match. All that a forged
# one does is add to a figure, which anybody can do who opens the page.
@csrf_exempt
@require_POST
@cache_control(no_store=True)
def view_beacon(request: HttpRequest, pk: int) -> HttpResponse:
    """Says the same of every number: whether there is such a story isn't told here."""
    count(request, pk)
    return HttpResponse(status=204)


@require_safe
@cache_control(no_store=True)
def view_pixel(request: HttpRequest, pk: int) -> HttpResponse:
    """What a page loads where no script runs."""
    if request.method == "GET":
        count(request, pk)
    return HttpResponse(PIXEL, content_type="image/gif")


@cached_page()
@require_safe
def beside_article(request: HttpRequest, pk: int) -> HttpResponse:
    """A part of a page and not one: the story's page puts it where it belongs."""
    now = timezone.now()
    try:
        article = find_for_readers(pk, now, Article.objects.select_related("lead_reporter"))
    except Withdrawn:
        return gone(request, pk)
    return _part(
        request,
        "readership/beside.html",
        {"article": article, "beside": beside(article, now=now)},
    )


@cached_page()
@require_safe
def most_read(request: HttpRequest) -> HttpResponse:
    """Likewise, for the front page."""
    stories = most_read_stories(now=timezone.now())
    return _part(request, "readership/most_read.html", {"stories": stories})


@cached_page()
@require_safe
def saved_stories(request: HttpRequest) -> HttpResponse:
    """The same for everybody: the reader's browser fills it with what it has kept, and nobody is
    asked for it."""
    return render(
        request, "readership/saved_stories.html", {"canonical_path": reverse("saved_stories")}
    )


def _part(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    response = render(request, template, context)
    response["X-Robots-Tag"] = "noindex"
    return response
