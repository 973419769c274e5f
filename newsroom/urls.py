"""Every public address; the contract is in README."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("photos.urls")),
    path("admin/", admin.site.urls),
]
