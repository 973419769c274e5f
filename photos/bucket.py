"""Files in a bucket of S3, or of what speaks like it (settings: NEWSROOM_S3_BUCKET)."""

from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

from photos.storage import seed_file

_NOT_THERE = 404


class PrivateBucket(S3Storage):
    """What lies in it is handed out by views that ask the rows, and by nothing else."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Not even one for an hour. Raises ValueError, as a folder without an address does."""
        raise ValueError("This file is not accessible via a URL.")


class PhotoBucket(PrivateBucket):
    """A picture of the seed fixtures is found beside the bucket."""

    def _open(self, name: str, mode: str = "rb") -> File:
        seed = seed_file(name)
        return File(seed.open("rb"), name) if seed.is_file() else super()._open(name, mode)

    def exists(self, name: str) -> bool:
        return seed_file(name).is_file() or bool(super().exists(name))

    def size(self, name: str) -> int:
        seed = seed_file(name)
        return seed.stat().st_size if seed.is_file() else int(super().size(name))

    def get_modified_time(self, name: str) -> datetime:
        """Raises FileNotFoundError as a folder on a disk does."""
        try:
            moment: Any = super().get_modified_time(name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == _NOT_THERE:
                raise FileNotFoundError(name) from None
            raise
        return datetime.fromtimestamp(moment.timestamp(), tz=moment.tzinfo)
