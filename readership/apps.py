from django.apps import AppConfig


class ReadershipConfig(AppConfig):
    name = "readership"
    verbose_name = "독자"

    def ready(self) -> None:
        from newsroom import clock
        from readership import ranking, retention

        clock.register("most read", ranking.rank, every=ranking.RANKED_EVERY)
        clock.register("hourly views", retention.sweep, every=retention.SWEPT_EVERY)
