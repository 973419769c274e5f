"""The sanitiser of article bodies: the one door through which HTML enters the newsroom.

Form, importer, fixtures and the editor's load all call `clean`. A new kind of element is allowed
here and gets its place in the grammar of body_tree.py; a new kind of block is a room of its own
(articles/blocks).
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

import nh3

from articles.blocks import registry
from articles.body_elements import Attributes
from articles.body_tree import TooDeep, rebuild
from newsroom.lib import html as markup
from newsroom.lib import korean

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 256
MAX_ADDRESS = 2000

ALLOWED: dict[str, set[str]] = {
    "a": {"href", "title", "rel"},
    "aside": registry.attributes("aside"),
    "blockquote": set(),
    "br": set(),
    "caption": set(),
    "em": set(),
    "figcaption": set(),
    "figure": registry.attributes("figure"),
    "h2": set(),
    "h3": set(),
    "h4": set(),
    "hr": set(),
    "img": {"src", "alt", "width", "height"},
    "li": set(),
    "ol": set(),
    "p": set(),
    "s": set(),
    "strong": set(),
    "sub": set(),
    "sup": set(),
    "table": set(),
    "tbody": set(),
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "thead": set(),
    "tr": set(),
    "u": set(),
    "ul": set(),
}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# What refers to something of the newsroom's, and is shown by the templates of a story.
BLOCK_ELEMENTS = frozenset({"aside", "figcaption", "figure", "img"})
CLASSES = {name: registry.classes(name) for name in ("aside", "figure")}

_NH3 = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={name: attributes for name, attributes in ALLOWED.items() if attributes},
    url_schemes=set(SCHEMES),
    link_rel=None,
)
# Escaped text alone in paragraphs and headings: nothing that nh3 could take out.
_PLAIN = re.compile(r"(?:<(p|h[2-4])>[^<>]*+</\1>\n?)*+")
# In a clean body, text behind a tag.
_TEXT = re.compile(r">[^<&\s]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NOT_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`{}|^]")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?")
_PHOTO = re.compile(r"/photos/(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*")
_SIZE = re.compile(r"[1-9][0-9]{0,4}")
_SPAN = re.compile(r"[2-9]|[1-9][0-9]")
_SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})


class BodyRefused(ValueError):
    """The body can't be taken; the message, in Korean, says what to do."""


class Clean(str):
    """What `clean` returned; whatever is made of it is an ordinary string again."""

    __slots__ = ()


def clean(html: str) -> str:
    """The body as it may be stored and shown; `clean(clean(html)) == clean(html)`.

    Unknown elements go and their text stays, scripts and comments go whole. Raises BodyRefused
    for NUL, more than 2 MB, or more than 256 elements inside one another: nh3 takes time in the
    square of the depth, so that is known before it begins.
    """
    if isinstance(html, Clean):
        return html
    for _ in range(3):
        rebuilt = _rebuild(html)
        if _PLAIN.fullmatch(rebuilt) or (checked := _NH3.clean(rebuilt)) == rebuilt:
            return Clean(rebuilt)
        # nh3 knows more about addresses than we do: what it took out may leave an empty element.
        html = checked
    raise BodyRefused("본문의 HTML을 해석할 수 없습니다. 서식 없이 붙여 넣으십시오.")


def clean_prose(html: str) -> str:
    """The same for what is no story and shows no blocks: text, lists and tables."""
    cleaned = clean(html)
    if any(f"<{name}" in cleaned for name in BLOCK_ELEMENTS):
        raise BodyRefused(
            "여기에는 글과 목록, 표만 넣을 수 있습니다. 사진, 영상, 상자 같은 것은 빼 주십시오."
        )
    return cleaned


def text_of(html: str) -> str:
    """The plain text of a body, one block a line."""
    return markup.text(html)


def paragraphs_of(html: str) -> list[str]:
    """The text of each block, without the empty ones; a line break within one is a line end."""
    return markup.paragraphs(html)


