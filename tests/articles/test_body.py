"""The sanitiser: what editors write survives, what attackers write doesn't, and twice is once."""

import contextlib
import re
import time

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles import body
from newsroom.lib import html as markup

pytestmark = pytest.mark.any_database

HOSTILE = [
    # event handlers and scripts
    "<p onclick=alert(1)>가</p>",
    "<img src=x onerror=alert(1)>",
    "<img src=/photos/a.jpg onload=alert(1)>",
    "<img/src='/photos/a.jpg'/onerror='alert(1)'>",
    '<img src="/photos/a.jpg" alt="&quot; onerror=alert(1) x=&quot;">',
    '<img src="/photos/a.jpg" alt="<script>alert(1)</script>">',
    "<script>alert(1)</script>",
    "<script >alert(1)</script foo>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script>alert(1)",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<p style='background:url(javascript:alert(1))'>가</p>",
    "<body onload=alert(1)>가",
    "<details open ontoggle=alert(1)>가</details>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>가</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<button onclick=alert(1) formaction=javascript:alert(1)>가</button>",
    # addresses
    "<a href='javascript:alert(1)'>가</a>",
    "<a href='JaVaScRiPt:alert(1)'>가</a>",
    "<a href=' javascript:alert(1)'>가</a>",
    "<a href='java\tscript:alert(1)'>가</a>",
    "<a href='java&#10;script:alert(1)'>가</a>",
    "<a href='java&Tab;script&colon;alert(1)'>가</a>",
    "<a href='&#106;&#97;&#118;&#97;script:alert(1)'>가</a>",
    "<a href='&#x6A&#x61&#x76&#x61script:alert(1)'>가</a>",
    "<a href='\x01javascript:alert(1)'>가</a>",
    "<a href='\u200bjavascript:alert(1)'>가</a>",
    "<a href='java\u200bscript:alert(1)'>가</a>",
    "<a href='javascript\uff1aalert(1)'>가</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>가</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>가</a>",
    "<a href='vbscript:msgbox(1)'>가</a>",
    "<a href='blob:https://example.com/1'>가</a>",
    "<a href='view-source:https://example.com'>가</a>",
    "<a href='//evil.example/'>가</a>",
    "<a href='/\\evil.example/'>가</a>",
    "<a href='\\\\evil.example/'>가</a>",
    "<a href='/\t/evil.example/'>가</a>",
    "<a href='https:evil.example'>가</a>",
    "<a href='https:///evil.example'>가</a>",
    "<a href='https://newsright.example@evil.example/'>가</a>",
    "<a href='https://user:pass@evil.example/'>가</a>",
    "<a href='https://[evil'>가</a>",
    "<a href='https://evil.example:99999/'>가</a>",
    "<img src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='https://evil.example/pixel.gif'>",
    "<img src='/photos/../admin/logout'>",
    "<img src='//evil.example/photos/a.jpg'>",
    "<img srcset='https://evil.example/a.jpg 2x' src='/photos/a.jpg'>",
    # markup that changes when it is parsed again
    "<svg><style><a title='</style><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=1&gt;'>",
    "<math><annotation-xml encoding='text/html'><p><script>alert(1)</script>",
    "<svg><foreignObject><p><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<form><form><input name=a></form></form><form id=x></form>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!--[if gte mso 9]><xml><o:p>가</o:p></xml><![endif]-->나",
    "<![endif]><?xml version='1.0'?><!DOCTYPE html>가",
    "<p/onclick=alert(1)>가",
    "<<p>가<//p>",
    "<p title='>가",
    "<a href='https://example.com' title='\"><script>alert(1)</script>'>가</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&ltscript&gtalert(1)&lt/script>",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&amp;lt;script&amp;gt;",
    "&#xD800;&#0;&#x110000;&bogus;&",
    # frames, embeds and other elements
    "<iframe src='https://evil.example'></iframe>",
    "<object data='https://evil.example'><embed src='https://evil.example'></object>",
    "<link rel=stylesheet href='https://evil.example'><base href=/x>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<figure data-embed='youtube:<script>'>가</figure>",
    "<figure data-embed='evil:abcdefghijk'></figure>",
    "<figure data-embed='youtube:abcdefghijk\"onclick=1'></figure>",
    "<figure class=gallery><figure class=gallery><figure class=photo><img src=/photos/a.jpg>",
    "<figure class=quote><script>1</script><blockquote onclick=1><iframe src=x>가</blockquote>",
    "<aside class=box onclick=1><h3 style=x>가</h3><aside class=box><table><td>나</aside>다",
    # structure
    "<table><p>가<tr><td>나<table><td>다",
    "<ul><p>가<li><ul>나</ol></li>다",
    "<a href='/a'>가<a href='/b'>나<p>다</a>라",
    "<p><button><p>가</button>나",
    "<b><p>가<i>나</b>다</i>",
    "<figure><figcaption>가<figure><img src=/photos/a.jpg>나</figure>다",
    # Unicode
    "<p>\u202e가\u2066나\u2069\u200b</p>",
    "<p>\u0338가<b>\u0338나</b> \u0338</p>",
    "<p>\u1112<b></b>\u1161<x>\u11ab</x></p>",
    "<p>\U0001f468\u200d\U0001f469\u200d\U0001f467 가\u200d나</p>",
    "<p>\u0301&#8205;\u0338<b>\u0301<x>\u0338</b></p>",
    "<p>\u2329\u200d\U0001f600\u212b</p>",
]

