"""Story documents of our own invention, in the layout outlets hand over."""

TITLE = "가온시, 강변 도서관 새로 연다"
SUBTITLE = "열람실 두 배로 넓히고 밤 열 시까지 운영"
PARAGRAPHS = [
    "가온시는 내년 봄 강변 공원 옆에 새 도서관을 연다고 12일 밝혔다.",
    "새 도서관은 지상 3층에 책 8만 권을 갖추고, 어린이 자료실을 따로 둔다.",
    "시는 “걸어서 닿는 도서관을 동네마다 하나씩 만들겠다”고 설명했다.",
]
STUB_TITLE = "누리구, '밤길 안심' 가로등 300개 세운다"
STUB_LEAD = "누리구는 골목길 가로등 300개를 새로 세우기로 했다. 주민 설문에서 가장 많이 나온 요구로, 올해 안에"

PAGE = f"""메뉴

{TITLE}

{SUBTITLE}

\u00a0

【한빛뉴스 = 이도윤 기자】 {PARAGRAPHS[0]}

\u00a0

{PARAGRAPHS[1]}

\u00a0

{PARAGRAPHS[2]}

\u00a0


동네소식

더보기


생활·문화뉴스

{STUB_TITLE}
【한빛뉴스 = 박서아 기자】 {STUB_LEAD}
"""


def page(opening: str = "【한빛뉴스 = 이도윤 기자】 ", ending: str = "") -> str:
    """A story without widgets: its first paragraph opens with `opening`."""
    paragraphs = [f"{opening}{PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
    return "\n\n".join([TITLE, SUBTITLE, *paragraphs, *([ending] if ending else [])]) + "\n"
