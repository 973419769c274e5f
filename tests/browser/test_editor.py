"""What reporters do with pictures in the body's editor, in Chromium."""

import base64

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from photos.models import Photo
from tests.browser.test_article_form import EDITOR, errors, open_form, reporter, sign_in
from tests.builders import make_photo
from tests.desk.article_pages import add_url
from tests.photos.test_looks import drawn, filed

__all__ = ["errors", "reporter"]

DATA = "CKEDITOR.instances.id_body.getData()"
DROP = """({ data, onto }) => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "바탕화면.jpg", { type: "image/jpeg" }));
    const target = document.querySelector(onto);
    const box = target.getBoundingClientRect();
    const [clientX, clientY] = [box.left + 4, box.top + box.height / 2];
    const options = { dataTransfer: transfer, bubbles: true, cancelable: true, clientX, clientY };
    for (const name of ["dragenter", "dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(name, options));
    }
}"""


def write(page: Page, *lines: str) -> None:
    page.click(EDITOR)
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def test_a_photo_of_the_library_comes_with_its_words_which_are_edited_in_place(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    photo = make_photo(reporter, caption="도서관 앞", credit="예시신문")
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.fill("#id_title", "사진이 든 기사")
    write(page, "첫 문단", "둘째 문단")
    before = page.evaluate(DATA)

    page.get_by_role("button", name="사진", exact=True).click()
    window = page.get_by_role("dialog", name="사진 고르기")
    window.locator(".chooser-tile").click()
    window.get_by_role("button", name="1장 쓰기").click()
    figure = page.locator(f"{EDITOR} figure.photo")
    expect(figure.locator("figcaption")).to_have_text("도서관 앞")
    stored = (
        f'<figure class="photo"><img alt="" height="40" src="{photo.get_absolute_url()}" width="60" />'
        "<figcaption>도서관 앞</figcaption></figure>"
    )
    assert stored in page.evaluate(DATA).replace("\n", "")

    figure.locator("figcaption").click()
    page.keyboard.press("End")
    page.keyboard.type(" 아침")
    assert "도서관 앞 아침</figcaption>" in page.evaluate(DATA)
    # Words and picture are steps of their own.
    page.keyboard.press("Control+z")
    expect(figure.locator("figcaption")).to_have_text("도서관 앞")
    page.keyboard.press("Control+z")
    assert page.evaluate(DATA) == before
    page.keyboard.press("Control+y")
    expect(figure).to_have_count(1)
    expect(page.locator(f"{EDITOR} .is-without-alt")).to_have_count(1)
    figure.locator("img").dblclick()
    page.get_by_label("대체 텍스트: 화면을").fill("책을 든 사람들")
    page.locator(".cke_dialog_ui_button_ok").click()
    expect(figure.locator("img")).to_have_attribute("alt", "책을 든 사람들")
    expect(page.locator(f"{EDITOR} .is-without-alt")).to_have_count(0)

    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    body = Article.objects.get().body
    assert body.count("<figure") == 1
    assert 'alt="책을 든 사람들" width="60" height="40"><figcaption>도서관 앞' in body
    assert "<p>첫 문단</p>\n<p>둘째 문단</p>" in body
    assert errors == []


def test_a_picture_from_the_desktop_is_dropped_into_the_text_and_uploaded(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.fill("#id_title", "끌어다 놓은 사진")
    write(page, "첫 문단", "둘째 문단")
    data = base64.b64encode(filed(drawn(7)).getvalue()).decode()
    page.evaluate(DROP, {"data": data, "onto": f"{EDITOR} p:nth-of-type(2)"})
    image = page.locator(f'{EDITOR} figure.photo img[src^="/photos/"]')
    expect(image).to_have_count(1)
    photo = Photo.objects.get()
    assert photo.original.name == f"originals/{photo.token}.jpg"
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    body = Article.objects.get().body
    assert body.index("첫 문단") < body.index(photo.get_absolute_url()) < body.index("둘째 문단")
    assert errors == []