_MARKUP = st.sampled_from(
    """<p> </p> <p <div> </div> <h1> </h2> <b> </b> <strong> </strong> <i> </i> <u> </u> <s> <sub>
    <sup> </sup> <br> <br/> </br> <hr> <ul> </ul> <ol> </ol> <li> </li> <blockquote> </blockquote>
    <table> </table> <caption> </caption> <thead> <tbody> </tbody> <tr> </tr> <td> </td>
    <th¤scope=col¤colspan=3> </th> <figure> </figure> <figure¤class=photo>
    <figure¤data-embed=youtube:abcdefghijk> <figure¤class=gallery> <figure¤class=quote>
    <figure¤data-article=12> <figure¤data-notice=suicide> <figure¤data-notice=bad> <aside> </aside>
    <aside¤class=box> <figure¤data-file=0123456789abcdef0123456789abcdef.pdf> <figcaption> </figcaption> <img¤src=/photos/a.jpg>
    <img¤src=/photos/a.jpg¤alt="가"> <a¤href=/a> <a¤href="https://example.com/?a=1&copy=2">
    <a¤href=http://1.2.3.999/> <a¤href=javascript:1> </a> <!-- --> --!> <script> </script> <style>
    </style> <svg> </svg> <math> <template> </template> <select> </select> <noscript> <![CDATA[ ]]>
    <o:p> </o:p> <span¤style=x> </span> &nbsp; &lt; &amp; & < > " ' = / &#x1112; &#10; 가 나다 a
    &#8205; &#824;""".replace("\n", " ").split()
).map(lambda piece: piece.replace("¤", " "))
_TEXT = st.sampled_from(
    [
        " ", "  ", "\n", "\t", "\r\n", "\xa0", "\u3000", "\u200b", "\u200d", "\ufe0f", "\u202e",
        "\u0338", "\u0301", "\u1112", "\u1161", "\u11ab", "\U0001f600", "\u2329", "1", "\ufeff",
    ]
)  # fmt: skip
BLOCK_SOUP = st.lists(
    st.sampled_from(
        """<figure¤class=gallery> <figure¤class=photo> <figure> <figure¤class=quote> </figure>
        <img¤src=/photos/a.jpg> <figcaption> </figcaption> <blockquote> </blockquote> <p> 가 나
        <aside¤class=box> </aside> <ul> <li> </ul> <table> <td> </table> <h2> <hr> <br> <b>
        <figure¤data-article=12> <figure¤data-embed=navertv:12> <figure¤data-notice=suicide>
        <figure¤data-file=0123456789abcdef0123456789abcdef.pdf>""".replace("\n", " ").split()
    ).map(lambda piece: piece.replace("¤", " "))
)
SOUP = st.lists(_MARKUP | _TEXT | st.text(max_size=3).map(lambda text: text.replace("\0", "")))
_WRITTEN = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"<>]*")*)>')


