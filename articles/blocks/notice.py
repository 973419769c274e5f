"""Notice boxes of fixed wording (domain.md): a body names one, the words stand here."""

import re
from typing import Any

from articles.blocks.found import Found
from articles.blocks.room import Room
from articles.blocks.shown import Shown
from articles.body_elements import Inside

# Title and sentences.
NOTICES = {
    "suicide": (
        "자살예방 상담 안내",
        (
            "혼자 견디지 않으셔도 됩니다. "
            "자살 충동이나 견디기 어려운 우울감이 있다면, 또는 곁의 누군가가 걱정된다면 "
            "자살예방 상담전화 109에서 전문 상담사와 이야기할 수 있습니다.",
            "하루 24시간 전화할 수 있습니다. "
            "목숨이 위태로운 때에는 119나 112로 먼저 연락해 주십시오.",
        ),
    ),
    "disaster": (
        "재난보도 안내",
        (
            "재난 상황을 전하는 기사입니다. "
            "상황이 바뀌면 기사에 적힌 피해 규모와 원인도 달라질 수 있습니다. "
            "대피와 구호는 정부와 지방자치단체의 안내를 먼저 따라 주십시오.",
            "피해자와 가족의 사생활을 지키기 위해 이름과 얼굴, 사고 장면은 필요한 만큼만 싣습니다.",
        ),
    ),
    "ai-text": (
        "AI 활용 안내",
        ("생성형 인공지능(AI)의 도움을 받아 쓴 기사입니다. 기자가 내용을 확인하고 고쳤습니다.",),
    ),
    "ai-image": (
        "AI 활용 안내",
        ("이 기사에는 인공지능(AI)으로 만든 이미지가 있습니다. 실제 장면을 찍은 사진이 아닙니다.",),
    ),
}
_PHONES = {"suicide": "109"}


def describe(found: Found, shown: Shown) -> dict[str, Any]:
    title, sentences = NOTICES[found.reference]
    return {
        "kind": found.reference,
        "title": title,
        "sentences": sentences,
        "phone": _PHONES.get(found.reference, ""),
    }


ROOM = Room(
    name="notice",
    element="figure",
    attribute="data-notice",
    reference=re.compile("|".join(NOTICES)),
    inside=Inside.NOTHING,
    plugin="newsnotice",
    describe=describe,
)
