from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "안내 페이지"
