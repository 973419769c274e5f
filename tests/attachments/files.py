"""The smallest files of each kind that are taken in, made here."""

import struct

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def hwp(said: bytes = b"HWP Document File") -> bytes:
    """A compound file with one small stream: tables, directory, pieces of the small stream."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, 1, 1, 0, 4096, 3, 1, end, 0)
    struct.pack_into("<109I", header, 76, 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, end, end, *[free] * 124)
    small_table = struct.pack("<128I", 1, 2, 3, end, *[free] * 124)

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        written = name.encode("utf-16-le") + b"\0\0"
        found = bytearray(128)
        found[: len(written)] = written
        struct.pack_into("<HB", found, 64, len(written), kind)
        struct.pack_into("<II", found, 116, start, size)
        return bytes(found)

    directory = entry("Root Entry", 5, 2, 256) + entry("FileHeader", 2, 0, 256) + bytes(256)
    small = said.ljust(512, b"\0")
    return bytes(header) + table + directory + small + small_table


def hwpx(kind: bytes = b"application/hwp+zip", *, flags: int = 0, method: int = 0) -> bytes:
    name = b"mimetype"
    local = struct.pack(
        "<4sHHHHHIIIHH", b"PK\x03\x04", 20, flags, method, 0, 0, 0, len(kind), len(kind), 8, 0
    )
    return local + name + kind + b"PK\x05\x06" + bytes(18)


def mp3(*, frames: int = 3, words: bytes = b"") -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    size = bytes(len(words) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return (b"ID3\x03\0\0" + size + words if words else b"") + frame * frames


def m4a(handler: bytes = b"soun") -> bytes:
    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), name) + content

    moov = box(b"moov", box(b"hdlr", bytes(8) + handler + bytes(13)))
    return box(b"ftyp", b"M4A \0\0\0\0") + box(b"mdat", bytes(64)) + moov


def ogg(codec: bytes = b"OpusHead") -> bytes:
    return b"OggS\0\x02" + bytes(20) + b"\x01\x13" + codec + bytes(11)


def wav() -> bytes:
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    return (
        b"RIFF"
        + struct.pack("<I", 44)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + b"data\x08\0\0\0"
        + bytes(8)
    )


ALL = {
    "pdf": PDF,
    "hwp": hwp(),
    "hwpx": hwpx(),
    "mp3": mp3(),
    "m4a": m4a(),
    "ogg": ogg(),
    "wav": wav(),
}
