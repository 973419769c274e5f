from django.apps import AppConfig


class FrontpageConfig(AppConfig):
    name = "frontpage"
    verbose_name = "편집판"

    def ready(self) -> None:
        from frontpage import fixtures

        fixtures.connect()
