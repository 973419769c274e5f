from django.urls import path

from sections import views

urlpatterns = [path("sections/<slug:slug>/", views.section_detail, name="section_detail")]