def paragraphs_to_html(paragraphs: Iterable[str]) -> str:
    """A clean body from plain text, one paragraph each; a line end within one is a line break."""
    lines = (markup.escape(paragraph).replace("\n", "<br>") for paragraph in paragraphs)
    return clean("".join(f"<p>{line}</p>" for line in lines))


def is_empty(html: str) -> bool:
    """Whether a reader would see nothing: no text, picture or embed."""
    if isinstance(html, Clean) and _TEXT.search(html):
        return False
    return not any(
        token.text.strip()
        if isinstance(token, markup.Text)
        else isinstance(token, markup.Start) and token.name in ("img", "figure")
        for token in markup.tokens(html)
    )


def clean_address(address: str) -> str | None:
    """The address of a link if it is allowed: http, https, mailto, tel or a path of the site."""
    address = korean.strip_invisible(korean.normalise(address.strip()))
    if not address or len(address) > MAX_ADDRESS or _NOT_IN_ADDRESSES.search(address):
        return None
    if address.startswith("/"):
        return None if address.startswith("//") else address
    match = _SCHEME.match(address)
    if match is None or match[1].lower() not in SCHEMES:
        return None
    if match[1].lower() in ("http", "https"):
        return address if _has_host(address) else None
    return address if address[match.end() :].strip("/") else None


def _rebuild(html: str) -> str:
    """The body in our grammar, refused if it is too much on the way in or on the way out."""
    try:
        korean.check_storable(html)
        _refuse_if_too_much(html)
        rebuilt = rebuild(html, _keep_attributes, registry.inside, max_depth=MAX_DEPTH)
    except TooDeep:
        raise _too_deep() from None
    except BodyRefused:
        raise
    except ValueError as error:
        raise BodyRefused(str(error)) from None
    _refuse_if_too_much(rebuilt)
    return rebuilt


def _refuse_if_too_much(html: str) -> None:
    if len(html.encode()) > MAX_BYTES:
        raise BodyRefused("본문이 2MB를 넘습니다. 줄이거나 여러 기사로 나누십시오.")
    # Each open element takes a "<": most bodies have too few for the depth to be worth measuring.
    if html.count("<") > MAX_DEPTH and markup.depth(html) > MAX_DEPTH:
        raise _too_deep()


def _too_deep() -> BodyRefused:
    return BodyRefused(
        f"본문의 태그가 {MAX_DEPTH}겹보다 깊게 겹쳐 있습니다. 서식 없이 붙여 넣으십시오."
    )


def _has_host(address: str) -> bool:
    """Whether the address has two slashes, a plain host, and no name or password before it."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for a number that is no port
    except ValueError:
        return False
    host = parts.hostname or ""
    has_user = "@" in parts.netloc
    return bool(_HOST.fullmatch(host)) and not has_user


def _keep_attributes(name: str, given: Attributes) -> Attributes | None:
    match name:
        case "a":
            return _link(given)
        case "img":
            return _image(given)
        case "figure":
            return registry.keep(name, given) or {}
        case "aside":
            return registry.keep(name, given)
        case "td" | "th":
            return _cell(name, given)
    return {}


def _link(given: Attributes) -> Attributes | None:
    href = clean_address(given.get("href", ""))
    if href is None:
        return None
    kept = {"href": href}
    if title := korean.clean_name(given.get("title", "")):
        kept["title"] = title
    if href.lower().startswith("http"):
        kept["rel"] = "noopener noreferrer"
    return kept


def _image(given: Attributes) -> Attributes | None:
    src = given.get("src", "").strip()
    if not _PHOTO.fullmatch(src):
        return None
    kept = {"src": src, "alt": korean.clean_name(given.get("alt", ""))}
    for side in ("width", "height"):
        if _SIZE.fullmatch(given.get(side, "")):
            kept[side] = given[side]
    return kept


def _cell(name: str, given: Attributes) -> Attributes:
    kept = {
        span: given[span]
        for span in ("colspan", "rowspan")
        if _SPAN.fullmatch(given.get(span, "").strip())
    }
    scope = given.get("scope", "").lower()
    if name == "th" and scope in _SCOPES:
        kept["scope"] = scope
    return kept
