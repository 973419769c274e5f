from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "photos"
    verbose_name = "사진"

    def ready(self) -> None:
        from newsroom import clock
        from photos import looks, removal, rendering_beside, renditions, sweep, watch

        watch.connect()
        clock.register("picture files", sweep.begin, every=sweep.SWEPT_EVERY, once=sweep.sweep)
        clock.register("looks of pictures", looks.fill_missing, every=looks.FILLED_EVERY)
        clock.register("renditions", rendering_beside.step, once=renditions.render_due)
        removal.listen()
