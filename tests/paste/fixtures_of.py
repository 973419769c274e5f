"""The clipboards in tests/paste/fixtures."""

from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures"
# A picture in the library, for the places that clean.js leaves for pictures.
PHOTO = "/photos/0123456789abcdef0123456789abcdef.jpg"


def clipboards() -> list[Path]:
    found = [*FOLDER.glob("*.html"), *FOLDER.glob("*.txt")]
    return sorted(path for path in found if not path.name.endswith(".clean.html"))


def text_of(path: Path) -> str:
    return path.read_bytes().decode()


def beside(path: Path, ending: str) -> Path:
    """The file of the same fixture with another ending."""
    return path.with_name(path.stem + ending)
