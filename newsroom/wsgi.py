"""WSGI entry point for gunicorn: Django behind its stored pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from pagecache.wsgi import PageCacheLayer  # noqa: E402

if not settings.DEBUG:  # where templates are being worked on, every page is fresh
    application = PageCacheLayer(application)  # type: ignore[assignment]
