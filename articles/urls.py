from django.urls import path

from articles import list_views, public_history, views

urlpatterns = [
    path("articles/<int:pk>/", views.article_detail, name="article_detail"),
    path("articles/<int:pk>/print/", views.article_print, name="article_print"),
    path("articles/<int:pk>/revisions/", public_history.revision_history, name="revision_history"),
    path("articles/<int:pk>/<str:slug>/", views.article_redirect, name="article_with_slug"),
    path("tags/<str:name>/", list_views.tag_detail, name="tag_detail"),
    path("archive/<int:year>/<int:month>/<int:day>/", list_views.archive_day, name="archive_day"),
]
