import sys
from pathlib import Path

import pytest

from tools.checks import Checks, Part


@pytest.fixture
def checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checks:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@elsewhere/theirs")
    return Checks(tmp_path)


def test_it_goes_on_after_a_failure_and_fails_in_the_end(checks: Checks) -> None:
    checks.run("bad", sys.executable, "-c", "raise SystemExit(3)")
    checks.run("good", sys.executable, "-c", "")
    assert [result.outcome for result in checks.results] == ["FAILED (exit 3)", "passed"]
    assert checks.summary() == 1


def test_parts_that_run_together_are_told_apart(
    checks: Checks, capsys: pytest.CaptureFixture[str]
) -> None:
    def part(name: str, code: str) -> Part:
        return Part(name, (sys.executable, "-c", code))

    checks.run_together(
        part(
            "bad", "print('one'); import time; time.sleep(0.3); print('two'); raise SystemExit(3)"
        ),
        part("good", "print('three')"),
        part("last", "import sys; print('four', file=sys.stderr)"),
    )
    said = capsys.readouterr().out
    assert "=== bad ===\none\ntwo\n" in said
    assert "=== good ===\nthree\n" in said
    assert "=== last ===\nfour\n" in said
    outcomes = {result.part: result.outcome for result in checks.results}
    assert outcomes == {"bad": "FAILED (exit 3)", "good": "passed", "last": "passed"}
    assert checks.summary() == 1


def test_what_cannot_run_is_named_and_fails_only_under_ci(
    checks: Checks, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    checks.leave_out("browser tests", why="Chromium is not installed", how="apt-get install it")
    assert checks.summary() == 0
    said = capsys.readouterr().out
    assert "NOT RUN: browser tests: Chromium is not installed. apt-get install it" in said
    monkeypatch.setenv("CI", "true")
    assert checks.summary() == 1


def test_what_a_developer_exported_does_not_leak_in(checks: Checks) -> None:
    checks.run("env", sys.executable, "-c", "import os; assert 'DATABASE_URL' not in os.environ")
    assert checks.summary() == 0
