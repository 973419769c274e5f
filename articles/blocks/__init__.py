"""What may stand in a body besides text, one module a kind."""

from articles.blocks.references import article_ids, file_tokens, photo_tokens

__all__ = ["article_ids", "file_tokens", "photo_tokens"]
