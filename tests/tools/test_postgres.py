from pathlib import Path

import pytest

from tools import postgres


def test_without_postgresql_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    with pytest.raises(postgres.Unavailable, match="not installed"), postgres.cluster():
        pass


def test_a_cluster_that_does_not_start_leaves_no_folder_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("initdb", "postgres"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho out of luck\nexit 1\n")
        program.chmod(0o755)
    folder = tmp_path / "cluster"
    folder.mkdir()
    monkeypatch.setattr(postgres, "find_programs", lambda: tmp_path)
    monkeypatch.setattr(postgres, "_enterable_folder", lambda: folder)
    monkeypatch.setattr(postgres, "_unprivileged", lambda: None)
    with pytest.raises(postgres.Unavailable, match="out of luck"), postgres.cluster():
        pass
    assert not folder.exists()
