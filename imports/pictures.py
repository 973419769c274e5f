"""Pictures that lie beside an imported file."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

from accounts.models import User
from accounts.permissions import Task, can_do
from imports.directory import NotFound
from photos import removal, uploads
from photos.models import Photo


def store(folder: Path, name: str, *, by: User | None, caption: str) -> Photo:
    """The picture `name` of the folder or below, as a new photo.

    Raises NotFound, and ValidationError when it is no picture.
    """
    if by is not None and not can_do(by, Task.UPLOAD_PHOTO):
        raise NotFound(f"{by.display_name} 계정에는 사진을 올릴 권한이 없습니다.")
    try:
        file = _path(folder, name).open("rb")
    except OSError:
        raise NotFound(f"사진을 읽을 수 없습니다: {name[:100]}") from None
    with file:
        return uploads.store(file, by=by, caption=caption)


def discard(photos: list[Photo]) -> None:
    """The files of photos whose rows were rolled back."""
    for photo in photos:
        removal.remove_files(photo)


def _path(folder: Path, name: str) -> Path:
    """The file of that name, never outside the folder, whatever links stand in between."""
    is_inside = not (
        PurePosixPath(name).is_absolute()
        or PureWindowsPath(name).anchor
        or ".." in PureWindowsPath(name).parts
    )
    if not is_inside:
        raise NotFound(f"사진은 파일과 같은 폴더나 그 아래에 있어야 합니다: {name[:100]}")
    root = folder.resolve()
    # Korean names come decomposed from macOS, in the list or on the disk.
    for spelling in (name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))):
        path = (root / spelling).resolve()
        if not path.is_relative_to(root):
            raise NotFound(f"사진은 파일과 같은 폴더나 그 아래에 있어야 합니다: {name[:100]}")
        if path.is_file():
            return path
    raise NotFound(f"사진 파일이 없습니다: {name[:100]}")
