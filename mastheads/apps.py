from django.apps import AppConfig


class MastheadsConfig(AppConfig):
    name = "mastheads"
    verbose_name = "발행 정보"
