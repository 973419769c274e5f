from django.urls import path

from notices import views

urlpatterns = [
    path("corrections/", views.notice_list, name="corrections"),
    path("corrections/<int:pk>/", views.notice_detail, name="notice_detail"),
]
