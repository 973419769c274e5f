"""Broken, hostile and changed files: refused with a sentence or taken in as nothing but pixels.

`make test` tries a few of each, `make stress` five thousand in a process whose memory is measured.
"""

import io
import random
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from photos import uploads
from tests.builders import picture
from tests.photos.test_looks import drawn, filed
from tests.photos.test_uploads import swapped_profile

pytestmark = pytest.mark.any_database

MOST_SECONDS = 5
MOST_MEMORY = 300 * 1024 * 1024
SCRIPT = b"<html><script>alert(1)</script><?php system($_GET[0]); ?>"


def seeds() -> dict[str, bytes]:
    image = drawn(1, (240, 160))
    exif = image.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    animation = [drawn(number, (60, 40)) for number in range(4)]
    return {
        "jpeg": filed(image, exif=exif, comment=SCRIPT).getvalue(),
        "progressive": filed(image, progressive=True).getvalue(),
        "cmyk": filed(image.convert("CMYK")).getvalue(),
        "several": filed(image, "MPO", save_all=True, append_images=animation).getvalue(),
        "png": filed(image, "PNG").getvalue(),
        "palette": filed(image.convert("P"), "PNG", transparency=0).getvalue(),
        "webp": filed(image, "WEBP", exif=exif).getvalue(),
        "lossless": filed(image.convert("RGBA"), "WEBP", lossless=True).getvalue(),
        "gif": filed(image, "GIF").getvalue(),
        "animation": filed(
            animation[0], "GIF", save_all=True, append_images=animation[1:]
        ).getvalue(),
        "heic": filed(image, "HEIF", exif=exif).getvalue(),
    }


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def composed() -> Iterator[tuple[str, bytes]]:
    """What no accident makes."""
    known = seeds()
    bomb = zlib.compress(b"\0" * 60_000_000, 9)
    yield "too many pixels", png(60_000, 60_000, (b"IDAT", bomb))
    yield "just too many", png(7072, 7072, (b"IDAT", bomb))
    yield "more data than pixels", png(10, 10, (b"IDAT", bomb))
    yield "a profile that unpacks for ever", png(10, 10, (b"iCCP", b"x\0\0" + bomb), (b"IDAT", b""))
    yield "a note that unpacks for ever", png(10, 10, (b"zTXt", b"x\0\0" + bomb), (b"IDAT", b""))
    yield "a thousand notes", png(10, 10, *[(b"tEXt", b"k\0v")] * 1000, (b"IDAT", b""))
    yield "no pixels at all", png(0, 0, (b"IDAT", b""))
    yield "a gif of 65535 squared", b"GIF89a\xff\xff\xff\xff\0\0\0," + b"\0" * 40
    frame = b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0"
    head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"
    yield "ten thousand frames", head + frame * 10_000 + b";"
    for name, content in known.items():
        yield f"{name} with a page behind it", content + SCRIPT
        yield f"a page before {name}", SCRIPT + content
        yield f"{name} twice", content * 2
        yield f"half of {name}", content[: len(content) // 2]
        yield f"{name} in zeros", content[:64] + b"\0" * 5000
        yield f"{name} in ones", content[:64] + b"\xff" * 5000
    for name, content in {
        "a page": SCRIPT,
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "svg in jpeg": b"\xff\xd8\xff<svg onload=alert(1)>",
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run",
        "nothing": b"",
        "one byte": b"\xff",
        "zeros": b"\0" * 100_000,
    }.items():
        yield name, content
    # A directory of camera data that is its own next one.
    loop = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"
    yield (
        "camera data in a ring",
        (b"\xff\xd8\xff\xe1" + struct.pack(">H", len(loop) + 2) + loop + known["jpeg"][2:]),
    )


def changed(count: int, start: int = 0) -> Iterator[tuple[str, bytes]]:
    """`count` files with bytes flipped, cut out, repeated and swapped; the same ones each time."""
    known = list(seeds().items())
    for number in range(start, start + count):
        chance = random.Random(number)
        name, content = known[number % len(known)]
        data = bytearray(content)
        for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
            # Heads more often than pixels: there the decoders decide.
            end = len(data) if chance.random() < 0.4 else min(len(data), 400)
            at, length = chance.randrange(end), chance.randrange(1, 40)
            match chance.randrange(5):
                case 0:
                    data[at] ^= 1 << chance.randrange(8)
                case 1:
                    del data[at : at + length]
                case 2:
                    data[at:at] = data[at : at + length]
                case 3:
                    data[at : at + length] = chance.randbytes(length)
                case _:
                    data[at : at + 4] = chance.choice(
                        (b"\0\0\0\0", b"\xff" * 4, b"\x7f\xff\xff\xff")
                    )
            if not data:
                data = bytearray(b"\0")
        yield f"{name} {number}", bytes(data)


def complaint(content: bytes) -> str:
    """What is wrong with how the file was taken, "" if nothing is."""
    began = time.monotonic()
    try:
        picture = uploads.read(io.BytesIO(content))
    except ValidationError as error:
        said = " ".join(error.messages)
        wrong = "" if "올릴 수 있습니다" in said or "올려 주세요" in said else f"said {said}"
    else:
        wrong = unsafe(picture)
    seconds = time.monotonic() - began
    return wrong or (f"took {seconds:.1f} s" if seconds > MOST_SECONDS else "")


def unsafe(picture: uploads.Picture) -> str:
    with Image.open(io.BytesIO(picture.data)) as image:
        image.load()
        told = {"exif", "icc_profile", "comment", "xmp", "XML:com.adobe.xmp"} & set(image.info)
        # GIF and JPEG say something of their own; what they were sent with isn't in it.
        if told or image.getexif() or getattr(image, "n_frames", 1) != 1:
            return f"kept {told or 'camera data or frames'}"
    return "kept text" if b"script" in picture.data or b"php" in picture.data else ""


def test_composed_files_do_no_harm() -> None:
    found = {name: wrong for name, content in composed() if (wrong := complaint(content))}
    assert found == {}


def test_some_changed_files_do_no_harm() -> None:
    found = {name: wrong for name, content in changed(120) if (wrong := complaint(content))}
    assert found == {}


def test_the_untouched_ones_are_taken() -> None:
    """Else everything above might have been refused for one and the same reason."""
    for name, content in seeds().items():
        assert unsafe(uploads.read(io.BytesIO(content))) == "", name


def largest() -> Iterator[tuple[str, bytes]]:
    """Sound ones with as many pixels as may be, and most of what a decoder takes for each."""
    size = (8600, 5800)
    image = drawn(1).resize(size)
    exif = image.getexif()
    exif[0x0112] = 6
    yield "jpeg", filed(image, exif=exif).getvalue()
    coarse = filed(image, exif=exif, progressive=True, subsampling=2).getvalue()
    yield "progressive", coarse
    yield "cmyk", filed(image.convert("CMYK"), exif=exif).getvalue()
    yield "png", filed(image, "PNG", exif=exif, compress_level=1).getvalue()
    yield "gif", filed(image.convert("P"), "GIF").getvalue()
    yield "heic", filed(image, "HEIF", quality=40).getvalue()
    clear = image.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(size))
    yield "clear png", filed(clear, "PNG", exif=exif, compress_level=1).getvalue()
    whole = image.resize((6080, 4100))
    yield "whole jpeg", filed(whole, exif=exif, icc_profile=swapped_profile()).getvalue()
    yield "whole png", filed(whole, "PNG", exif=exif, icc_profile=swapped_profile()).getvalue()
    yield "whole gif", filed(whole, "GIF").getvalue()
    yield "whole webp", filed(whole.resize((4800, 3200)), "WEBP", exif=exif, method=0).getvalue()


