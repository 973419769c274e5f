"""Searching, as a reader does it."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.axe import ADVISED, faults
from tests.browser.layout import fits
from tests.builders import make_published, make_reporter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_suggestions_come_while_typing_and_are_chosen_by_keys(
    live_server: LiveServer, page: Page
) -> None:
    reporter = make_reporter("도서광")
    story = make_published(title="새 도서관 문 열어", tags=("도서관",), reporter_ids=(reporter.pk,))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/search/")
    field = page.get_by_role("combobox", name="찾을 말")
    field.press_sequentially("도서")
    options = page.get_by_role("option")
    expect(options).to_have_text(["기자 도서광", "태그 #도서관", "기사 새 도서관 문 열어"])
    expect(field).to_have_attribute("aria-expanded", "true")
    assert fits(page)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        assert faults(page, rules=ADVISED) == []
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "search-suggestion-1")
    field.press("ArrowUp")
    field.press("ArrowUp")
    # Back in the field, and up again from the last.
    expect(page.locator('[aria-selected="true"]')).to_have_count(0)
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url(f"**{story.get_absolute_url()}")


def test_escape_closes_them_and_enter_searches_what_was_typed(
    live_server: LiveServer, page: Page
) -> None:
    make_published(title="새 도서관 문 열어", tags=("도서관",))
    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="기사 찾기").click()
    field = page.get_by_role("combobox", name="찾을 말")
    field.press_sequentially("도서관")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("Escape")
    # What is still on its way comes no more, and what was typed stays.
    asked = "**/search/suggestions/**"
    page.route(asked, lambda route: None)
    for key in ("Tab", "Escape"):
        with page.expect_request(asked):
            field.press("ArrowDown")
        with page.expect_event("requestfailed"):
            field.press(key)
    page.unroute(asked)
    expect(field).to_have_value("도서관")
    field.press("Enter")
    expect(page.locator("mark")).to_have_text(["도서관", "도서관"])
    # The next letter brings them back, leaving the field takes them away.
    field.press_sequentially(" ")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
