"""The library's pictures by what they say, as stories are found."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from reporters.models import Reporter
from search.index import PHOTOS, current
from search.models import PhotoDue
from search.photos.sources import TEXTS
from search.query import Query


def having(query: Query) -> Q:
    """All pictures that have what is asked for, however many; none where nothing is. While some
    wait for the clock, their words are also looked for as they are typed."""
    if query.says_nothing:
        return Q(pk__in=())
    found = Q(pk__in=current().matching(PHOTOS, query))
    return found | _as_typed(query) if PhotoDue.objects.exists() else found


def _as_typed(query: Query) -> Q:
    wanted = Q(Exists(PhotoDue.objects.filter(photo_id=OuterRef("pk"))))
    for term in query.terms:
        wanted &= _says(term.typed)
    for term in query.excluded:
        wanted &= ~_says(term.typed)
    return wanted


def _says(word: str) -> Q:
    found = Q()
    for field in TEXTS:
        found |= Q(**{f"{field}__icontains": word})
    uploaders = User.objects.filter(Q(name__icontains=word) | Q(reporter__name__icontains=word))
    portraits = Reporter.objects.filter(name__icontains=word, photo__isnull=False)
    return found | Q(uploaded_by__in=uploaders.values("pk")) | Q(pk__in=portraits.values("photo"))
