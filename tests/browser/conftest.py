"""Browser tests: Debian's Chromium, Korean, and a database that a live server may write to."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tools import chromium

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    executable = chromium.find()
    if executable is None:
        pytest.fail(f"Chromium is missing: apt-get install {' '.join(chromium.DEBIAN_PACKAGES)}")
    return {
        **browser_type_launch_args,
        "executable_path": executable,
        "args": chromium.arguments(),
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "ko-KR",
        "timezone_id": "Asia/Seoul",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(scope="session", autouse=True)
def _unasynchronous() -> None:
    """Playwright's loop runs in the tests' own thread, which Django would take for asynchronous
    code; up to the very end, when the test database is taken down."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _database(transactional_db: None) -> None:
    """The live server has to see what a test commits."""


@pytest.fixture(autouse=True)
def _nothing_sent_on_closing(context: BrowserContext, browser: Browser) -> Iterator[None]:
    """A form that is closed sends its unsaved text, in the middle of emptying
    the tables."""
    yield
    for each in browser.contexts:
        each.set_offline(True)
