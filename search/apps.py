from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "찾기"

    def ready(self) -> None:
        from articles.signals import changed
        from newsroom import clock
        from search import building, listening, relating
        from search.photos import keeping
        from search.photos import listening as listening_to_photos

        changed.connect(listening.keep_changed, dispatch_uid="search.changed")
        changed.connect(relating.note_changed, dispatch_uid="search.relating")
        listening.connect()
        listening_to_photos.connect()
        clock.register("search index", building.catch_up)
        clock.register("search index of pictures", keeping.catch_up)
        clock.register("related stories", relating.catch_up)
