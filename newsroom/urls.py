"""Every address of the site. Public ones are a contract: other programs call them exactly so."""

from django.contrib import admin
from django.urls import include, path

from newsroom import errors, speculation
from newsroom.healthz import healthz

urlpatterns = [
    path("", include("frontpage.urls")),
    # Before the stories' own, which take any word after the number for a slug.
    path("", include("readership.urls")),
    path("", include("articles.urls")),
    path("", include("notices.urls")),
    path("", include("sections.urls")),
    path("", include("reporters.urls")),
    path("", include("pages.urls")),
    path("", include("photos.urls")),
    path("", include("attachments.urls")),
    path("", include("search.urls")),
    path("", include("syndication.urls")),
    path("speculation-rules.json", speculation.rules, name="speculation_rules"),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
