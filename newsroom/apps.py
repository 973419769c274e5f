from django.apps import AppConfig
from django.core.checks import register


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = "뉴스룸"

    def ready(self) -> None:
        from newsroom.checks import check_sqlite

        register(check_sqlite)
