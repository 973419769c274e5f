"""Take in a file: its kind by what is in it, its name made harmless, kept privately."""

import logging
import os
import re
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files import File

from accounts.models import User
from attachments.kinds import SOUNDS, Kind
from attachments.models import Attachment, new_token
from attachments.signatures import kind_of
from newsroom.lib.korean import clean_name

logger = logging.getLogger("newsroom.attachments")

MOST_DOCUMENT_BYTES = 30 * 1024 * 1024
MOST_SOUND_BYTES = 100 * 1024 * 1024

_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]+')
_LONGEST_NAME = 200


def store(file: IO[bytes], *, by: User | None, name: str) -> Attachment:
    """Keep `file`, which can be sought in. Raises ValidationError (Korean) for what isn't taken."""
    size = file.seek(0, os.SEEK_END)
    if size > MOST_SOUND_BYTES:
        raise ValidationError("파일은 문서 30MB, 소리 100MB까지 올릴 수 있습니다.")
    if not size:
        raise ValidationError("빈 파일입니다.")
    kind = kind_of(file)
    if kind is None:
        raise ValidationError(
            "올릴 수 없는 파일입니다. PDF, HWP, HWPX 문서와 MP3, M4A, OGG, WAV 소리만 "
            "올릴 수 있고, 깨지거나 이름만 바꾼 파일은 받지 않습니다."
        )
    if kind not in SOUNDS and size > MOST_DOCUMENT_BYTES:
        raise ValidationError("문서는 30MB까지 올릴 수 있습니다. 크기를 줄여 주세요.")
    attachment = Attachment(
        token=new_token(), kind=kind, name=tidy_name(name, kind), bytes=size, uploaded_by=by
    )
    _keep(attachment, file)
    return attachment


def tidy_name(name: str, kind: Kind) -> str:
    """As a reader's computer may save it: no folder, nothing invisible, the ending of its kind."""
    last = re.split(r"[/\\]", name.replace("\0", ""))[-1]
    try:
        last = clean_name(last)
    except ValueError:  # letters that no database takes
        last = ""
    stem = _NOT_IN_NAMES.sub(" ", _SUFFIX.sub("", last)).strip(" .")
    ending = f".{kind.value}"
    return (stem[: _LONGEST_NAME - len(ending)].rstrip(" .") or "첨부 파일") + ending


def _keep(attachment: Attachment, file: IO[bytes]) -> None:
    file.seek(0)
    stored = f"{attachment.token}.{attachment.kind}"
    try:
        attachment.file.save(stored, File(file), save=False)
    except Exception:  # a full disk, or whatever a remote storage raises
        logger.exception("A file could not be kept")
        raise ValidationError(
            "파일을 보관하지 못했습니다. 잠시 뒤 다시 올리고, 그래도 안 되면 관리자에게 알려 주세요."
        ) from None
    try:
        attachment.save()
    except BaseException:
        attachment.file.storage.delete(stored)
        raise