def assert_is_safe(html: str) -> None:
    """Every "<" opens a tag of the allow-list, spelled as we write it, with allowed attributes."""
    for position in (match.start() for match in re.finditer("<", html)):
        tag = _WRITTEN.match(html, position)
        assert tag, html[position : position + 40]
        assert tag[2] in body.ALLOWED
        for name, value in re.findall(r' ([a-z-]+)="([^"]*)"', tag[3]):
            assert name in body.ALLOWED[tag[2]]
            if name == "href":
                assert re.match(r"https?://\w|mailto:|tel:|/(?!/)", value)
            if name == "src":
                assert value.startswith("/photos/")


@pytest.mark.parametrize("html", HOSTILE)
def test_it_makes_hostile_html_harmless_and_final(html: str) -> None:
    cleaned = body.clean(html)
    assert_is_safe(cleaned)
    assert body.clean(cleaned) == cleaned


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_beside_a_story_leaves_the_story(html: str) -> None:
    assert body.clean("<p>앞 문단</p>" + html).startswith("<p>앞 문단</p>")


@given(SOUP | BLOCK_SOUP)
@settings(max_examples=300, deadline=None)
@example(["<ul>", "<li>", "가", "<ul>", "</ul>", "나"])
@example(["<figure>", "<figcaption>", "가", "</figcaption>", "<figcaption>", "나"])
@example(["<figure>", "<b>", "<figcaption>", "가", "<figcaption>", "나"])
@example(["<li>", "<b>", "가", "<ul>", "</ul>", "나"])
@example(["<table>", "<caption>", "가", "<td>", "나", "<caption>", "다"])
def test_cleaning_twice_changes_nothing(pieces: list[str]) -> None:
    cleaned = body.clean("".join(pieces))
    assert_is_safe(cleaned)
    assert body.clean(cleaned) == cleaned


@given(SOUP)
@settings(max_examples=200, deadline=None)
def test_a_browser_reads_what_was_written(pieces: list[str]) -> None:
    """An HTML5 parser that is told to allow all our elements finds nothing to repair."""
    cleaned = body.clean("".join(pieces))
    attributes = {name: allowed for name, allowed in body.ALLOWED.items() if allowed}
    assert nh3.clean(cleaned, set(body.ALLOWED), attributes=attributes, link_rel=None) == cleaned


@given(st.lists(st.text(max_size=40)))
@settings(max_examples=200, deadline=None)
def test_plain_paragraphs_come_back_as_clean_html(paragraphs: list[str]) -> None:
    made = body.paragraphs_to_html(paragraph.replace("\0", "") for paragraph in paragraphs)
    assert_is_safe(made)
    assert body.clean(made) == made


