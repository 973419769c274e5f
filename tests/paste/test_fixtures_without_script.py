"""What reaches the server uncleaned: the sanitiser alone must hold."""

import pytest

from articles import body
from tests.paste.fixtures_of import PHOTO, beside, clipboards, text_of

pytestmark = pytest.mark.any_database

JUNK = (
    "o:p",
    "mso-",
    "MsoNormal",
    "HStyle",
    "file://",
    "utm_source=word&amp;utm_medium=doc<",
    "hwpjson",
    "StartFragment",
    "style=",
    "<span",
    "javascript:",
    "beacon",
    "WordDocument",
    "대외비",
    "무단 수집 표지",
    "함초롬바탕",
    "panose",
    "track(",
)
SEEN = {
    "hancom-press-release": "시립도서관 세 곳의 문을 밤 11시까지",
    "hancom-table": '<td rowspan="2"><p>구분</p></td>',
    "word-report": '<td colspan="2"><p>합친 칸</p></td>',
    "google-docs": "총 4.2㎞",
    "excel-sheet": "12,345",
    "web-article": "가온시는 버스 노선을 바꾼다고 23일 밝혔다.",
    "naver-blog": "장날은 5일과 10일",
    "mac-pages": "<li>개막작: 예시의 밤</li>",
}


def test_the_sanitiser_alone_makes_sane_text_of_every_clipboard() -> None:
    for path in clipboards():
        if path.suffix != ".html":
            continue
        cleaned = body.clean(text_of(path))
        assert body.clean(str(cleaned)) == cleaned, path.name
        assert not [junk for junk in JUNK if junk in cleaned], path.name
        assert SEEN.get(path.stem, "<p>") in cleaned, path.name


def test_what_the_page_makes_of_a_clipboard_is_left_as_it_is() -> None:
    expected = [beside(path, ".clean.html") for path in clipboards()]
    assert len(expected) > 10
    for path in expected:
        html = text_of(path).removesuffix("\n")
        # Names of places in a fixture: paste:1, paste:2.
        for number in range(1, 10):
            html = html.replace(f'"paste:{number}"', f'"{PHOTO}"')
        assert body.clean(html) == html, path.name


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<p>가<span style="display:none">나</span>다</p>', "<p>가다</p>"),
        ('<p style="mso-hide: all">가</p><p>나</p>', "<p>나</p>"),
        ('<p style="display:none">가<p>나', "<p>나</p>"),
        ('<div style="visibility:hidden">가<div>나</div>다</div>라', "<p>라</p>"),
        (
            '<p>가<br style="display:none">나<img style="display:none" src="/photos/a.jpg"></p>',
            "<p>가나</p>",
        ),
        ('<ul><li style="display:none">가<li>나</ul>', "<ul><li>나</li></ul>"),
        ("<p>display:none이라고 썼다</p>", "<p>display:none이라고 썼다</p>"),
        ('<p>가</p><div style="display:none">나', "<p>가</p>"),
    ],
)
def test_what_is_hidden_is_not_shown(html: str, shown: str) -> None:
    assert body.clean(html) == shown
