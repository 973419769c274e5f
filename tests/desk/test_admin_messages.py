import pytest
from django.utils.safestring import SafeString

from desk.admin_messages import in_good_korean


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('사진 "광장"가 성공적으로 추가', '사진 "광장"이 성공적으로 추가'),
        ('섹션 "경제"이/가 성공적으로 삭제', '섹션 "경제"가 성공적으로 삭제'),
        (
            '섹션 "<a href="/x/">중년·신중년뉴스</a>"가 성공',
            '섹션 "<a href="/x/">중년·신중년뉴스</a>"가 성공',
        ),
        ("4개의 섹션이/가 변경되었습니다.", "4개의 섹션이 변경되었습니다."),
        ("성공. 아래 내용을 수정해야 합니다.", "성공. 아래에서 계속 고칠 수 있습니다."),
        ("우리가 저장했습니다. 국가 기록", "우리가 저장했습니다. 국가 기록"),
    ],
)
def test_particles_fit_the_word_before_them(message: str, expected: str) -> None:
    assert in_good_korean(message) == expected


def test_a_safe_message_stays_safe_and_another_does_not_become_it() -> None:
    assert isinstance(in_good_korean(SafeString('사진 "광장"가 성공')), SafeString)
    assert not isinstance(in_good_korean('사진 "<b>"가 성공'), SafeString)