@pytest.mark.parametrize(
    "html",
    [
        "<p>가 <strong>나</strong> <em>다</em> <u>라</u> <s>마</s></p>",
        "<p>H<sub>2</sub>O m<sup>2</sup></p>",
        "<h2>소제목</h2>\n<h3>작은 제목</h3>\n<h4>더 작은 제목</h4>",
        "<p>첫 줄<br>둘째 줄</p>",
        "<p>앞</p>\n<hr>\n<p>뒤</p>",
        "<ul><li>하나<ol><li>속</li></ol></li><li>둘</li></ul>",
        "<blockquote><p>인용</p></blockquote>",
        '<p><a href="https://example.com/?a=1&amp;b=2" title="설명" rel="noopener noreferrer">'
        "링크</a></p>",
        '<p><a href="/articles/1/">우리 기사</a></p>',
        '<p><a href="mailto:hong@example.com">홍길동</a> <a href="tel:02-123-4567">전화</a></p>',
        '<p><a href="https://한국.example/기사" rel="noopener noreferrer">한글 주소</a></p>',
        '<table><caption>표</caption><thead><tr><th scope="col">가</th><th colspan="2">나</th></tr>'
        '</thead><tbody><tr><td rowspan="2">다</td><td></td><td>라</td></tr></tbody></table>',
        '<figure class="photo"><img src="/photos/0f.jpg" alt="설명" width="640" height="480">'
        "<figcaption>사진=연합</figcaption></figure>",
        '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>',
        '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>영상</figcaption></figure>',
        "<p>\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f</p>",
        "<p>3 &lt; 4 &amp; 5 &gt; 2, \"따옴표\" '홑'</p>",
        "<p>中 漢字 　전각 간격</p>",
    ],
)
def test_what_an_editor_writes_stays_as_it_is(html: str) -> None:
    assert body.clean(html) == html


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        # as CKEditor writes it
        ("<p>가</p>\r\n\r\n<p>나&nbsp;</p>\r\n", "<p>가</p>\n<p>나&nbsp;</p>"),
        (
            "<ul>\n\t<li>가\n\t<ul>\n\t\t<li>나</li>\n\t</ul>\n\t</li>\n</ul>\n",
            "<ul><li>가<ul><li>나</li></ul></li></ul>",
        ),
        ("<p>가<br />\n나</p>", "<p>가<br>나</p>"),
        (
            '<p><a data-cke-saved-href="/a" href="/b">가</a>'
            '<span data-cke-bookmark="1" style="display:none">&nbsp;</span></p>',
            '<p><a href="/b">가</a></p>',
        ),
        ("<p>&nbsp;</p><p> </p><p><strong> </strong></p><p><br></p>", ""),
        # pasted from elsewhere
        ("<b>굵게</b> <i>기울임</i>", "<p><strong>굵게</strong> <em>기울임</em></p>"),
        ("<h1>제목</h1><h6>소제목</h6>", "<h2>제목</h2>\n<h4>소제목</h4>"),
        ("<div>가<div>나</div>다</div>", "<p>가</p>\n<p>나</p>\n<p>다</p>"),
        ("가<p>나</p>다", "<p>가</p>\n<p>나</p>\n<p>다</p>"),
        ("<p class=MsoNormal>가<o:p></o:p></p><!--[if x]>나<![endif]-->", "<p>가</p>"),
        ("<font color=red>가</font><span style='x'>나</span>", "<p>가나</p>"),
        ("<b><p>가</p>나</b>", "<p><strong>가</strong></p>\n<p><strong>나</strong></p>"),
        ("<a href='/a'><p>가</p></a>나", '<p><a href="/a">가</a></p>\n<p>나</p>'),
        ("<a href='/a'>가<a href='javascript:1'>나</a>다", '<p><a href="/a">가</a>나다</p>'),
        ("<p>가<li>나", "<p>가</p>\n<ul><li>나</li></ul>"),
        ("<ul>가<li>나</ul>", "<ul><li>가</li><li>나</li></ul>"),
        (
            "<table>가<tr><td><div>나</div><div>다</div></table>",
            "<table><tbody><tr><td>가</td></tr><tr><td>나<br>다</td></tr></tbody></table>",
        ),
        ("<figure><figcaption>설명뿐</figcaption></figure>", "<p>설명뿐</p>"),
        (
            "<figure class='photo x'>설명<img src=/photos/a.jpg onerror=1></figure>",
            '<figure class="photo"><img src="/photos/a.jpg" alt=""><figcaption>설명</figcaption>'
            "</figure>",
        ),
        ("<script>x</script><style>y</style><textarea>z</textarea>가", "<p>가</p>"),
        ("<img src='https://evil.example/a.jpg'>가", "<p>가</p>"),
        ("<p>\u1112\u1161\u11ab<b></b>글</p>", "<p>한글</p>"),
        ("<p>\u1112<span>\u1161\u11ab</span></p>", "<p>한</p>"),
        ("<p>가\u202e나\u200b다\x07</p>", "<p>가나다</p>"),
        ("<td colspan=1000 rowspan=0>", ""),
        (
            "<table><td colspan=1000 rowspan=0 style=x>가",
            "<table><tbody><tr><td>가</td></tr></tbody></table>",
        ),
    ],
)  # fmt: skip
def test_it_writes_one_spelling(given_html: str, expected: str) -> None:
    assert body.clean(given_html) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com",
        "http://example.com:8080/a?b=c#d",
        "HTTPS://EXAMPLE.COM/",
        "mailto:a@example.com",
        "tel:+82-2-123-4567",
        "/",
        "/articles/1/?a=1#b",
        "/tags/양해각서/",
    ],
)
def test_an_address_of_an_allowed_kind_is_kept(address: str) -> None:
    assert body.clean_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#top",
        "articles/1/",
        "?a=1",
        "//example.com",
        "/\\example.com",
        "/a b",
        "/a\nb",
        "https://",
        "https:example.com",
        "https://a@b.example/",
        "https://exa mple.com",
        "https://example.com:0x50/",
        "mailto:",
        "tel://",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.com/",
        "https://example.com/" + "a" * 2000,
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    assert body.clean_address(address) is None


