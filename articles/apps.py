from django.apps import AppConfig
from django.core.checks import register


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "기사"

    def ready(self) -> None:
        from articles import fixtures, list_changes
        from articles.checks import check_states

        register(check_states)
        fixtures.connect()
        list_changes.connect()
