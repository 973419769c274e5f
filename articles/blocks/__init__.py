"""What may stand in a body besides text: each kind is one room, one module here (decision 0032)."""

from articles.blocks.references import article_ids, file_tokens, photo_tokens

__all__ = ["article_ids", "file_tokens", "photo_tokens"]