def test_a_link_nh3_alone_refuses_leaves_its_text() -> None:
    assert body.clean("<p><a href='http://1.2.3.999/'>가</a></p>") == "<p>가</p>"


def test_nul_is_refused_with_what_to_do() -> None:
    with pytest.raises(body.BodyRefused, match="NUL"):
        body.clean("<p>가\0</p>")
    with pytest.raises(body.BodyRefused, match="깨진 문자"):
        body.clean("<p>\ud800</p>")


def test_256_levels_pass_and_one_more_is_refused() -> None:
    def nested(levels: int) -> str:
        return "<blockquote>" * (levels - 1) + "<p>가</p>" + "</blockquote>" * (levels - 1)

    assert body.clean(nested(256)) == nested(256)
    with pytest.raises(body.BodyRefused, match="256겹"):
        body.clean(nested(257))
    with pytest.raises(body.BodyRefused, match="256겹"):
        body.clean("<div>" * 257)


def test_depth_that_only_rebuilding_brings_is_refused() -> None:
    with pytest.raises(body.BodyRefused, match="256겹"):
        body.clean("<table>" * 100 + "가")


def test_two_megabytes_pass_and_a_byte_more_is_refused() -> None:
    story = "가" * ((body.MAX_BYTES - 7) // 3)
    assert body.text_of(body.clean(f"<p>{story}</p>")) == story
    with pytest.raises(body.BodyRefused, match="2MB"):
        body.clean(f"<p>{story}가</p>")


@pytest.mark.slow
@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 19_000,
        "<div></b>" * 10_000,
        "<div><table><td></div></table>" * 3_000,
        "<b><i><u><s>" + "<p>가" * 20_000,
        "<a href=/" + "a" * 1900 + ">" + "<b>가</b>나" * 8_000,
        "<!--" * 25_000,
        "<a b='" * 20_000,
        "&" * 100_000,
    ],
)
def test_hostile_size_takes_little_time(html: str) -> None:
    """Linear: 1.7 s at most on two busy cores. A quadratic step would take many times the bound."""
    started = time.process_time()
    with contextlib.suppress(body.BodyRefused):
        body.clean(html)
    assert time.process_time() - started < 6


def test_it_tells_the_text_and_the_paragraphs() -> None:
    html = (
        "<h2>소제목</h2><p>첫&nbsp;문단 &amp; <b>굵게</b></p><ul><li>하나<li>둘</ul><p>가<br>나</p>"
    )
    assert body.paragraphs_of(html) == ["소제목", "첫 문단 & 굵게", "하나", "둘", "가\n나"]
    assert body.text_of("<p>가</p><p>나</p>") == "가\n나"


def test_plain_text_is_escaped_into_paragraphs() -> None:
    made = body.paragraphs_to_html(["<b>가</b> & 나", " ", "첫 줄\n둘째 줄"])
    assert made == "<p>&lt;b&gt;가&lt;/b&gt; &amp; 나</p>\n<p>첫 줄<br>둘째 줄</p>"


@pytest.mark.parametrize("html", ["", "<p>&nbsp;</p>", "<p><br></p>\n", "<ul><li></li></ul>"])
def test_a_body_without_anything_to_see_is_empty(html: str) -> None:
    assert body.is_empty(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>가</p>",
        '<p><img src="/photos/a.jpg" alt=""></p>',
        '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>',
    ],
)
def test_text_picture_or_embed_is_something(html: str) -> None:
    assert not body.is_empty(html)


def test_text_counts_the_same_before_and_after() -> None:
    html = "<p>가나 <b>다라</b></p>\n\n<p>마바</p>"
    assert markup.text(body.clean(html)) == markup.text(html)
