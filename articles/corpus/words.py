"""The words the corpus is composed of. Places, organisations and people are invented."""

from functools import cache

from newsroom.lib.korean import josa


@cache
def _with_particle(word: str, pair: str) -> str:
    return josa(word, pair)


class Word(str):
    """A word that takes its particle in a pattern: `{place:은/는}`."""

    __slots__ = ()

    def __format__(self, pair: str) -> str:
        return _with_particle(str(self), pair) if pair else str(self)


def words(text: str) -> tuple[Word, ...]:
    """One word a line or between commas."""
    parts = text.replace("\n", ",").split(",")
    return tuple(Word(part.strip()) for part in parts if part.strip())


PLACES = words("""
    가온시, 누리시, 해담시, 다온시, 새벽시, 온새미시, 라온시, 아라시, 미리내시, 도담시
    한울군, 솔빛군, 여울군, 너른군, 별내음군, 은가람군, 들꽃군, 달샘군, 늘봄군, 푸른뫼군
    한빛구, 새솔구, 물결구, 햇살구, 나루구, 바람골구, 예솔구, 큰숲구, 마루구, 꽃담구
""")
ORGANISATIONS = words("""
    가온발전연구원, 누리시의회, 해담상공회의소, 한울교육지원청, 새벽교통공사, 아라항만공사
    도담도시공사, 솔빛문화재단, 여울환경연대, 라온대학교, 다온대학교병원, 미리내소방본부
    가온경찰서, 누리소비자모임, 한빛구청, 새솔복지관, 온새미농업기술센터, 푸른뫼산림조합
    물결청소년센터, 나루체육회, 예솔미술관, 큰숲도서관, 늘봄사회적기업협의회, 달샘상인회
    은가람수도사업소, 들꽃보건소, 마루주민자치회, 꽃담문화원, 별내음관광협회, 너른농민회
""")
OFFICES = words("""
    시장, 부시장, 군수, 구청장, 의장, 원장, 이사장, 센터장, 본부장, 대표, 회장, 사무국장
    담당 과장, 정책관, 교수, 연구위원, 위원장, 지회장, 관장, 소장
""")
SURNAMES = words(
    "김, 이, 박, 최, 정, 강, 조, 윤, 장, 임, 한, 오, 서, 신, 권, 황, 안, 송, 류, 홍, 전, 고, 문, 배, 백"
)
GIVEN_NAMES = words("""
    가람, 다온, 나래, 하늘, 보람, 슬기, 한결, 새롬, 아름, 다솜, 은솔, 초롱, 바다, 시내, 여름
    도현, 서율, 지온, 하람, 이든, 로운, 태오, 수안, 예담, 유찬, 민설, 채움, 해온, 윤슬, 세빈
    우진, 경아, 명수, 영주, 상혁, 혜란, 병호, 순애, 기태, 미숙
""")
DAYS = tuple(Word(f"{day}일") for day in range(1, 29))
PEOPLE_INVOLVED = words("""
    주민, 학생, 상인, 농민, 청년, 어르신, 소상공인, 학부모, 관람객, 전문가, 자원봉사자, 이용객
""")
PLANS = words("""
    실태 조사, 시범 운영, 설계 공모, 주민 설명회, 예산 편성, 안전 점검, 조례 개정, 민관 협의체 구성
    전담 조직 신설, 온라인 접수, 단계별 정비, 성과 평가, 맞춤형 상담, 현장 컨설팅, 시설 보강
    야간 개방, 이동 창구 운영, 공동 홍보, 인력 충원, 자료 공개
""")

# Per top section: what its stories are about. A topic also stands in titles, so it stays short.
TOPICS = {
    "politics": words("""
        지방의회 회기, 주민참여예산, 조례안 심사, 행정 사무감사, 지역구 조정, 공약 이행 점검
        추가경정예산안, 청년정책 기본계획, 정보공개 제도, 주민소환 청구, 의정 자문단, 선거 사무
    """),
    "economy": words("""
        전통시장 활성화, 지역화폐, 청년 창업 지원, 산업단지 재정비, 수출 상담회, 소상공인 융자
        일자리 박람회, 물가 안정 대책, 스마트 공장, 공공 배달앱, 농산물 직거래, 반도체 교육과정
    """),
    "society": words("""
        통학로 안전, 돌봄 교실, 감염병 예방, 노인 일자리, 층간소음 상담, 재활용 분리배출
        교통약자 이동, 재난 대응 훈련, 무더위 쉼터, 빈집 정비, 학교 급식, 응급의료 체계
    """),
    "culture": words("""
        마을 축제, 도서관 야간 개방, 지역 작가 전시, 거리 공연, 독립영화 상영회, 문화유산 보수
        시민 합창단, 책 읽기 모임, 공예 체험, 국악 한마당, 박물관 개편, 생활문화센터
    """),
    "sports": words("""
        시민 마라톤, 생활체육 대회, 유소년 축구, 수영장 재개장, 전국 배드민턴 대회, 실업팀 창단
        장애인 체육, 둘레길 걷기, 프로야구 2군 구장, 씨름 대회, 자전거 길, 파크골프장
    """),
    "opinion": words("""
        지방 소멸, 공공 의료, 기후 적응, 교육 격차, 지역 언론, 세대 갈등, 고령 친화 도시
        에너지 전환, 도시 재생, 인구 정책, 생활 속 민주주의, 느린 행정
    """),
}

# Slug, name, and the children of each top section; thirty in all.
SECTIONS = (
    ("politics", "정치", (("assembly", "의회"), ("administration", "행정"), ("elections", "선거"))),
    (
        "economy",
        "경제",
        (
            *(("industry", "산업"), ("market", "시장·물가"), ("jobs", "일자리")),
            *(("farming", "농업"), ("startup", "창업")),
        ),
    ),
    (
        "society",
        "사회",
        (
            *(("education", "교육"), ("health", "보건·의료"), ("welfare", "복지")),
            *(("environment", "환경"), ("incidents", "사건·사고"), ("traffic", "교통")),
        ),
    ),
    (
        "culture",
        "문화",
        (
            *(("books", "책"), ("stage", "공연"), ("exhibitions", "전시")),
            *(("heritage", "문화유산"), ("travel", "여행")),
        ),
    ),
    ("sports", "스포츠", (("local-sports", "생활체육"), ("school-sports", "학교체육"))),
    ("opinion", "오피니언", (("column", "칼럼"), ("editorial", "사설"), ("letters", "독자투고"))),
)
TAG_SUBJECTS = words("""
    교육, 복지, 교통, 환경, 안전, 예산, 청년, 노인, 축제, 도서관, 시장, 농업, 관광, 보건, 체육
    주거, 일자리, 창업, 문화, 의회
""")
TAG_ASPECTS = words("""
    정책, 현장, 지원, 토론회, 통계, 사람들, 계획, 점검, 논란, 공모, 개선, 박람회, 기획, 인터뷰, 현황
""")
TAGS = tuple(f"{subject} {aspect}" for aspect in TAG_ASPECTS for subject in TAG_SUBJECTS)
OUTLETS = ("미리내통신", "한소리경제")
