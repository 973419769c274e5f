"""A video of another host, kept as a reference: nothing is asked of that host before a click.

Who takes which addresses for a reference is tried in tests/articles/blocks/video_addresses.json,
which static/desk/editor/video-address.js is tried with too.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.safestring import mark_safe

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside


@dataclass(frozen=True)
class Host:
    """`page` is where the video stands for everybody, `player` what a page may show of it."""

    name: str
    key: str
    page: str
    player: str
    frames: str


HOSTS = {
    "youtube": Host(
        name="유튜브",
        key=r"[A-Za-z0-9_-]{11}",
        page="https://www.youtube.com/watch?v={}",
        player="https://www.youtube-nocookie.com/embed/{}?autoplay=1&rel=0",
        frames="https://www.youtube-nocookie.com",
    ),
    "navertv": Host(
        name="네이버TV",
        key=r"[1-9][0-9]{0,11}",
        page="https://tv.naver.com/v/{}",
        player="https://tv.naver.com/embed/{}?autoPlay=true",
        frames="https://tv.naver.com",
    ),
    "kakaotv": Host(
        name="카카오TV",
        key=r"[1-9][0-9]{0,11}",
        page="https://tv.kakao.com/v/{}",
        player="https://play-tv.kakao.com/embed/player/cliplink/{}?service=player_share&autoplay=1",
        frames="https://play-tv.kakao.com",
    ),
}
REFERENCE = re.compile("|".join(f"{code}:{host.key}" for code, host in HOSTS.items()))
# Article pages alone may hold frames, and of these hosts only.
FRAME_CSP = {"frame-src": [host.frames for host in HOSTS.values()]}

_YOUTUBE = frozenset({"youtube.com", "youtube-nocookie.com", "music.youtube.com"})
_PATHS = {
    "youtube": re.compile(rf"/(?:embed|shorts|live|v)/({HOSTS['youtube'].key})/?"),
    "youtu.be": re.compile(rf"/({HOSTS['youtube'].key})/?"),
    "tv.naver.com": re.compile(rf"/(?:v|h|embed)/({HOSTS['navertv'].key})/?"),
    "tv.kakao.com": re.compile(
        rf"/(?:(?:v|embed/player/cliplink)/|channel/[0-9]+/(?:clip|live)?link/)"
        rf"({HOSTS['kakaotv'].key})/?"
    ),
}


def reference_of(address: str) -> str | None:
    """What a body keeps of a pasted address, or None if it is none of a video we can show."""
    address = address.strip()
    if re.search(r"[\s\\]", address):
        return None
    if re.match(r"(?:[a-z0-9-]+\.)+[a-z]+/", address, re.IGNORECASE):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return None
    if host in _YOUTUBE:
        if parts.path in ("/watch", "/watch/"):
            key = (parse_qs(parts.query).get("v") or [""])[0]
            return _reference("youtube", key)
        return _in_path("youtube", _PATHS["youtube"], parts.path)
    if host == "youtu.be":
        return _in_path("youtube", _PATHS["youtu.be"], parts.path)
    if host == "tv.naver.com":
        return _in_path("navertv", _PATHS["tv.naver.com"], parts.path)
    if host in ("tv.kakao.com", "play-tv.kakao.com"):
        return _in_path("kakaotv", _PATHS["tv.kakao.com"], parts.path)
    return None


def describe(found: Found, shown: Shown) -> dict[str, Any]:
    code, _, key = found.reference.partition(":")
    host = HOSTS[code]
    return {
        "host": host.name,
        "address": host.page.format(key),
        "player": host.player.format(key),
        "caption": mark_safe(found.caption),
        "title": found.caption_text or f"{host.name} 영상",
    }


def _in_path(code: str, pattern: re.Pattern[str], path: str) -> str | None:
    match = pattern.fullmatch(path)
    return _reference(code, match[1]) if match else None


def _reference(code: str, key: str) -> str | None:
    reference = f"{code}:{key}"
    return reference if REFERENCE.fullmatch(reference) else None


ROOM = Room(
    name="video",
    element="figure",
    attribute="data-embed",
    reference=REFERENCE,
    inside=Inside.CAPTION,
    plugin="newsvideo",
    describe=describe,
)
