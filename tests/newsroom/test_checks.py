import pytest

from newsroom import checks


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_versions_with_the_race_are_known(version: tuple[int, ...], mended: bool) -> None:
    assert checks.is_mended(version) is mended


def test_it_speaks_only_of_sqlite(monkeypatch) -> None:
    monkeypatch.setattr(checks.sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(checks, "vendor", lambda: "sqlite")
    assert [message.id for message in checks.check_sqlite()] == ["newsroom.I001"]
    monkeypatch.setattr(checks, "vendor", lambda: "postgresql")
    assert checks.check_sqlite() == []
