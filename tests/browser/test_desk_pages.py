"""All of the desk's screens of the sample newspaper, read by everybody who may open them."""

from collections.abc import Iterator
from typing import Literal

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from tests.browser.axe import faults
from tests.browser.layout import fits
from tests.browser.test_article_form import sign_in
from tests.builders import make_user

# CKEditor's frame of buttons, and the search field that select2 opens for a list of several.
NOT_OURS = (".cke", ".select2-search__field")
LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (390, "dark"))


def screens() -> Iterator[str]:
    """Each screen that has an address of its own; a few answer 403 or 404 to one who may not."""
    for name in ("index", "inbox", "assignments", "audit", "password_change"):
        yield reverse(f"admin:{name}")
    for model in admin.site._registry:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for way in ("changelist", "add"):
            yield from _address(f"{place}_{way}")
        row = model._default_manager.order_by("pk").first()
        if row is not None:
            yield from _address(f"{place}_change", row.pk)
    article = Article.objects.get(import_key="seed:09-stream-otter").pk
    for way in ("history", "revisions", "preview"):
        yield from _address(f"admin:articles_article_{way}", article)
    yield from _address("admin:articles_article_calendar")


def _address(name: str, *args: int) -> Iterator[str]:
    try:
        yield reverse(name, args=args)
    except NoReverseMatch:
        return


@pytest.mark.stress
def test_every_screen_of_the_desk_fits_and_can_be_read(live_server: LiveServer, page: Page) -> None:
    call_command("loaddata", "sections", "reporters", "masthead", "pages", "stories", verbosity=0)
    chief = make_user(Role.CHIEF)
    administrator = make_user(Role.ADMIN)
    seen: set[str] = set()
    for user in (chief, administrator):
        sign_in(page, live_server, user)
        for address in screens():
            seen |= _look_at(page, live_server.url + address, user)
    assert len(seen) >= 25


def _look_at(page: Page, address: str, user: User) -> set[str]:
    for width, theme in LOOKS:
        # Before the page comes: buttons of the admin fade from one theme's colour to the other's.
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        response = page.goto(address)
        assert response is not None
        assert response.status < 500, address
        if response.status != 200:
            return set()
        page.wait_for_load_state("networkidle")
        assert fits(page), (address, width)
        assert faults(page, without=NOT_OURS) == [], (address, width, theme, str(user))
    return {address}
