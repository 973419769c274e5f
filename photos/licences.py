"""On what terms a picture may be used.

KOGL (공공누리) types as the Ministry of Culture publishes them: types 0 and 1 alone may be altered
and used commercially (domain.md, "Distribution").
"""

from django.db import models


class Licence(models.TextChoices):
    UNKNOWN = "", "확인 안 됨"
    OWN = "own", "자체 촬영"
    AGENCY = "agency", "통신사·제휴사"
    PROVIDED = "provided", "제공"
    KOGL_0 = "kogl-0", "공공누리 0유형 (자유이용)"
    KOGL_1 = "kogl-1", "공공누리 1유형 (출처표시)"
    KOGL_2 = "kogl-2", "공공누리 2유형 (출처표시, 상업적 이용금지)"
    KOGL_3 = "kogl-3", "공공누리 3유형 (출처표시, 변경금지)"
    KOGL_4 = "kogl-4", "공공누리 4유형 (출처표시, 상업적 이용금지, 변경금지)"
    CC0 = "cc0", "CC0 (자유이용)"
    CC_BY = "cc-by", "CC BY (저작자표시)"
    CC_BY_SA = "cc-by-sa", "CC BY-SA (동일조건변경허락)"
    CC_BY_ND = "cc-by-nd", "CC BY-ND (변경금지)"
    CC_BY_NC = "cc-by-nc", "CC BY-NC (비영리)"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA (비영리, 동일조건변경허락)"
    CC_BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND (비영리, 변경금지)"


# As the desk's forms offer them.
GROUPED = (
    (Licence.UNKNOWN.value, Licence.UNKNOWN.label),
    (
        "우리 것과 받은 것",
        tuple((each.value, each.label) for each in (Licence.OWN, Licence.AGENCY, Licence.PROVIDED)),
    ),
    (
        "공공누리",
        tuple((each.value, each.label) for each in Licence if each.value.startswith("kogl")),
    ),
    (
        "크리에이티브 커먼즈",
        tuple((each.value, each.label) for each in Licence if each.value.startswith("cc")),
    ),
)
