from django.urls import path

from readership import views

urlpatterns = [
    path("articles/<int:pk>/beside/", views.beside_article, name="beside_article"),
    path("readership/articles/<int:pk>/", views.view_beacon, name="view_beacon"),
    path("readership/articles/<int:pk>.gif", views.view_pixel, name="view_pixel"),
    path("readership/most-read/", views.most_read, name="most_read"),
    path("saved/", views.saved_stories, name="saved_stories"),
]
