from django.urls import path, re_path

from photos import views
from photos.shapes import CONTENT_TYPES, SHAPES, WIDTHS

urlpatterns = [
    path("photos/<str:token>.<str:extension>", views.photo_file, name="photo_file"),
    re_path(
        rf"^photos/(?P<token>[0-9a-f]{{32}})/(?P<shape>{'|'.join(SHAPES)})"
        rf"-(?P<width>{'|'.join(map(str, WIDTHS))})\.(?P<extension>{'|'.join(CONTENT_TYPES)})\Z",
        views.rendition,
        name="photo_rendition",
    ),
]
