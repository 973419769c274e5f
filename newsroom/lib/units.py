"""Units that follow numbers in Korean news, each with one spelling for its several."""

import re

# fmt: off
_HANGUL = (
    "원", "달러", "유로", "엔", "위안", "파운드",
    "명", "인", "분", "쌍", "팀", "가구", "세대", "마리", "그루", "포기", "송이",
    "건", "개", "곳", "군데", "대", "장", "점", "권", "부", "편", "곡", "쪽", "면", "층", "칸", "석", "표", "척", "채", "동",
    "필지", "벌", "켤레", "병", "잔", "통", "상자", "포대", "자루", "봉지", "접시", "그릇", "알", "배럴", "주",
    "개소", "개국", "개사", "개교", "개년", "개월", "개월분", "개동", "개반", "개팀", "개군", "개구",
    "세", "년", "월", "일", "시", "초", "시간", "분간", "주년", "주일", "주간", "학년", "학년도", "년도", "년대", "세기", "박",
    "회", "번", "배", "골", "평", "도", "%", "%포인트",
)
_SPELLINGS = {
    "세": ("살",),
    "%": ("퍼센트", "프로"),
    "%포인트": ("퍼센트포인트", "%p", "%P", "%P포인트"),
    "도": ("℃", "°C", "°"),
    "달러": ("불",),
    "mm": ("㎜", "밀리미터", "밀리"),
    "cm": ("㎝", "센티미터", "센티"),
    "m": ("미터", "ｍ"),
    "km": ("㎞", "킬로미터", "KM", "Km"),
    "㎡": ("제곱미터", "평방미터", "m²", "m2"),
    "㎢": ("제곱킬로미터", "평방킬로미터", "km²", "km2"),
    "㎥": ("세제곱미터", "입방미터", "m³", "m3"),
    "㏊": ("헥타르", "ha"),
    "㎍": ("마이크로그램", "μg"),
    "mg": ("㎎", "밀리그램"),
    "g": ("그램", "ｇ"),
    "kg": ("㎏", "킬로그램", "KG", "Kg"),
    "톤": ("t", "ｔ"),
    "mL": ("㎖", "ml", "밀리리터"),
    "L": ("l", "ℓ", "리터"),
    "W": ("와트",),
    "kW": ("㎾", "kw", "KW", "킬로와트"),
    "MW": ("㎿", "mw", "메가와트"),
    "GW": ("gw", "기가와트",),
    "kWh": ("kwh", "KWh", "㎾h", "킬로와트시"),
    "MWh": ("mwh", "㎿h", "메가와트시"),
    "GWh": ("gwh", "기가와트시",),
    "GB": ("gb", "기가바이트",),
    "TB": ("tb", "테라바이트",),
}
# What the syllable behind a unit makes another word of: 3원칙, 4대강, 1분기, 3분의 1, 5일장.
_OTHER_WORDS = {
    "원": "칙색화인", "인": "방구", "분": "기야위단의", "개": "인발막", "대": "강인학상", "장": "인애관", "점": "유심포",
    "권": "역한", "부": "문산", "편": "의", "면": "적역", "석": "유탄", "표": "본준현", "동": "안인포시", "주": "인택민자",
    "병": "원상실", "잔": "고액", "통": "신", "알": "려", "건": "물설강축", "세": "계금입", "월": "드급세", "일": "반본부장",
    "시": "민장설인즌험작도", "초": "등중반과", "회": "사의원인장", "배": "터우송", "골": "목프퍼", "도": "시민심청로의",
    "명": "칭단예", "박": "사물람", "번": "호영", "평": "균가택", "프로": "그젝야축선농배골", "불": "법량", "팀": "장",
    "채": "권무용소", "칸": "막", "벌": "금",
}
# fmt: on
_CANONICAL = {name: name for name in (*_HANGUL, *_SPELLINGS)} | {
    spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings
}


def _pattern(name: str) -> str:
    behind = ""
    if name[-1].isascii() and name[-1].isalnum():
        behind = "(?![A-Za-z0-9²³])"
    elif name in _OTHER_WORDS:
        behind = f"(?![{_OTHER_WORDS[name]}])"
    if name == "대":
        # 2대 1 is a ratio.
        behind += "(?! ?[0-9])"
    return re.escape(name) + behind


_UNIT = "|".join(_pattern(name) for name in sorted(_CANONICAL, key=len, reverse=True))
# Behind a space a syllable is a unit only where it ends a word or particles follow: 2만 개의, but
# not 2만 개미.
_FOLLOWING = (
    "이|가|은|는|을|를|의|에|에서|로|으로|과|와|도|만|부터|까지|보다|처럼|씩|당|쯤|가량|정도|간|째|여|대|어치|짜리|이상|이하|미만|초과"
    "|안팎|남짓|규모|중|내|뿐|밖에|마다|선|분|권|꼴|등|께|나|이나|라도|이라도|며|이며|고|이고|라고|이라고|라는|이라는|인|이던|이었다|였다|이다|입니다"
    "|이었던|이지만|지만|인데|이어서|여서|후|전|뒤|동안|말|초"
)
_JOINED = re.compile(f"({_UNIT})")
_APART = re.compile(f"[ \u00a0]({_UNIT})(?:(?:{_FOLLOWING}){{0,3}}(?![가-힣]))")


def unit_at(text: str, place: int) -> tuple[str, int]:
    """The unit behind a number that ends there, and where it ends itself; "" if there is none."""
    found = _JOINED.match(text, place) or _APART.match(text, place)
    return (_CANONICAL[found[1]], found.end(1)) if found else ("", place)