def peak_memory() -> int:
    """The most bytes that this process has held. What getrusage tells is no less than what the
    process that started this one held then."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


ONE = """
import django, sys
django.setup()
from tests.photos import test_hostile_files as trial
sys.exit(trial.read_one(sys.argv[1]))
"""


def read_one(path: str) -> str | None:
    """In a process of its own: how much memory and how many seconds it took, told on stdout."""
    uploads.read(picture())
    content = Path(path).read_bytes()
    before, began = peak_memory(), time.monotonic()
    uploads.read(io.BytesIO(content))
    sys.stdout.write(f"{peak_memory() - before} {time.monotonic() - began}")
    return None


@pytest.mark.stress
def test_the_largest_pictures_in_little_memory(tmp_path: Path) -> None:
    found = {}
    for name, content in largest():
        file = tmp_path / "picture"
        file.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-c", ONE, str(file)], capture_output=True, text=True
        )
        assert done.returncode == 0, f"{name}: {done.stderr[-2000:]}"
        more, seconds = map(float, done.stdout.split())
        found[name] = f"+{more / 2**20:.0f} MB, {seconds:.1f} s"
        assert more < MOST_MEMORY, found
        assert seconds < MOST_SECONDS, found
    sys.stdout.write(f"{found}\n")


TRIAL = """
import django, sys
django.setup()
from tests.photos import test_hostile_files as trial
sys.exit(trial.run(int(sys.argv[1]), int(sys.argv[2])))
"""


def run(start: int, count: int) -> str | None:
    """In a process of its own: what went wrong, None if nothing did."""
    for content in seeds().values():
        uploads.read(io.BytesIO(content))
    before = peak_memory()
    slowest = 0.0
    for name, content in [*composed(), *changed(count, start)]:
        began = time.monotonic()
        if wrong := complaint(content):
            return f"{name}: {wrong}"
        slowest = max(slowest, time.monotonic() - began)
    more = peak_memory() - before
    sys.stdout.write(f"{count} files, slowest {slowest:.2f} s, memory +{more / 2**20:.0f} MB\n")
    return f"memory +{more}" if more > MOST_MEMORY else None


@pytest.mark.stress
@pytest.mark.parametrize("start", range(0, 5000, 1000))
def test_five_thousand_changed_files_in_little_memory(start: int) -> None:
    command = [sys.executable, "-c", TRIAL, str(start), "1000"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
