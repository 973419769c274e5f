import unicodedata
from pathlib import Path

import pytest

from imports.files import Unreadable, decoded, read_text
from tests.imports.documents import PAGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_same_text_whatever_wrote_it(encoding: str, line_end: str, form: str) -> None:
    text = unicodedata.normalize(form, PAGE).replace("\n", line_end)
    assert decoded(text.encode(encoding), "page.txt") == PAGE


def test_euc_kr_is_read_as_cp949() -> None:
    text = PAGE.replace("\u00a0", "").replace("강변", "똠방각하 펲시")
    assert decoded(text.encode("cp949"), "page.txt") == text


def test_an_encoding_named_is_taken() -> None:
    assert decoded(PAGE.encode("utf-8"), "page.txt", "utf-8") == PAGE
    with pytest.raises(Unreadable, match=r"page\.txt: .*ascii"):
        decoded(PAGE.encode("utf-8"), "page.txt", "ascii")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
        bytes(range(1, 32)) * 20,
        PAGE.encode("utf-8")[:-5] + b"\xff\xfe" + b"\xed\x95",
        PAGE.encode("utf-8") + b"\x00",
        bytes(range(256)) * 3,
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^page\.txt: "):
        decoded(data, "page.txt")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt", Path("/dev/null"), Path("a\x00b")):
        with pytest.raises(Unreadable):
            read_text(path)
