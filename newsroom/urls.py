"""Every public address; the contract is in README."""

from django.contrib import admin
from django.urls import include, path

from newsroom.healthz import healthz

urlpatterns = [
    path("", include("frontpage.urls")),
    path("", include("articles.urls")),
    path("", include("sections.urls")),
    path("", include("reporters.urls")),
    path("", include("pages.urls")),
    path("", include("photos.urls")),
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
]

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.permission_denied"
handler404 = "newsroom.errors.page_not_found"
handler500 = "newsroom.errors.server_error"
