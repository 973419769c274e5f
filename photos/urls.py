from django.urls import path

from photos import views

urlpatterns = [
    path("photos/<str:token>.<str:extension>", views.photo_file, name="photo_file"),
]
