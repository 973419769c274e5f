"""What claimants send in, and what the outlet answers: kept as it came, in a private folder."""

import unicodedata
from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.utils import timezone

from accounts.models import User
from articles.refusals import Incomplete
from newsroom.lib.korean import clean_name
from notices.models import Claim, ClaimDocument

MOST_BYTES = 20 * 1024 * 1024
# Handed out for saving only, never shown by the browser; still no programs.
EXTENSIONS = frozenset(
    {"pdf", "hwp", "hwpx", "doc", "docx", "odt", "txt", "eml", "jpg", "jpeg", "png", "zip"}
)
NAME_MAX_LENGTH = 200


def store(claim: Claim, file: "File[Any]", *, by: User) -> ClaimDocument:
    """Raises Incomplete for what isn't taken. The file lies there even if the transaction is
    undone: the caller deletes it then."""
    name = _name_of(file.name or "")
    extension = PurePosixPath(name).suffix.removeprefix(".").lower()
    if extension not in EXTENSIONS:
        raise Incomplete("PDF, 한글, 워드, 그림, 텍스트, 메일(eml), zip 파일만 올릴 수 있습니다.")
    if not file.size or file.size > MOST_BYTES:
        raise Incomplete(f"빈 파일이거나 {MOST_BYTES // 1024 // 1024}MB보다 큽니다.")
    document = ClaimDocument(
        claim=claim,
        name=name,
        size=file.size,
        created_at=timezone.now(),
        by_name=by.display_name,
    )
    document.file.save(f"{document.token}.{extension}", file, save=False)
    document.save()
    return document


def _name_of(given: str) -> str:
    try:
        name = clean_name(unicodedata.normalize("NFC", given))
    except ValueError:
        name = ""
    # The end tells what it is.
    return name.replace("/", "·").replace("\\", "·")[-NAME_MAX_LENGTH:] or "문서"
