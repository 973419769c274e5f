"""Settings: one file, two modes.

Embedded (DATABASE_URL unset): SQLite and everything else under NEWSROOM_DATA, a secret made once
and kept there, plain http on loopback. Production (DATABASE_URL set): PostgreSQL, and a refusal
to start without SECRET_KEY and an https NEWSROOM_SITE_URL.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment, site_font

BASE_DIR = Path(__file__).resolve().parent.parent
NEWSROOM_DATA = Path(os.environ.get("NEWSROOM_DATA") or BASE_DIR / "var").resolve()
DATABASE_URL = os.environ.get("DATABASE_URL", "").strip()
EMBEDDED = not DATABASE_URL
DEBUG = environment.boolean("DEBUG")

if EMBEDDED:
    NEWSROOM_DATA.mkdir(parents=True, exist_ok=True)
    SECRET_KEY = os.environ.get("SECRET_KEY") or environment.kept_secret(NEWSROOM_DATA / "secret")
    NEWSROOM_SITE_URL = (
        os.environ.get("NEWSROOM_SITE_URL") or f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    )
    DATABASES = {"default": environment.sqlite(NEWSROOM_DATA / "newsroom.sqlite3")}
else:
    environment.require(["SECRET_KEY", "NEWSROOM_SITE_URL"], "production (DATABASE_URL is set)")
    SECRET_KEY = os.environ["SECRET_KEY"]
    NEWSROOM_SITE_URL = os.environ["NEWSROOM_SITE_URL"]
    if not NEWSROOM_SITE_URL.startswith("https://"):
        raise ImproperlyConfigured("NEWSROOM_SITE_URL must be an https address in production")
    DATABASES = {"default": environment.postgres(DATABASE_URL)}

NEWSROOM_SITE_URL = NEWSROOM_SITE_URL.rstrip("/")
_site = urlsplit(NEWSROOM_SITE_URL)
if _site.scheme not in {"http", "https"} or not _site.hostname:
    raise ImproperlyConfigured("NEWSROOM_SITE_URL must look like https://news.example.com")
ALLOWED_HOSTS = [_site.hostname, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [NEWSROOM_SITE_URL]

# How often each process adds the views it counted to the database; 0: never by itself.
NEWSROOM_VIEWS_FLUSH_SECONDS = 5.0

# Nobody approves their own story when this is on (domain.md, "two-person").
NEWSROOM_TWO_PERSON = environment.boolean("NEWSROOM_TWO_PERSON")

INSTALLED_APPS = [
    "newsroom",
    "pagecache",
    "accounts",
    "audit",
    "photos",
    "attachments",
    "sections",
    "reporters",
    "mastheads",
    "pages",
    "redirects",
    "articles",
    "notices",
    "readership",
    "search",
    "frontpage",
    "writing",
    "presence",
    "conversation",
    "syndication",
    "imports",
    "desk.apps.DeskConfig",
    "ckeditor",
    "desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "newsroom.static_files.NewsroomStaticFilesConfig",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pagecache.middleware.keep_out_of_caches",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.speculation.name_rules",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.acting.remember_request",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "redirects.middleware.OldAddressMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mastheads.context.masthead",
                "sections.context.navigation",
                "pages.context.footer_pages",
            ],
        },
    },
]

# Told by mail that something waits in the inbox: only when a mail server is named.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.boolean("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or f"newsroom@{_site.hostname}"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True
# The desk writes 2025.10.29 14:05 everywhere; Django's own Korean format says "오후 2:05".
FORMAT_MODULE_PATH = ["newsroom.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = NEWSROOM_DATA / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
# A font of our own for readers, where install_font put one; else the fonts of their systems.
SITE_FONT_ROOT = NEWSROOM_DATA / "font"
HAS_SITE_FONT = site_font.is_installed(SITE_FONT_ROOT)
if HAS_SITE_FONT:
    STATICFILES_DIRS.append(("font", SITE_FONT_ROOT))
FIXTURE_DIRS = [BASE_DIR / "seeds"]
# Straight from the sources until collectstatic has run, as for bare commands and in tests.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "photos": {"BACKEND": "photos.storage.PhotoStorage"},
    # Handed out by a view that asks the rows, like pictures.
    "attachments": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": NEWSROOM_DATA / "attachments", "base_url": None},
    },
    # What claimants send in: handed out by the desk alone, and by no web server.
    "claim_documents": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": NEWSROOM_DATA / "claims", "base_url": None},
    },
    "staticfiles": {"BACKEND": "newsroom.static_storage.HashedOnceCollected"},
}
if bucket := os.environ.get("NEWSROOM_S3_BUCKET", "").strip():
    STORAGES["photos"] = environment.s3("photos.bucket.PhotoBucket", bucket, "photos")
    STORAGES["attachments"] = environment.s3("photos.bucket.PrivateBucket", bucket, "attachments")
PHOTO_ROOT = NEWSROOM_DATA / "photos"
# Pictures that come with the seed fixtures; read-only, looked at after PHOTO_ROOT.
SEED_PHOTO_ROOT = BASE_DIR / "seeds" / "photos"
# A font file with Hangul for text watermarks; empty: the one that fontconfig names for Korean.
WATERMARK_FONT = os.environ.get("NEWSROOM_WATERMARK_FONT", "")
# Stored pages: memory for each server process, disk for each machine.
PAGECACHE_ROOT = NEWSROOM_DATA / "pages"
PAGECACHE_MEMORY_BYTES = 128 * 1024 * 1024
PAGECACHE_DISK_BYTES = 2 * 1024 * 1024 * 1024
# A folder from which nginx serves pages by itself (deploy/nginx.conf); off when unset.
PAGE_STORE = Path(_store).resolve() if (_store := os.environ.get("NEWSROOM_PAGE_STORE")) else None
PAGE_STORE_PATHS = r"/|/articles/[1-9]\d*/|/sections/[a-z0-9-]+/"
PAGE_STORE_PAGES = 20_000
MEDIA_ROOT = NEWSROOM_DATA / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The admin's article form alone loosens this, for CKEditor (desk/editor.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False  # the editor's upload script reads it

if _site.scheme == "https":
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 has no more fixes: newsroom.E001-E003 assert that its known holes stay closed.
    "ckeditor.W001",
    # Whether every other subdomain speaks https is the outlet's to say, not ours.
    "security.W005",
    "security.W021",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"newsroom": {"level": "INFO"}},
}
