from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "감사 기록"

    def ready(self) -> None:
        from audit import accounts_watch, signing_in

        accounts_watch.connect()
        signing_in.connect()
