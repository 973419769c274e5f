"""Lines of a copied page that belong to the page and not to any story on it."""

from __future__ import annotations

import re

_MORE = re.compile(r"[+▶\[(<]*\s*더\s?보기\s*[+>»›▶▷→\])]*")
_HEADING_AND_MORE = re.compile(
    r"(?P<name>\S.{0,39}?)\s+(?P<more>[+▶\[(<]*\s*더\s?보기\s*[+>»›▶▷→\])]*)"
)
_SEPARATOR = re.compile(r"(?:[-=*_~#─━═—–―·•※◆◇■□●○★☆]\s*){3,}")
# As they stand without spaces and in lower case.
_FURNITURE_LINES = """
    메뉴 전체메뉴 메뉴열기 메뉴닫기 본문바로가기 메뉴바로가기 주메뉴바로가기 홈 검색 검색창열기
    로그인 로그아웃 회원가입 마이페이지 인쇄 인쇄하기 프린트 공유 공유하기 기사공유하기 스크랩
    목록 목록으로 이전 다음 이전기사 다음기사 맨위로 위로 상단으로 닫기 글자크기 글자크기조절
    글씨크기 가+ 가- 가− 가+가- 가−가+ 댓글 댓글쓰기 좋아요 구독 구독하기 기사제보
    url복사 주소복사 top menu more home search login 카카오톡 페이스북
    트위터 네이버밴드 기사원문 원문보기 관련기사 많이본뉴스 최신기사 최신뉴스
"""
_FURNITURE = frozenset(_FURNITURE_LINES.split())
_FURNITURE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 저작권자 ⓒ 매체, 무단전재 및 재배포 금지
        r"[<\[(【]?\s*(?:(?:저작권자|copyright)\s*[ⓒ©(:].{0,150}|[ⓒ©].{0,100})",
        r".{0,60}무단\s?전재\s*(?:및|[-·ㆍ,/])?\s*재\s?배포.{0,10}금지.{0,20}",
        # 입력 2025.10.29 14:05 · 수정 2025.10.29 16:20
        r"(?:기사\s?)?(?:입력|등록|승인|수정|작성|송고|최종수정)(?:\s?(?:시간|일시|일|날짜))?\s*[:：]?\s*"
        r"\d{4}\s?[.\-/년][\d\s.\-/:：년월일시분초오전후·|,수정입력등록승인최종기사()월화수목금토일]{0,80}",
        # 홈 > 경제
        r"(?:홈|home)\s*[>›»].{0,60}",
        # 회사소개 | 이용약관 | 광고문의
        r"[^|ㅣ│.]{1,20}(?:\s*[|ㅣ│]\s*[^|ㅣ│.]{1,20}){2,20}",
    )
)
_LONGEST = 200


def is_more(line: str) -> bool:
    return len(line) <= 20 and _MORE.fullmatch(line) is not None


def heading_and_more(line: str) -> tuple[str, str] | None:
    """경기소식 and 더보기, when a page sets them on one line."""
    match = _HEADING_AND_MORE.fullmatch(line) if len(line) <= 60 else None
    return (match["name"], match["more"]) if match else None


def is_separator(line: str) -> bool:
    # A rule may be any length; its first characters tell.
    return len(line) >= 3 and _SEPARATOR.fullmatch(line[:_LONGEST]) is not None


def is_furniture(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    bare = "".join(line.split()).strip("|·>").lower()
    return bare in _FURNITURE or any(form.fullmatch(line) for form in _FURNITURE_FORMS)
