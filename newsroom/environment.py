"""Reading the process environment for settings.py: typed, and with one clear error."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# PostgreSQL compiles queries it thinks dear. The desk's counts look so and take milliseconds;
# compiling them takes hundreds.
NO_JIT = "-c jit=off"


def boolean(name: str, default: bool = False) -> bool:
    """1, true, yes, on (any case) are true; unset or empty is `default`."""
    value = os.environ.get(name, "")
    return value.strip().lower() in {"1", "true", "yes", "on"} if value.strip() else default


def require(names: list[str], why: str) -> None:
    """Raise ImproperlyConfigured naming every variable of `names` that is unset or empty."""
    missing = [name for name in names if not os.environ.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(f"{why}: set {', '.join(missing)}")


def postgres(url: str) -> dict[str, Any]:
    """Turn postgres://user:password@host:port/name?option=value into Django's settings.

    A `host` option names a socket folder (postgres:///name?host=/run/postgresql). An `options`
    option replaces ours.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://user:password@host:5432/name"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": NO_JIT} | options,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Embedded database. IMMEDIATE: a transaction that reads and then writes never meets a
    lock it cannot wait for (DEFERRED gave half a million busy errors with four writers)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def s3(backend: str, bucket: str, folder: str) -> dict[str, Any]:
    """A private folder of a bucket. Keys and region come as boto3 finds them (AWS_ACCESS_KEY_ID,
    AWS_DEFAULT_REGION and so on, or the machine's role) unless NEWSROOM_S3_… names them; another
    provider's address stands in NEWSROOM_S3_ENDPOINT."""
    from botocore.config import Config  # half a second that a disk needn't wait for

    endpoint = os.environ.get("NEWSROOM_S3_ENDPOINT") or None
    return {
        "BACKEND": backend,
        "OPTIONS": {
            "bucket_name": bucket,
            "location": folder,
            "endpoint_url": endpoint,
            "region_name": os.environ.get("NEWSROOM_S3_REGION") or None,
            "access_key": os.environ.get("NEWSROOM_S3_ACCESS_KEY") or None,
            "secret_key": os.environ.get("NEWSROOM_S3_SECRET_KEY") or None,
            "default_acl": None,
            "file_overwrite": False,
            "client_config": Config(
                signature_version="s3v4",
                # Another provider's buckets seldom have names of their own in the DNS, and few
                # understand the checksums that boto3 adds by itself.
                s3={"addressing_style": "path" if endpoint else "auto"},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                # A reporter waits for it.
                connect_timeout=5,
                read_timeout=20,
                retries={"total_max_attempts": 3},
            ),
        },
    }


def kept_secret(path: Path) -> str:
    """The secret in `path`, made once with owner-only access; two first starts agree on one."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
