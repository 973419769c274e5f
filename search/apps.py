from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "찾기"

    def ready(self) -> None:
        from articles.signals import changed
        from newsroom import clock
        from search import building, listening

        changed.connect(listening.keep_changed, dispatch_uid="search.changed")
        listening.connect()
        clock.register("search index", building.catch_up)
