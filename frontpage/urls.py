from django.urls import path

from frontpage import views

urlpatterns = [path("", views.front, name="front")]
