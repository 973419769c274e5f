"""A file is what is in it: each kind is taken, everything else refused, whatever its name."""

import io
import random
import struct
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from attachments import uploads
from attachments.kinds import Kind, told_size
from attachments.models import Attachment
from attachments.signatures import kind_of
from tests.attachments import files

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

REFUSED = {
    "empty": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "a page": b"<html><script>alert(1)</script>",
    "a program": b"MZ" + bytes(200),
    "a page named a PDF": b"%PDF-1.7 <script>alert(1)</script>",
    "a page before a PDF": b"<html>" + files.PDF,
    "a compound file of another program": files.hwp(b"Word Document"),
    "a compound file in circles": files.hwp()[:512]
    + struct.pack("<128I", *[1] * 128)
    + bytes(4096),
    "a zip": files.hwpx(b"application/zip+x"),
    "an Office file": files.hwpx(b"application/vnd.oasis.opendocument.text"),
    "a locked zip": files.hwpx(flags=1),
    "a packed name": files.hwpx(method=8),
    "a zip cut off": files.hwpx()[:-22],
    "a film": files.m4a(b"vide"),
    "a film in an Ogg": files.ogg(b"\x80theora"),
    "one frame": files.mp3(frames=1),
    "words without sound": files.mp3(frames=0, words=b"x" * 90),
}


def store(content: bytes, name: str = "보고서") -> Attachment:
    return uploads.store(io.BytesIO(content), by=None, name=name)


@pytest.mark.parametrize("kind", files.ALL)
def test_each_kind_is_taken_whatever_it_is_called(kind: str) -> None:
    file = store(files.ALL[kind], "이름.exe")
    assert (file.kind, file.name) == (kind, f"이름.{kind}")
    assert file.file.name == f"{file.token}.{kind}"
    with file.file.open("rb") as kept:
        assert kept.read() == files.ALL[kind]
    assert file.bytes == len(files.ALL[kind])


@pytest.mark.parametrize("content", REFUSED.values(), ids=list(REFUSED))
def test_everything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        store(content, "보고서.pdf")
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("보고서.PDF", "보고서.pdf"),
        ("C:\\문서\\보고서.pdf", "보고서.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("\u1107\u1169고서.pdf", "보고서.pdf"),
        ("보고\u202efdp.exe", "보고fdp.pdf"),
        ("보\0고\u200b서\n.pdf", "보고서.pdf"),
        ('가<나>:"|?*.pdf', "가 나.pdf"),
        ("2025. 10. 29 회의", "2025. 10. 29 회의.pdf"),
        (".pdf", "첨부 파일.pdf"),
        ("", "첨부 파일.pdf"),
        ("\ud800", "첨부 파일.pdf"),
        ("가" * 300 + ".pdf", "가" * 196 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert uploads.tidy_name(given, Kind.PDF) == kept


def test_a_document_has_a_limit_and_sound_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_DOCUMENT_BYTES", len(files.PDF) - 1)
    with pytest.raises(ValidationError, match="30MB"):
        store(files.PDF)
    assert store(files.mp3()).kind == Kind.MP3
    monkeypatch.setattr(uploads, "MOST_SOUND_BYTES", 10)
    with pytest.raises(ValidationError, match="100MB"):
        store(files.mp3())


def test_nothing_is_left_of_a_file_that_could_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", fails)
    with pytest.raises(ValidationError, match="보관하지 못했습니다"):
        store(files.PDF)
    assert not Attachment.objects.exists()


def test_broken_files_are_refused_or_taken_and_never_more() -> None:
    chance = random.Random(5)
    kinds = list(files.ALL.values())
    for _ in range(1500):
        content = bytearray(chance.choice(kinds))
        for _ in range(chance.randint(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        kind_of(io.BytesIO(bytes(content[: chance.randint(1, len(content))])))


@pytest.mark.parametrize(
    ("size", "told"),
    [(1, "1KB"), (340_000, "332KB"), (1_048_576, "1MB"), (1_258_291, "1.2MB")],
)
def test_sizes_are_told_shortly(size: int, told: str) -> None:
    assert told_size(size) == told
