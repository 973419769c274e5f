"""Absolute addresses for documents that are read elsewhere."""

from django.conf import settings


def absolute(path: str) -> str:
    """The public address of a path of ours; never built from a request's Host header."""
    return f"{settings.NEWSROOM_SITE_URL}{path}"
