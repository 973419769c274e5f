"""Pasting into the body in Chromium: what each program puts on the clipboard, and what is left."""

import base64
import json
import os
from typing import Any

from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from photos.models import Photo
from tests.browser.test_article_form import EDITOR, errors, open_form, reporter, sign_in
from tests.builders import make_photo, make_user
from tests.desk.article_pages import add_url
from tests.paste.fixtures_of import beside, clipboards, text_of

__all__ = ["errors", "reporter"]

CLEAN = """async ({clipboards, modules}) => {
    const { clean, cleanPlain } = await import(`${modules}/clean.js`);
    const { summary, details } = await import(`${modules}/report.js`);
    return clipboards.map(({ text, isPlain, rtf }) => {
        const origin = "https://news.example.com";
        const made = isPlain ? cleanPlain(text) : clean(text, { rtf, origin });
        const pictures = made.pictures.map(({ type, alt, file }) => [type, alt, file.size]);
        const told = summary(made.report, { uploading: pictures.length });
        const { report } = made;
        return { html: made.html, told, details: details(report), ...report, pictures };
    });
}"""
PASTE = """({kinds, files}) => {
    const transfer = new DataTransfer();
    for (const [kind, value] of Object.entries(kinds)) transfer.setData(kind, value);
    for (const data of files) {
        const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
        transfer.items.add(new File([bytes], "화면.png", { type: "image/png" }));
    }
    const event = new ClipboardEvent("paste", {
        clipboardData: transfer, bubbles: true, cancelable: true,
    });
    document.activeElement.dispatchEvent(event);
}"""
DATA = "CKEDITOR.instances.id_body.getData()"


def paste(page: Page, *files: str, **kinds: str) -> None:
    named = {name.replace("_", "/"): value for name, value in kinds.items()}
    page.evaluate(PASTE, {"kinds": named, "files": list(files)})


def test_every_clipboard_becomes_what_is_expected(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    given = [
        {
            "text": text_of(path),
            "isPlain": path.suffix == ".txt",
            "rtf": text_of(rtf) if (rtf := beside(path, ".rtf")).exists() else "",
        }
        for path in clipboards()
    ]
    modules = f"{live_server.url}/static/desk/paste"
    made: list[dict[str, Any]] = page.evaluate(CLEAN, {"clipboards": given, "modules": modules})
    for path, result in zip(clipboards(), made, strict=True):
        html = result.pop("html") + "\n"
        report = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
        if os.environ.get("NEWSROOM_WRITE_FIXTURES"):
            beside(path, ".clean.html").write_text(html)
            beside(path, ".report.json").write_text(report)
        assert html == text_of(beside(path, ".clean.html")), path.name
        assert report == text_of(beside(path, ".report.json")), path.name
    assert errors == []


def test_a_paste_is_told_taken_back_in_one_step_and_brings_its_pictures(
    live_server: LiveServer, page: Page, reporter: User, errors: list[str]
) -> None:
    photo = make_photo(reporter, alt="")
    address = f"/photos/{photo.token}.{photo.extension}"
    uploads: list[str] = []
    held: list[Route] = []

    def take(route: Route) -> None:
        uploads.append(route.request.post_data_buffer.decode(errors="replace"))
        held.append(route)

    def answer(route: Route) -> None:
        given = {
            "address": address,
            "width": photo.width,
            "height": photo.height,
            "alt": "",
        }
        route.fulfill(status=201, json={"uploaded": 1, "photo": given})

    page.route("**/admin/photos/photo/upload/", take)
    sign_in(page, live_server, reporter)
    open_form(page, live_server, add_url())
    page.fill("#id_title", "붙여 넣은 기사")
    page.click(EDITOR)
    page.keyboard.type("앞글")
    page.keyboard.press("Enter")
    before = page.evaluate(DATA)
    word = next(path for path in clipboards() if path.stem == "word-report")
    word_html, word_rtf = text_of(word), text_of(beside(word, ".rtf"))
    panel = page.get_by_role("region", name="붙여 넣은 글")

    paste(page, text_html=word_html, text_rtf=word_rtf)
    expect(panel).to_contain_text("워드에서 붙여 넣음: 글꼴·서식")
    expect(panel).to_contain_text("사진 1장을 올리는 중")
    expect(page.locator(f"{EDITOR} ol > li")).to_have_count(4)
    # Undo takes back all of it, and what was said of it.
    page.keyboard.press("Control+z")
    assert page.evaluate(DATA) == before
    page.keyboard.press("Control+y")
    expect(page.locator(f"{EDITOR} ol > li")).to_have_count(4)
    # The photo comes to its place, also after undo and redo, and is no step of its own.
    answer(held.pop())
    expect(page.locator(f'{EDITOR} figure img[src="{address}"]')).to_have_count(1)
    page.keyboard.press("Control+z")
    assert page.evaluate(DATA) == before
    page.keyboard.press("Control+y")
    expect(page.locator(f'{EDITOR} figure img[src="{address}"]')).to_have_count(1)

    # Text alone, a word within a line, and a picture alone.
    page.keyboard.press("Control+End")
    paste(page, text_plain="첫 줄\n둘째\u200b 줄")
    expect(panel).to_contain_text("보이지 않는 문자 1자를 뺐습니다.")
    paste(page, text_html="<meta charset='utf-8'><span style='color:red'>끝</span>")
    assert "<p>둘째 줄끝</p>" in page.evaluate(DATA)
    paste(page, base64.b64encode(b"picture").decode())
    expect(panel).to_contain_text("사진 1장을 올리는 중")
    page.get_by_role("button", name="저장", exact=True).click()
    expect(panel).to_contain_text("사진을 다 올린 뒤에 저장합니다")
    answer(held.pop())
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다.")
    article = Article.objects.get()
    assert article.body.count(f'<img src="{address}"') == 2
    assert "<ul><li>신청서</li><li>신분증</li></ul>" in article.body
    assert "도서관 앞 (예시)" in uploads[0]
    assert "화면.png" in uploads[1]
    assert Photo.objects.count() == 1
    assert errors == []


def test_a_page_that_is_no_story_takes_text_and_no_pictures(
    live_server: LiveServer, page: Page, errors: list[str]
) -> None:
    sign_in(page, live_server, make_user(Role.CHIEF))
    page.goto(f"{live_server.url}/admin/pages/page/add/")
    text = page.locator(".cke_editable")
    expect(text).to_be_visible()
    expect(page.get_by_role("button", name="표", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="사진", exact=True)).to_have_count(0)
    text.click()
    table = "<table><tbody><tr><td>가</td><td colspan='2'>나</td></tr></tbody></table>"
    data = base64.b64encode(b"picture").decode()
    picture = f"<img src='data:image/png;base64,{data}'>"
    paste(page, text_html=f"<p>약관 <b>전문</b></p>{picture}{table}")
    expect(page.locator(".paste-report")).to_contain_text("그림을 넣을 수 없어 1장을 뺐습니다.")
    kept = page.evaluate(DATA)
    assert "<strong>전문</strong>" in kept
    assert 'colspan="2"' in kept
    assert "<img" not in kept
    assert "<figure" not in kept
    assert not Photo.objects.exists()
