"""What kind of file this is, by what is in it. Nothing is unpacked, played or believed.

Each question reads a bounded part of the file, however large or hostile it is.
"""

import os
import re
import struct
from collections.abc import Iterator
from typing import IO

from attachments import compound
from attachments.kinds import Kind

_HEAD = 64 * 1024
_PDF_END = 2048
_ZIP_END = 66 * 1024
_HWPX_TYPES = frozenset({b"application/hwp+zip", b"application/owpml+zip"})
_MOST_BOXES = 200
_MOST_MOVIE = 8 * 1024 * 1024
_AUDIO_IN_OGG = (b"\x01vorbis", b"OpusHead", b"\x7fFLAC", b"Speex   ")
# Of MPEG audio layer III, in kbit/s: version 1, and versions 2 and 2.5.
_BIT_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_SAMPLES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def kind_of(file: IO[bytes]) -> Kind | None:
    """None for whatever isn't taken in. `file` can be sought in; where it stands is lost."""
    file.seek(0)
    head = file.read(_HEAD)
    for kind, is_it in _QUESTIONS:
        if is_it(file, head):
            return kind
    return None


def _is_pdf(file: IO[bytes], head: bytes) -> bool:
    if not re.match(rb"%PDF-[12]\.\d", head):
        return False
    end = _end_of(file, _PDF_END)
    return b"startxref" in end and b"%%EOF" in end


def _is_hwp(file: IO[bytes], head: bytes) -> bool:
    if not head.startswith(compound.MAGIC):
        return False
    said = compound.beginning_of(file, "FileHeader", 32)
    return said is not None and said.startswith(b"HWP Document File\0")


def _is_hwpx(file: IO[bytes], head: bytes) -> bool:
    """A zip whose first entry says so in plain: its name, its content, neither packed nor locked."""
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        return False
    flags, method = struct.unpack_from("<HH", head, 6)
    size, name_length, extra = struct.unpack_from("<IHH", head, 22)
    content = 30 + name_length + extra
    return (
        not flags & 1
        and method == 0
        and head[30 : 30 + name_length] == b"mimetype"
        and head[content : content + size] in _HWPX_TYPES
        and b"PK\x05\x06" in _end_of(file, _ZIP_END)
    )


def _is_mp3(file: IO[bytes], head: bytes) -> bool:
    """Two frames of sound after one another, behind the words about it."""
    start = 0
    if head.startswith(b"ID3") and len(head) >= 10:
        if any(byte & 0x80 for byte in head[6:10]):
            return False
        start = 10 + sum(
            byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)
        )
    file.seek(start)
    sound = file.read(8192).lstrip(b"\0")
    length = _frame(sound)
    return length is not None and _frame(sound[length:]) is not None


def _frame(sound: bytes) -> int | None:
    """How long the frame is that begins here."""
    if len(sound) < 4 or sound[0] != 0xFF or sound[1] & 0xE0 != 0xE0:
        return None
    version, layer = sound[1] >> 3 & 3, sound[1] >> 1 & 3
    rate, sampling, padding = sound[2] >> 4, sound[2] >> 2 & 3, sound[2] >> 1 & 1
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return None
    is_first = version == 3
    bits = _BIT_RATES[0 if is_first else 1][rate] * 1000
    return (144 if is_first else 72) * bits // _SAMPLES[version][sampling] + padding


def _is_m4a(file: IO[bytes], head: bytes) -> bool:
    """An MPEG-4 file with sound and without pictures that move."""
    if head[4:8] != b"ftyp":
        return False
    for name, at, size in _boxes(file):
        if name == b"moov":
            file.seek(at)
            movie = file.read(min(size, _MOST_MOVIE))
            return b"soun" in movie and b"vide" not in movie
    return False


def _boxes(file: IO[bytes]) -> Iterator[tuple[bytes, int, int]]:
    at, end = 0, file.seek(0, os.SEEK_END)
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return
        size, name = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
        size = size or end - at
        if size < 8:
            return
        yield name, at, size
        at += size


def _is_ogg(file: IO[bytes], head: bytes) -> bool:
    """The first page of its first stream says what it carries."""
    if len(head) < 28 or not head.startswith(b"OggS\0"):
        return False
    return head[27 + head[26] :].startswith(_AUDIO_IN_OGG)


def _is_wav(file: IO[bytes], head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WAVE" and b"fmt " in head[12:]


def _end_of(file: IO[bytes], count: int) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - count))
    return file.read(count)


_QUESTIONS = (
    (Kind.PDF, _is_pdf),
    (Kind.HWP, _is_hwp),
    (Kind.HWPX, _is_hwpx),
    (Kind.OGG, _is_ogg),
    (Kind.WAV, _is_wav),
    (Kind.M4A, _is_m4a),
    (Kind.MP3, _is_mp3),
)
