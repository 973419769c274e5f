"""A Korean font for readers whose system has none they like: the outlet installs it, nobody has to.

Pretendard (SIL Open Font License) from npm's package, in slices of which a browser fetches those it
needs. Nothing of it is in the repository. docs/decisions/0039.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "pretendard@1.3.9"
SHA512 = "PaQAADyLY5v4kYFwkpSJHbSSYIkiriY/1xXw75TKoZ9UQQqeU+tvP05yTdZAWibiIYoo8ZKtRv8PM7w0IaywSw=="
# 72 MB at a megabit a second.
DOWNLOAD_SECONDS = 600
STYLES = "font.css"
_FOLDER = "package/dist/web/variable"
_STYLES = f"{_FOLDER}/pretendardvariable-dynamic-subset.css"
_SLICES = f"{_FOLDER}/woff2-dynamic-subset/"
_LICENSE = "package/dist/LICENSE.txt"


class NotInstalled(Exception):
    """Why, in Korean."""


def is_installed(folder: Path) -> bool:
    return (folder / STYLES).is_file()


def install(folder: Path) -> int:
    """Downloads the package by npm and puts the font into `folder`, whole or not at all. Returns
    how many slices. Raises NotInstalled."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="font-") as made:
        archive = _download(Path(made))
        if _sha512(archive) != SHA512:
            raise NotInstalled(
                f"받은 {PACKAGE}의 내용이 알려진 것과 다릅니다. 설치하지 않았습니다."
            )
        font = Path(made, "font")
        slices = _unpack(archive, font)
        shutil.rmtree(folder, ignore_errors=True)
        font.rename(folder)
    return slices


def _download(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalled("npm이 없습니다. 데비안에서는 apt-get install npm 으로 설치합니다.")
    command = (npm, "pack", PACKAGE, "--silent", "--ignore-scripts")
    try:
        subprocess.run(  # noqa: S603
            command, cwd=folder, stdin=subprocess.DEVNULL, timeout=DOWNLOAD_SECONDS, check=True
        )
        return next(folder.glob("*.tgz"))
    except (subprocess.SubprocessError, StopIteration) as error:
        raise NotInstalled(f"{PACKAGE}을 받지 못했습니다: {error}") from error


def _sha512(path: Path) -> str:
    with path.open("rb") as file:
        return base64.b64encode(hashlib.file_digest(file, "sha512").digest()).decode()


def _unpack(archive: Path, font: Path) -> int:
    """The slices, the licence, and the styles that name them."""
    slices = 0
    with tarfile.open(archive) as package:
        for member in package:
            name = member.name.rpartition("/")[2]
            if member.name.startswith(_SLICES) and name.endswith(".woff2"):
                _write(package, member, font / "woff2-dynamic-subset" / name)
                slices += 1
            elif member.name == _STYLES:
                _write(package, member, font / STYLES)
            elif member.name == _LICENSE:
                _write(package, member, font / "LICENSE.txt")
    styles = font / STYLES
    # What comes late stays away until the next page: text neither waits nor moves.
    styles.write_text(styles.read_text().replace("font-display: swap", "font-display: optional"))
    return slices


def _write(package: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    content = package.extractfile(member)
    if content is None:
        raise NotInstalled(f"{PACKAGE}에 {member.name} 파일이 없습니다.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read())
