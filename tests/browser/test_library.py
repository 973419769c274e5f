"""The library in Chromium: many pictures at once, choosing one, the focal point."""

import unicodedata
from threading import RLock
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from desk import photo_doors
from photos.looks import Alike
from photos.models import Photo
from tests.browser.test_article_form import sign_in
from tests.builders import make_photo, make_published, make_user, picture

LIST = "/admin/photos/photo/"
# A file of which a script makes an event, as the browser does of a drop or of Ctrl+V.
TRANSFER = """([bytes, name]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
  return transfer;
}"""

COUNTED = """{
  let running = 0;
  window.mostAtOnce = 0;
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (body) {
    running += 1;
    window.mostAtOnce = Math.max(window.mostAtOnce, running);
    this.addEventListener("readystatechange", () => { running -= this.readyState === 4; });
    return send.call(this, body);
  };
}"""


@pytest.fixture
def _one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live server's threads share the tests' one connection, on which transactions of several
    would end in each other."""
    lock, answer = RLock(), BaseHandler.get_response

    def locked(self: BaseHandler, request: HttpRequest) -> Any:
        with lock:
            return answer(self, request)

    monkeypatch.setattr(BaseHandler, "get_response", locked)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console says of mistakes."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def desk() -> User:
    return make_user(Role.DESK)


def file(name: str, content: bytes | None = None) -> Any:
    given = picture().getvalue() if content is None else content
    return {"name": name, "mimeType": "image/jpeg", "buffer": given}


@pytest.mark.usefixtures("_one_at_a_time")
def test_many_go_up_at_once_and_those_that_fail_hold_nobody_up(
    page: Page,
    live_server: LiveServer,
    desk: User,
    complaints: list[str],
    monkeypatch: Any,
) -> None:
    known = make_photo(caption="있던 사진")
    monkeypatch.setattr(
        photo_doors,
        "find_alike",
        lambda photo, user: [Alike(known, is_exact=True)] if photo.width == 61 else [],
    )
    cut = iter([True])
    page.route("**/upload/", lambda route: route.abort() if next(cut, False) else route.continue_())
    page.add_init_script(COUNTED)
    sign_in(page, live_server, desk)
    page.goto(live_server.url + LIST)
    taken_apart = unicodedata.normalize("NFD", "한강.jpg")
    alike = file("같은 사진.jpg", picture(size=(61, 40)).getvalue())
    good = [file(taken_apart), file("둘.jpg"), file("셋.jpg")]
    page.locator("[data-files]").first.set_input_files([*good, file("깨진 파일.jpg", b"no"), alike])
    tally = page.locator("[data-tally]")
    expect(tally).to_have_text(
        "2장 올림 · 1장은 이미 있는 사진인지 살펴봐 주세요 · 2장은 올리지 못함"
    )
    assert page.evaluate("window.mostAtOnce") == 3
    cards = page.locator(".arrival")
    expect(cards.nth(0).locator(".arrival-name")).to_have_text("한강.jpg")
    expect(cards.nth(0)).to_contain_text("서버에 닿지 못했습니다")
    expect(cards.nth(3)).to_contain_text("읽을 수 없습니다")
    cards.nth(0).get_by_role("button", name="다시 올리기").click()
    expect(cards.nth(4)).to_contain_text("있던 사진")
    cards.nth(4).get_by_role("button", name="그래도 올리기").click()
    expect(tally).to_have_text("4장 올림 · 1장은 올리지 못함")

    # Dropped on the page, and pasted.
    transfer = page.evaluate_handle(TRANSFER, [list(picture().getvalue()), "끌어온.jpg"])
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    pasted = "(data) => document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}))"
    page.evaluate(pasted, transfer)
    expect(tally).to_have_text("6장 올림 · 1장은 올리지 못함")

    everything = page.locator("[data-all]")
    everything.get_by_label("출처").fill("홍길동 기자")
    everything.get_by_role("button").click()
    expect(everything).to_contain_text("6장에 채워 저장했습니다.")
    caption = cards.nth(1).get_by_label("사진 설명")
    caption.fill("가온천")
    caption.press("Enter")
    expect(cards.nth(1)).to_contain_text("저장했습니다")
    assert Photo.objects.filter(credit="홍길동 기자").count() == 6
    assert Photo.objects.filter(caption="가온천", credit="홍길동 기자").count() == 1

    # Whoever leaves while one is under way is asked.
    page.unroute_all()
    page.route("**/upload/", lambda route: None)
    page.locator("[data-files]").first.set_input_files(file("넷.jpg"))
    expect(tally).to_contain_text("1장 올리는 중")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert all("Failed to load resource" in text for text in complaints)


def test_pictures_are_chosen_in_order_and_a_doubtful_one_is_asked_about(
    page: Page,
    live_server: LiveServer,
    desk: User,
    complaints: list[str],
) -> None:
    _, town, old = (make_photo(caption=name) for name in ("나무", "마을", "오래된 나무"))
    make_published(lead_photo_id=old.pk)
    Photo.objects.filter(pk=old.pk).update(is_reuse_forbidden=True)
    sign_in(page, live_server, desk)
    page.goto(live_server.url + LIST)

    def choose() -> None:
        page.evaluate(
            "import('/static/desk/media/chooser.js').then((module) => {"
            "  window.chosen = module.choosePhotos({ multiple: true });"
            "})"
        )
        expect(window.get_by_role("button", name="나무", exact=True)).to_be_visible()

    window = page.get_by_role("dialog", name="사진 고르기")
    choose()
    expect(window.get_by_role("searchbox")).to_be_focused()
    window.get_by_role("searchbox").fill("나무")
    expect(window.locator(".chooser-tile")).to_have_count(2)
    window.get_by_role("button", name="오래된 나무").click()
    window.get_by_role("searchbox").fill("마을")
    # What was chosen stays in sight.
    expect(window.locator(".chooser-name")).to_have_text(["오래된 나무", "마을"])
    window.get_by_role("button", name="마을").click()
    other = picture(size=(61, 40)).getvalue()
    window.locator("input[type=file]").set_input_files(file("새 사진.jpg", other))
    expect(window.get_by_role("button", name="3장 쓰기")).to_be_enabled()
    window.get_by_label("사진 설명").fill("방금 올린 것")
    window.get_by_role("button", name="3장 쓰기").click()
    asked = window.get_by_role("alertdialog")
    expect(asked).to_contain_text("오래된 나무")
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    window.get_by_role("button", name="3장 쓰기").click()
    asked.get_by_role("button", name="그래도 쓰기").click()
    expect(window).to_have_count(0)
    chosen = page.evaluate("window.chosen")
    assert [photo["caption"] for photo in chosen] == ["오래된 나무", "마을", "방금 올린 것"]
    assert chosen[1]["address"] == town.get_absolute_url()

    choose()
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    assert page.evaluate("window.chosen") == []
    assert not complaints


def test_the_focal_point_is_set_by_a_press_and_by_keys(
    page: Page,
    live_server: LiveServer,
    desk: User,
    complaints: list[str],
) -> None:
    photo = make_photo()
    sign_in(page, live_server, desk)
    page.goto(f"{live_server.url}{LIST}{photo.pk}/change/")
    frame = page.locator("[data-frame]")
    mark = page.get_by_role("button", name="초점")
    box = frame.bounding_box()
    assert box is not None
    frame.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.2})
    expect(mark).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    square = page.locator("[data-crop='1:1'] img")
    # 60 × 40: as far right as the edge allows.
    assert square.evaluate("image => image.style.left") == "-50%"
    page.locator("[name=_save]").click()
    page.wait_for_url(f"**{LIST}")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (89, 30)
    assert not complaints
