"""Static files under hashed names once collected, under their own before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedOnceCollected(CompressedManifestStaticFilesStorage):
    """Until collectstatic has run (bare commands, tests) names stay plain, where the manifest
    storage would raise; the finders serve those. Imports between our modules are hashed too, so
    that a release never mixes old and new ones."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
