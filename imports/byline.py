"""Bylines as outlets type them: 【매체 = 이름 기자】 and its relatives.

A line is only ever read for a byline at its first or last few characters, so a line of any
length costs the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from imports.story import ReporterName

# A byline longer than this is not one.
LONGEST = 200

_ROLE = (
    r"(?:(?:인턴|수습|선임|객원|전문|시민|명예|수석|사진|영상|대|편집)\s?)?기자"
    r"|(?:[가-힣]{2,4}\s)?특파원|논설위원|편집위원|논설주간|통신원|리포터"
)
_LATIN = r"[A-Z][A-Za-z.'\-]{0,20}"
_NAME = (
    rf"(?:[가-힣]{{2,5}}?|[가-힣]\s[가-힣]|[\u4e00-\u9fff]{{2,4}}|{_LATIN}(?:\s{_LATIN}){{0,3}})"
)
_EMAIL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)+"
_EMAIL_HERE = rf"(?:\s*[(<（]?\s*{_EMAIL}\s*[)>）]?)"
_BETWEEN = r"\s*(?:[·・ㆍ‧∙•,，、/&]|\s와\s|\s및\s)\s*"
_ONE = rf"{_NAME}(?:\s*(?:{_ROLE}))?{_EMAIL_HERE}?"
_PEOPLE = rf"(?:{_ONE}{_BETWEEN}){{0,9}}{_NAME}\s*(?:{_ROLE}){_EMAIL_HERE}?"
_OPEN = r"[【\[(（〔［<〈]"
_CLOSE = r"[】\])）〕］>〉]"
_INSIDE = r"[^=|\[\]【】()（）〔〕［］<>〈〉]"
_WORD = r"[^\s=|,.]{1,20}"
_PLACE = rf"(?P<place>{_INSIDE}{{1,20}}?)"
_OUTLET = rf"(?P<outlet>{_INSIDE}{{1,40}}?)"
_AFTER = r"\s*(?:[=|｜:：/\-–—]+\s*|(?=\s|$))"
_RULED_OFF = r"\s*[=|｜]+\s*"

# In the order they are tried; the first that fits wins. {people} is the reporters, {place} the
# dateline, which is told from an outlet only by where it stands.
_OPENING = tuple(
    re.compile(form)
    for form in (
        # 【매체 = 이름 기자】 · [매체=홍길동기자]
        rf"{_OPEN}\s*{_OUTLET}\s*[=:|/]\s*(?P<people>{_PEOPLE})\s*{_CLOSE}{_AFTER}",
        # [서울=매체 홍길동 기자]
        rf"{_OPEN}\s*{_PLACE}\s*=\s*{_OUTLET}\s+(?P<people>{_PEOPLE})\s*{_CLOSE}{_AFTER}",
        # [매체 홍길동 기자] · [홍길동 기자]
        rf"{_OPEN}\s*(?:{_OUTLET}\s+)?(?P<people>{_PEOPLE})\s*{_CLOSE}{_AFTER}",
        # (서울=매체) 홍길동 기자 = · [지역=매체] 홍길동 기자
        rf"{_OPEN}\s*{_PLACE}\s*=\s*{_OUTLET}\s*{_CLOSE}\s*(?P<people>{_PEOPLE}){_AFTER}",
        # [매체] 홍길동 기자 =
        rf"{_OPEN}\s*{_OUTLET}\s*{_CLOSE}\s*(?P<people>{_PEOPLE})(?:{_RULED_OFF}|\s*$)",
        # 매체 홍길동 기자 | · 홍길동·김철수 기자 =
        rf"(?:(?P<outlet>{_WORD}(?:\s{_WORD})?)(?:\s+|\s*=\s*))?(?P<people>{_PEOPLE}){_RULED_OFF}",
        # 홍길동·김철수 기자, straight before the text: one name alone there may be its subject.
        rf"(?P<outlet>)(?P<people>{_ONE}{_BETWEEN}{_PEOPLE})\s+",
    )
)
# (서울=매체) with no reporter; only a known place makes it one.
_DATELINE = re.compile(rf"{_OPEN}\s*{_PLACE}\s*=\s*{_OUTLET}\s*{_CLOSE}\s*(?:=\s*)?")
# 홍길동 기자 hong@example.com, alone or before the text.
_WITH_EMAIL = re.compile(
    rf"/?\s*(?:(?P<outlet>[^\s=|,.@/]{{1,20}})\s+)?(?P<people>(?:{_ONE}{_BETWEEN}){{0,9}}"
    rf"{_NAME}\s*(?:{_ROLE}){_EMAIL_HERE})(?:\s*[=|｜]+\s*|\s+|$)"
)
_ALONE = re.compile(rf"/?\s*(?:(?P<outlet>[^\s=|,.@/]{{1,20}})\s+)?(?P<people>{_PEOPLE})\s*$")
_CLOSING = re.compile(
    rf"(?<=[.。\"”'’…)])\s*/?\s*(?:"
    rf"{_OPEN}\s*(?:(?P<outlet>{_INSIDE}{{1,40}}?)\s*[=\s]\s*)?(?P<bracketed>{_PEOPLE})\s*{_CLOSE}"
    rf"|(?P<people>(?:{_ONE}{_BETWEEN}){{0,9}}{_NAME}\s*(?:{_ROLE}){_EMAIL_HERE}))\s*$"
)
_PERSON = re.compile(rf"(?P<name>{_NAME})(?:\s*(?:{_ROLE}))?(?P<email>{_EMAIL_HERE})?")
_ONE_PERSON = re.compile(rf"{_PERSON.pattern}\s*$")
_SPLIT = re.compile(_BETWEEN)
_EMAIL_ONLY = re.compile(_EMAIL)

# A picture's or a figure's credit has the form of a byline and is none.
_CREDITS = frozenset(
    ("사진", "사진제공", "자료", "자료사진", "그래픽", "영상", "출처", "제공", "그림", "일러스트")
)
_PLACE_NAMES = """
    서울 부산 대구 인천 광주 대전 울산 세종 경기 강원 충북 충남 전북 전남 경북 경남 제주
    수원 성남 고양 용인 부천 안산 안양 남양주 화성 평택 의정부 파주 김포 춘천 원주 강릉 청주
    충주 천안 아산 전주 군산 익산 목포 여수 순천 포항 경주 구미 안동 창원 진주 김해 국회
    전국 종합 워싱턴 뉴욕 로스앤젤레스 런던 파리 베를린 브뤼셀 모스크바 도쿄 오사카 베이징
    상하이 홍콩 타이베이 하노이 방콕 자카르타 뉴델리 카이로 시드니
