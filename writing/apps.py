from django.apps import AppConfig


class WritingConfig(AppConfig):
    name = "writing"
    verbose_name = "글쓰기"

    def ready(self) -> None:
        from newsroom import clock
        from writing import sweep

        clock.register("autosaved text", sweep.sweep, every=sweep.SWEPT_EVERY)
