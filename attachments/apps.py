from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "attachments"
    verbose_name = "첨부 파일"

    def ready(self) -> None:
        from attachments import removal, sweep
        from newsroom import clock

        clock.register("attached files", sweep.sweep, every=sweep.SWEPT_EVERY)
        removal.listen()