"""
_PLACES = frozenset(_PLACE_NAMES.split())


@dataclass(frozen=True)
class Byline:
    outlet: str
    reporters: tuple[ReporterName, ...]
    # Nothing but a name and 기자 on a line of its own: as well a headline about a reporter.
    is_weak: bool = False


def opening(line: str) -> tuple[Byline, str] | None:
    """The byline a line begins with, and the text after it ("" when it stands alone)."""
    start = line[:LONGEST]
    for form in _OPENING:
        if match := form.match(start):
            byline = _byline(match, match["people"])
            return (byline, line[match.end() :].strip()) if byline else None
    if (match := _DATELINE.match(start)) and match["place"].strip() in _PLACES:
        return Byline(match["outlet"].strip(), ()), line[match.end() :].strip()
    if match := _WITH_EMAIL.match(start):
        byline = _byline(match, match["people"])
        return (byline, line[match.end() :].strip()) if byline else None
    if len(line) <= LONGEST and (match := _ALONE.match(line)):
        byline = _byline(match, match["people"], is_weak=True)
        return (byline, "") if byline else None
    return None


def closing(line: str) -> tuple[Byline, str] | None:
    """The byline a paragraph ends with, and the text before it."""
    offset = max(0, len(line) - LONGEST)
    match = _CLOSING.search(line[offset:])
    if not match:
        return None
    byline = _byline(match, match["people"] or match["bracketed"])
    text = line[: offset + match.start()].strip()
    return (byline, text) if byline and text else None


def email_alone(line: str) -> str:
    """The address, when a line is an e-mail address and nothing else; else ""."""
    bare = line.strip().strip("()<>[] ")
    return bare if len(bare) <= LONGEST and _EMAIL_ONLY.fullmatch(bare) else ""


def _byline(match: re.Match[str], people: str, *, is_weak: bool = False) -> Byline | None:
    outlet = (match["outlet"] or "").strip(" =|·")
    if "".join(outlet.split()) in _CREDITS:
        return None
    if outlet in _PLACES:
        outlet = ""
    return Byline(outlet, _reporters(people), is_weak)


def _reporters(people: str) -> tuple[ReporterName, ...]:
    found: dict[str, ReporterName] = {}
    for part in _SPLIT.split(people.strip()):
        if match := _ONE_PERSON.match(part.strip()):
            name = _joined(match["name"])
            email = (match["email"] or "").strip().strip("()<>（） ")
            if name not in found or email:
                found[name] = ReporterName(name, email)
    return tuple(found.values())


def _joined(name: str) -> str:
    """A two-syllable name set wide (이 준) is one word; a Latin name keeps its spaces."""
    parts = name.split()
    return "".join(parts) if all("가" <= part[0] <= "힣" for part in parts) else " ".join(parts)
