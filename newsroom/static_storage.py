"""Static files under hashed names once collected, under their own before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedOnceCollected(CompressedManifestStaticFilesStorage):
    """Until collectstatic has run (bare commands, tests) names stay plain, where the manifest
    storage would raise; the finders serve those."""

    def stored_name(self, name: str) -> str:
        return super().stored_name(name) if self.hashed_files else name
