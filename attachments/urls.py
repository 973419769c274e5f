from django.urls import path

from attachments import views

urlpatterns = [
    path("files/<str:token>.<str:extension>", views.attachment_file, name="attachment_file"),
]
