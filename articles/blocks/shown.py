"""What the blocks of a body refer to, as far as whoever reads it may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.models import Article
    from attachments.models import Attachment
    from photos.models import Photo


@dataclass(frozen=True)
class Shown:
    """By token and number. `is_plain` where nothing moves or plays: on paper and at the desk."""

    photos: "Mapping[str, Photo]" = field(default_factory=dict)
    files: "Mapping[str, Attachment]" = field(default_factory=dict)
    stories: "Mapping[int, Article]" = field(default_factory=dict)
    is_plain: bool = False

    def photo(self, address: Any) -> "Photo | None":
        """Of the address of a picture in a body."""
        return self.photos.get(str(address).removeprefix("/photos/").partition(".")[0])
