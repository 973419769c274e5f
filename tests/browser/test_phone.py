"""A story filed from a phone: touch, a narrow screen, and a keyboard that takes half of it."""

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from articles.states import Status
from tests.browser.layout import fits
from tests.browser.test_article_form import EDITOR, errors, open_form, reporter, sign_in
from tests.builders import picture
from tests.desk.article_pages import add_url

__all__ = ["errors", "reporter"]

PARAGRAPHS = ("소방차 세 대가 왔다.", "다친 사람은 없다.", "불은 20분 만에 꺼졌다.")
FINGER = 44
# What is touched: labels stand for their boxes, and links in sentences are as high as their line.
SMALL = """finger => [...document.querySelectorAll(
        ".write :is(button, select, summary, input:not([type=hidden], [type=checkbox])), " +
        ".write :is(.choices, .field-check) label, #header a, a.cke_button, a.cke_combo_button")]
    .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width && (width < finger || height < finger))
    .map(([html]) => html)"""


@pytest.mark.browser_context_args(
    viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2
)
def test_a_photo_and_three_paragraphs_are_filed_in_six_touches(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    touches: list[str] = []

    def touch(what: str) -> None:
        page.tap(what)
        touches.append(what)

    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    assert fits(page)
    assert page.evaluate(SMALL, FINGER) == []
    # One row of tools, to be pushed sideways.
    tools = page.locator(".cke_top")
    assert tools.evaluate("top => top.offsetHeight") < 2 * FINGER
    assert tools.evaluate("top => top.scrollWidth > top.clientWidth")
    camera = page.locator("[name=photo_file]")
    expect(camera).to_have_attribute("accept", "image/*")
    bar = page.locator(".write-bar-buttons")
    expect(bar).to_be_in_viewport()
    expect(page.get_by_role("button", name="송고")).to_have_count(1)
    expect(page.get_by_text("저장하고 다음 처리")).to_be_hidden()

    touch("#id_title")
    page.keyboard.type("가온동 창고에 불")
    touch(EDITOR)
    page.set_viewport_size({"width": 390, "height": 430})
    expect(bar).to_be_hidden()
    for paragraph in PARAGRAPHS:
        page.keyboard.type(paragraph)
        if paragraph != PARAGRAPHS[-1]:
            page.keyboard.press("Enter")
    caret = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert 0 < caret < 430
    page.set_viewport_size({"width": 390, "height": 844})
    expect(bar).to_be_visible()

    with page.expect_file_chooser() as chosen:
        touch("[name=photo_file]")
    content = picture().getvalue()
    chosen.value.set_files(FilePayload(name="IMG_0001.jpg", mimeType="image/jpeg", buffer=content))
    touches.append("the camera's own button")
    touch("#id_lead_caption")
    page.keyboard.type("연기가 오르는 창고")
    assert fits(page)
    touch(".write-bar-buttons .act-main")

    expect(page.locator(".messagelist")).to_contain_text("송고했습니다.")
    assert fits(page)
    assert len(touches) == 6
    article = Article.objects.get()
    assert article.status == Status.SUBMITTED
    assert article.body == "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    assert article.lead_photo is not None
    assert article.lead_photo.caption == "연기가 오르는 창고"
    page.goto(f"{live_server.url}/admin/photos/photo/")
    assert fits(page)
    assert errors == []
