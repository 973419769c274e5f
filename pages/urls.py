from django.urls import path

from pages import views

urlpatterns = [path("pages/<slug:slug>/", views.page_detail, name="page_detail")]
