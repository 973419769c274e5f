from django.apps import AppConfig
from django.core.checks import register


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "기사"

    def ready(self) -> None:
        from articles import fixtures, keeping, list_changes, scheduling
        from articles.checks import check_blocks, check_states
        from newsroom import clock

        register(check_states)
        register(check_blocks)
        fixtures.connect()
        list_changes.connect()
        keeping.connect()
        # First what readers wait for.
        clock.register("scheduled changes", lambda now: scheduling.publish_due_changes(now))
        clock.register(
            "schedules",
            lambda now: scheduling.settle_due(now, seconds=scheduling.SETTLING_SECONDS),
        )
