"""The font that an outlet may install for its readers; without it, pages name none."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from newsroom import site_font

STYLES = "@font-face {\n\tfont-display: swap;\n\tsrc: url(./woff2-dynamic-subset/A.0.woff2);\n}\n"
FILES = {
    "package/dist/web/variable/pretendardvariable-dynamic-subset.css": STYLES,
    "package/dist/web/variable/woff2-dynamic-subset/A.0.woff2": "조각",
    "package/dist/web/variable/woff2/Whole.woff2": "전체",
    "package/dist/web/static/woff2-dynamic-subset/B.0.woff2": "다른 것",
    "package/dist/LICENSE.txt": "OFL",
}


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.SITE_FONT_ROOT = tmp_path / "font"
    return tmp_path / "font"


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """Instead of npm's download."""

    def download(into: Path) -> Path:
        path = into / "font.tgz"
        with tarfile.open(path, "w:gz") as package:
            for name, text in FILES.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(text.encode())
                package.addfile(entry, io.BytesIO(text.encode()))
        return path

    monkeypatch.setattr(site_font, "_download", download)
    return download


def test_slices_and_licence_are_installed_and_never_hold_text_up(
    folder: Path, packed: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_font, "_sha512", lambda path: site_font.SHA512)
    call_command("install_font", verbosity=0)
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert found == {"font.css", "LICENSE.txt", "woff2-dynamic-subset/A.0.woff2"}
    assert "font-display: optional" in (folder / "font.css").read_text()
    assert site_font.is_installed(folder)
    call_command("install_font", "--remove", verbosity=0)
    assert not site_font.is_installed(folder)


def test_another_package_than_the_known_one_is_refused_and_leaves_what_was(
    folder: Path, packed: Callable[[Path], Path]
) -> None:
    folder.mkdir()
    (folder / "font.css").write_text("먼저")
    with pytest.raises(CommandError, match="알려진 것과 다릅니다"):
        call_command("install_font", verbosity=0)
    assert (folder / "font.css").read_text() == "먼저"
    assert [path.name for path in folder.parent.iterdir()] == ["font"]


def test_a_machine_without_npm_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="npm이 없습니다"):
        call_command("install_font", verbosity=0)
    assert not folder.exists()


@pytest.mark.django_db
@pytest.mark.any_database
def test_pages_name_the_font_only_where_it_is(client: Client, settings: LazySettings) -> None:
    assert "font/font.css" not in client.get("/corrections/").content.decode()
    settings.HAS_SITE_FONT = True
    html = client.get("/pages/none/").content.decode()
    assert "/static/font/font.css" in html
    # Drawn without waiting for it.
    assert html.index("</footer>") < html.index("font/font.css")
