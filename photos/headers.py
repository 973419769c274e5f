"""What the first bytes of a file tell before any decoder sees it."""

_JPEG, _PNG, _GIF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
# What people send for a picture; the first that begins so.
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"II*\0\x10\0\0\0CR", "카메라 원본(RAW)"),
    (b"II*\0", "TIFF나 카메라 원본(RAW)"),
    (b"MM\0*", "TIFF나 카메라 원본(RAW)"),
    (b"FUJIFILMCCD-RAW", "카메라 원본(RAW)"),
    (b"IIU\0", "카메라 원본(RAW)"),
    (b"IIRO", "카메라 원본(RAW)"),
    (b"IIRS", "카메라 원본(RAW)"),
    (b"BM", "BMP"),
    (b"8BPS", "포토샵(PSD)"),
    (b"%!PS", "EPS"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"PK\x03\x04", "압축"),
    (b"\xd0\xcf\x11\xe0", "한글이나 오피스 문서"),
    (b"\x1aE\xdf\xa3", "동영상"),
    (b"\0\0\x01\xba", "동영상"),
    (b"FLV", "동영상"),
    (b"ID3", "소리"),
    (b"OggS", "소리"),
)
_START_OF_SCAN, _START_OF_PROGRESSIVE = 0xDA, (0xC2, 0xC6, 0xCA, 0xCE)
_FRAMES = frozenset({0xC0, 0xC1, 0xC9}) | set(_START_OF_PROGRESSIVE)


def is_heic(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS


def is_ours(content: bytes) -> bool:
    """Whether it begins as one of the kinds that are taken in."""
    if content.startswith((_JPEG, _PNG, *_GIF)) or _is_webp(content):
        return True
    return is_heic(content) and not _names_avif(content)


def name_of_other(content: bytes) -> str:
    """In Korean, of a kind that is not taken in; "" for what isn't known."""
    start = content[:1024].lower()
    if b"<svg" in start:
        return "SVG"
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<!doctype", b"<html")):
        return "웹 문서"
    if content[4:8] == b"ftyp":
        if _names_avif(content):
            return "AVIF"
        return "카메라 원본(RAW)" if content[8:12] == b"crx " else "동영상"
    if content.startswith(b"RIFF"):
        return "소리" if content[8:12] == b"WAVE" else "동영상"
    return next((name for beginning, name in _OTHERS if content.startswith(beginning)), "")


def webp_canvas(content: bytes) -> tuple[int, int] | None:
    """Its width and height as the header has them; None for what is no WebP."""
    if not _is_webp(content):
        return None
    match content[12:16]:
        case b"VP8X":
            return 1 + _number(content[24:27]), 1 + _number(content[27:30])
        case b"VP8L":
            bits = _number(content[21:25])
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            return _number(content[26:28]) & 0x3FFF, _number(content[28:30]) & 0x3FFF


def is_held_whole(content: bytes) -> bool:
    """Whether a JPEG's decoder has to hold all of it before the first line is ready: it is
    progressive, or its colours come one after the other."""
    at, colours = 2, 0
    while at + 4 < len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        if kind == 0xFF:  # filling
            at += 1
            continue
        if kind in _START_OF_PROGRESSIVE:
            return True
        if kind in _FRAMES and at + 9 < len(content):
            colours = content[at + 9]
        if kind == _START_OF_SCAN:
            return content[at + 4] < colours
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    # No decoder finds its way through either, or one that is more patient: as if it were.
    return True


def _is_webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _names_avif(content: bytes) -> bool:
    length = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[at : at + 4] for at in range(16, length, 4)} | {content[8:12]}
    return bool(brands & _AVIF_BRANDS)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
