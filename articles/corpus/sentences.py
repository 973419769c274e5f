"""Sentence patterns in newspaper Korean. A slot takes its particle after the colon."""

TITLES = (
    "{place}, {topic} {plan} 본격화",
    "{place} {topic} {plan} 나선다",
    "{topic}, {place:이/가} 먼저 시작했다",
    "{organisation}, {topic} {plan} 추진",
    "{place} {topic} 예산 {amount}억 원 확보",
    "“{topic:은/는} 주민과 함께”… {place} {plan}",
    "{organisation} “{topic} 내년까지 마무리”",
    "{topic} 이용 {people} {percent}% 늘어",
    "{place}, {topic} 놓고 {plan}",
    "{day} {place}에서 {topic} {plan}",
)
SUBTITLES = (
    "{organisation:과/와} 업무 협약… {plan}부터",
    "{people} {number}명 참여",
    "{amount}억 원 들여 {plan}",
    "{office} “{people} 목소리 듣겠다”",
    "전년보다 {percent}% 증가",
)
LEADS = (
    "{place:이/가} {topic} 관련 {plan:을/를} 본격 추진한다고 {day} 밝혔다.",
    "{organisation:은/는} {day} {place}에서 {topic:을/를} 주제로 {plan:을/를} 시작했다.",
    "{place:과/와} {organisation:이/가} {topic:을/를} 위해 손을 잡았다.",
    "{topic:을/를} 둘러싼 {people}의 관심이 커지는 가운데 {place:이/가} {plan:을/를} 내놓았다.",
    "{place} {topic} 사업이 {plan:을/를} 거쳐 새 단계에 들어섰다.",
)
SENTENCES = (
    "{organisation}에 따르면 올해 {topic}에 참여한 {people:은/는} 모두 {number}명으로 지난해보다 {percent}% 늘었다.",
    "이번 사업에는 시비 {amount}억 원을 포함해 모두 {amount2}억 원이 들어간다.",
    "{place:은/는} 먼저 {plan:을/를} 마친 뒤 {plan2:으로/로} 넘어갈 계획이다.",
    "{people:은/는} {topic:이/가} 생활에 실제로 도움이 되려면 {plan:이/가} 먼저라고 입을 모았다.",
    "지난달 열린 간담회에서는 {people} {small}명이 참석해 {topic}에 대한 의견을 나눴다.",
    "{organisation:은/는} {place:과/와} 함께 {plan:을/를} 맡고, 그 결과를 누리집에 공개한다.",
    "다만 {topic:을/를} 둘러싸고 {plan:이/가} 충분하지 않았다는 지적도 나온다.",
    "{place:은/는} {day}까지 신청을 받아 대상 {people} {small}명을 정한다.",
    "신청은 가까운 행정복지센터나 {organisation} 누리집에서 할 수 있다.",
    "앞서 {place:은/는} 지난해 {plan:을/를} 통해 {topic}의 문제점을 살폈다.",
    "조사에 응한 {people} 가운데 {percent}%는 “만족한다”고 답했다.",
    "{organisation:이/가} 낸 자료를 보면 {topic} 관련 민원은 한 해 {number}건에 이른다.",
    "특히 {people:을/를} 위한 {plan:이/가} 새로 마련됐다.",
    "현장에서는 {plan}보다 {plan2:이/가} 급하다는 목소리도 적지 않았다.",
    "{place:은/는} 이웃한 {place2:과/와} 협의해 {topic:을/를} 함께 풀어 가기로 했다.",
    "시범 지역으로 뽑힌 곳은 {place:과/와} {place2} 두 곳이다.",
    "공사는 {day} 시작해 내년 상반기에 마무리된다.",
    "{topic} 담당 부서는 {small}명 규모로 꾸려진다.",
    "관련 조례는 이달 말 열리는 임시회에서 다뤄진다.",
    "{people:이/가} 직접 참여하는 점검단도 분기마다 현장을 찾는다.",
    "행사장을 찾은 {people:은/는} {topic:을/를} 가까이에서 볼 수 있어 좋았다는 반응을 보였다.",
    "{organisation} 관계자는 {plan}에 시간이 더 필요하다고 설명했다.",
    "전문가들은 {topic:이/가} 자리를 잡으려면 꾸준한 예산이 뒷받침돼야 한다고 조언한다.",
    "{place:은/는} 비슷한 사업을 벌인 {place2}의 사례도 참고했다.",
)
QUOTES = (
    "{person} {organisation} {office:은/는} “{topic:은/는} {people:과/와} 함께 만들어 가야 하는 일”이라고 말했다.",
    "{person} {place} {office:은/는} “{plan:을/를} 차질 없이 진행해 {people:이/가} 달라진 점을 느끼게 하겠다”고 강조했다.",
    "{place}에 사는 {person} 씨는 “{topic:이/가} 이렇게 가까이 있는 줄 몰랐다”며 웃었다.",
    "{person} {office:은/는} “{plan:이/가} 늦어진 점은 죄송하게 생각한다”며 “{day} 전에 결과를 알리겠다”고 했다.",
    "{person} 씨는 “{people}에게 필요한 것은 {plan:이라는/라는} 점을 알아 달라”고 당부했다.",
)
CLOSINGS = (
    "자세한 내용은 {organisation} 누리집에서 확인할 수 있다.",
    "{place:은/는} 내년 초 {plan} 결과를 내놓을 예정이다.",
    "{organisation:은/는} {day} 다음 일정을 알린다.",
    "한편 {place:은/는} 올해 안에 {topic} 백서를 펴낸다.",
)
HEADINGS = (
    "{plan}, 어떻게 이뤄지나",
    "{people:이/가} 말하는 {topic}",
    "남은 과제",
    "숫자로 본 {topic}",
)
