from django.apps import AppConfig
from django.core.checks import register


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "기사"

    def ready(self) -> None:
        from articles import fixtures, keeping, list_changes, workflow
        from articles.checks import check_states
        from newsroom import clock

        register(check_states)
        fixtures.connect()
        list_changes.connect()
        keeping.connect()
        clock.register("schedules", lambda now: workflow.settle_due(now))
