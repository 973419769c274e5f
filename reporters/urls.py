from django.urls import path

from reporters import views

urlpatterns = [path("reporters/<int:pk>/", views.reporter_detail, name="reporter_detail")]
