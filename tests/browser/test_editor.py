"""What reporters do with pictures in the body's editor, in Chromium."""

import base64
import re

from playwright.sync_api import Dialog, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles.models import Article
from photos.models import Photo
from tests.browser.test_article_form import EDITOR, errors, open_form, reporter, sign_in
from tests.builders import make_draft, make_photo
from tests.desk.article_pages import add_url, change_url
from tests.photos.test_looks import drawn, filed, smaller

__all__ = ["errors", "reporter"]

DATA = "CKEDITOR.instances.id_body.getData()"
DROP = """({ data, onto }) => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "바탕화면.jpg", { type: "image/jpeg" }));
    const target = document.querySelector(onto);
    target.scrollIntoView({ block: "center" });
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


def figure(photo: Photo, caption: str) -> str:
    return (
        f'<figure class="photo"><img src="{photo.get_absolute_url()}" alt="글" width="60" height="40">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def test_every_kind_of_block_comes_out_as_it_went_in(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    first, second = make_photo(reporter), make_photo(reporter)
    other = make_draft(reporter)
    token = "a" * 32
    stored = "\n".join(
        (
            "<p>첫 문단 &amp; <strong>굵은 <em>글</em></strong> 👩‍🚒 “따옴표”"
            "&nbsp;빈칸\u3000넓은 칸\u2009좁은 칸 &lt;태그&gt; <sub>2</sub><s>지움</s></p>",
            figure(first, "설명 <em>하나</em>"),
            f'<figure class="gallery">{figure(first, "첫째")}{figure(second, "둘째")}</figure>',
            '<figure data-embed="navertv:123456"><figcaption>영상</figcaption></figure>',
            '<figure data-embed="youtube:abcdefghijk"></figure>',
            f'<figure data-file="{token}.pdf"><figcaption>보고서</figcaption></figure>',
            f'<figure data-article="{other.pk}"></figure>',
            '<figure data-notice="suicide"></figure>',
            '<figure class="quote"><blockquote><p>옮긴 말</p></blockquote>'
            "<figcaption>김가온</figcaption></figure>",
            '<aside class="box"><h3>상자</h3><p>안의 글</p><ul><li>하나</li></ul></aside>',
            '<ol><li>하나<ul><li>안의 <a href="/sections/a/">것</a></li></ul></li><li>둘</li></ol>',
            '<table><caption>표</caption><thead><tr><th scope="col">가</th><th>나</th></tr></thead>'
            '<tbody><tr><td colspan="2">다<br>라</td></tr></tbody></table>',
            "<hr>",
            "<p>끝 문단</p>",
        )
    )
    article = make_draft(reporter, body=stored)
    article.refresh_from_db()
    assert article.body == stored
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))
    expect(page.locator(f"{EDITOR} .cke_widget_wrapper")).to_have_count(8)
    page.locator(f"{EDITOR} > p").last.click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    article.refresh_from_db()
    assert article.body == stored.replace("끝 문단", "끝 문단!")

    # The pictures of a gallery change places in one step.
    gallery = page.locator(f"{EDITOR} figure.gallery")
    gallery.locator("img").first.dblclick()
    window = page.get_by_role("dialog", name="포토뉴스 차례")
    window.get_by_role("listitem").nth(1).get_by_role("button", name="앞으로").click()
    window.get_by_label("대체 텍스트").first.fill("도서관 앞마당")
    window.get_by_role("button", name="이대로 하기").click()
    expect(gallery.locator("img").first).to_have_attribute("alt", "도서관 앞마당")
    expect(gallery.locator("figcaption")).to_have_text(["둘째", "첫째"])
    page.keyboard.press("Control+z")
    expect(gallery.locator("figcaption")).to_have_text(["첫째", "둘째"])
    page.keyboard.press("Control+y")
    expect(gallery.locator("figcaption")).to_have_text(["둘째", "첫째"])
    gallery.locator("figcaption").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" 사진")
    assert "둘째 사진</figcaption>" in page.evaluate(DATA)
    assert errors == []


def test_blocks_are_put_in_by_buttons_and_a_video_by_its_address(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    said: list[str] = []

    def close(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.accept()

    page.on("dialog", close)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.fill("#id_title", "덧붙인 것이 많은 기사")
    write(page, "첫 문단")
    page.get_by_role("button", name="영상", exact=True).click()
    field = page.get_by_label("영상 주소")
    field.fill("https://example.com/watch?v=abcdefghijk")
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    assert "유튜브, 네이버TV, 카카오TV" in said[0]
    field.fill("https://youtu.be/abcdefghijk?t=3")
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    expect(page.locator(f'{EDITOR} figure[data-embed="youtube:abcdefghijk"]')).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(f"{EDITOR} figure")).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(page.locator(f"{EDITOR} figure")).to_have_count(1)
    # Behind the block that is chosen, and never into the middle of a paragraph.
    page.get_by_role("button", name="안내", exact=True).click()
    page.locator(".cke_dialog_ui_button_ok:visible").click()
    expect(page.locator(f"{EDITOR} figure")).to_have_count(2)
    page.locator(f"{EDITOR} > p").first.click(position={"x": 20, "y": 8})
    page.get_by_role("button", name="말 따옴", exact=True).click()
    expect(page.locator(f"{EDITOR} figure.quote blockquote")).to_be_visible()
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    body = Article.objects.get().body
    quote = (
        '<figure class="quote"><blockquote><p>옮긴 말을 적습니다.</p></blockquote>'
        "<figcaption>말한 사람</figcaption></figure>"
    )
    video = '<figure data-embed="youtube:abcdefghijk"></figure>'
    assert body == f'<p>첫 문단</p>\n{quote}\n{video}\n<figure data-notice="suicide"></figure>'
    assert errors == []


def test_a_picture_that_does_not_arrive_leaves_nothing_in_the_body(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    answers: list[Route] = []
    page.route("**/admin/photos/photo/upload/", lambda route: answers.append(route))
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.fill("#id_title", "늦게 오는 사진")
    write(page, "첫 문단", "둘째 문단")
    before = page.evaluate(DATA)
    data = base64.b64encode(filed(drawn(8)).getvalue()).decode()
    page.evaluate(DROP, {"data": data, "onto": f"{EDITOR} p:nth-of-type(2)"})
    place = page.locator(f"{EDITOR} .cke_widget_wrapper")
    # Chromium may not tell how far an upload is that a test holds up.
    expect(place).to_have_attribute("data-uploading", re.compile("^사진을 올리는 중 "))
    assert page.evaluate(DATA) == before
    refusal = {"uploaded": 0, "error": {"message": "사진이 아닙니다."}}
    answers[0].fulfill(status=200, json=refusal)
    expect(place).to_have_attribute(
        "data-failed", "올리지 못했습니다. 본문 아래에서 다시 올리거나 지워 주세요."
    )
    panel = page.get_by_role("region", name="붙여 넣은 글")
    expect(panel).to_contain_text("사진이 아닙니다.")
    assert page.evaluate(DATA) == before

    page.unroute("**/admin/photos/photo/upload/")
    panel.get_by_role("button", name="다시 올리기").click()
    expect(place.locator('img[src^="/photos/"]')).to_have_count(1)
    page.click(f"{EDITOR} > p:last-of-type")
    page.keyboard.press("Control+z")
    expect(place).to_have_count(0)
    page.keyboard.press("Control+y")
    expect(place.locator('img[src^="/photos/"]')).to_have_count(1)

    # Near to one that is there: somebody looks at both.
    data = base64.b64encode(smaller(drawn(8)).getvalue()).decode()
    page.evaluate(DROP, {"data": data, "onto": f"{EDITOR} > p:last-of-type"})
    page.get_by_role("button", name="있는 사진 쓰기").click()
    expect(place.locator('img[src^="/photos/"]')).to_have_count(2)
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    photo = Photo.objects.get()
    assert Article.objects.get().body.count(photo.get_absolute_url()) == 2
    # Chromium itself tells of the answer that asked.
    assert [error for error in errors if "409 (Conflict)" not in error] == []


def test_blocks_are_moved_and_taken_out_and_signs_come_from_a_panel(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    quote = '<figure class="quote"><blockquote><p>말</p></blockquote></figure>'
    article = make_draft(
        reporter, body=f'<p>하나</p>{quote}<p>둘</p><aside class="box"><p>셋</p></aside>'
    )
    sign_in(page, live_server, reporter)
    open_form(page, live_server, change_url(article))

    def order() -> str:
        text = page.evaluate(f"{DATA}.replace(/<[^>]*>|\\s/g, '')")
        assert isinstance(text, str)
        return text

    assert order() == "하나말둘셋"
    bar = page.get_by_role("toolbar", name="고른 블록")
    page.click(f"{EDITOR} blockquote")
    page.keyboard.press("Alt+Shift+ArrowUp")
    assert order() == "말하나둘셋"
    bar.get_by_role("button", name="아래로 옮기기").click()
    bar.get_by_role("button", name="아래로 옮기기").click()
    assert order() == "하나둘말셋"
    for expected in ("하나말둘셋", "말하나둘셋", "하나말둘셋"):
        page.keyboard.press("Control+z")
        assert order() == expected
    page.click(f"{EDITOR} aside p")
    bar.get_by_role("button", name="위로 옮기기").click()
    assert order() == "하나말셋둘"
    bar.get_by_role("button", name="지우기").click()
    assert order() == "하나말둘"
    page.keyboard.press("Control+z")
    assert order() == "하나말셋둘"
    page.click(f"{EDITOR} blockquote")
    bar.get_by_role("button", name="아래에 쓰기").click()
    page.keyboard.type("새")
    assert order() == "하나말새셋둘"

    # By its handle, with the mouse, to the line over a paragraph.
    before = page.evaluate(DATA)
    quoted = page.locator(f"{EDITOR} .cke_widget_wrapper")
    quoted.hover()
    who = quoted.locator("figcaption")
    assert "말한 사람" in who.evaluate("(it) => getComputedStyle(it, '::before').content")
    handle = quoted.locator("img.cke_widget_drag_handler").bounding_box()
    onto = page.locator(f"{EDITOR} > p", has_text="둘").bounding_box()
    assert handle
    assert onto
    page.mouse.move(handle["x"] + 7, handle["y"] + 7)
    page.mouse.down()
    page.mouse.move(onto["x"] + 20, onto["y"] + 4, steps=9)
    # The editor looks where the line is to be some ten times a second.
    page.wait_for_timeout(200)
    page.mouse.move(onto["x"] + 21, onto["y"] + 4)
    page.mouse.up()
    expect(page.locator(f"{EDITOR} aside + .cke_widget_wrapper")).to_have_count(1)
    assert order() == "하나새셋말둘"
    assert "style" not in page.evaluate(DATA)
    page.keyboard.press("Control+z")
    assert page.evaluate(DATA) == before

    # The quotation is chosen as a whole: a sign doesn't take its place.
    signs = page.get_by_role("group", name="특수문자")
    page.get_by_role("button", name="특수문자").click()
    signs.get_by_role("button").first.click()
    assert page.evaluate(DATA) == before
    page.keyboard.press("Escape")

    page.click(f"{EDITOR} > p:text-is('새')")
    expect(page.locator(f"{EDITOR} .cke_widget_focused")).to_have_count(0)
    page.keyboard.press("End")
    page.keyboard.press("Alt+Shift+s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type("끝")
    assert order() == "하나말새㎞㎞끝셋둘"
    expect(signs).to_be_hidden()
    page.get_by_role("button", name="특수문자").click()
    expect(signs.get_by_role("button").first).to_have_text("㎞")

    data = base64.b64encode(filed(drawn(9)).getvalue()).decode()
    page.evaluate(DROP, {"data": data, "onto": ".photo-fields"})
    expect(page.locator("[data-photo-name]")).to_have_text(re.compile(r"^사진 \d+$"))
    page.get_by_role("button", name="저장", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    article.refresh_from_db()
    assert article.lead_photo == Photo.objects.get()
    assert errors == []
