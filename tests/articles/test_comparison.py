from dataclasses import fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from accounts.roles import Role
from articles.comparison import FIELD_NAMES, changed_fields, compare_contents
from articles.content import Content
from newsroom.lib.compare import Kind
from tests.articles.blocks.bodies import make_file
from tests.builders import (
    make_content,
    make_draft,
    make_photo,
    make_reporter,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


def values(before: Content, after: Content, field: str, by: User | None = None) -> list[str]:
    signs = {Kind.SAME: "", Kind.REMOVED: "-", Kind.ADDED: "+"}
    compared = compare_contents(before, after, by=by or make_user(Role.CHIEF))
    (found,) = [each for each in compared if each.field == field]
    return [signs[piece.kind] + piece.text for piece in found.pieces]


def test_every_field_has_a_korean_name() -> None:
    """A field that stories get later must not change unseen."""
    assert FIELD_NAMES.keys() == {field.name for field in fields(Content)}
    content = make_content()
    compared = compare_contents(content, content, by=make_user(Role.CHIEF))
    assert [each.name for each in compared] == list(FIELD_NAMES.values())
    assert not any(each.is_changed for each in compared)


def test_values_are_what_editors_call_them() -> None:
    top = make_section("여행")
    child = make_section("여행가는 봄", parent=top)
    kim, lee = make_reporter("김정민"), make_reporter("이서연")
    photo = make_photo(caption="광장")
    at = datetime(2026, 11, 23, 9, 5, tzinfo=ZoneInfo("Asia/Seoul"))
    before = make_content(section_id=top.pk, reporter_ids=(kim.pk,), tags=("가", "나"))
    after = replace(
        before,
        section_id=child.pk,
        reporter_ids=(lee.pk, kim.pk),
        tags=("나", "다"),
        labels=("breaking",),
        reporting_type="press_release",
        lead_photo_id=photo.pk,
        embargo_until=at,
        is_incomplete=True,
    )
    assert values(before, after, "section_id") == ["-여행", "+여행 › 여행가는 봄"]
    assert values(before, after, "reporter_ids") == ["+이서연", "김정민"]
    assert values(before, after, "tags") == ["-가", "나", "+다"]
    assert values(before, after, "labels") == ["+속보"]
    assert values(before, after, "reporting_type") == ["-자체취재", "+보도자료"]
    assert values(before, after, "lead_photo_id") == ["-없음", f"+{photo.pk}번 사진 (광장)"]
    assert values(before, after, "embargo_until") == ["-없음", "+2026.11.23 09:05"]
    assert values(before, after, "is_incomplete") == ["-아니요", "+예"]
    assert changed_fields(before, after) == [
        *("대표 사진", "섹션", "기자", "태그", "꼬리표", "취재 유형", "엠바고", "내용 미완"),
    ]


def test_namesakes_are_told_apart() -> None:
    one, other = make_reporter("김정민"), make_reporter("김정민")
    before = make_content(reporter_ids=(one.pk,))
    after = replace(before, reporter_ids=(other.pk,))
    assert values(before, after, "reporter_ids") == [
        f"-김정민 (예시신문, #{one.pk})",
        f"+김정민 (예시신문, #{other.pk})",
    ]


def test_what_was_deleted_since_is_still_a_change() -> None:
    before = make_content()
    gone = 987_654
    after = replace(
        before, section_id=gone, reporter_ids=(gone,), outlet_id=gone, lead_photo_id=gone
    )
    assert values(before, after, "section_id")[1] == f"+없어진 섹션({gone}번)"
    assert values(before, after, "reporter_ids")[1] == f"+없어진 기자({gone}번)"
    assert values(before, after, "outlet_id")[1] == f"+없어진 매체({gone}번)"
    assert values(before, after, "lead_photo_id")[1] == f"+{gone}번 사진"


def test_titles_of_stories_are_told_to_those_who_may_read_them() -> None:
    secret = make_draft(title="비밀 초안")
    before = make_content()
    after = replace(before, related_ids=(secret.pk,))
    assert values(before, after, "related_ids") == [f"+{secret.pk}번 비밀 초안"]
    outsider = make_user(Role.REPORTER)
    assert values(before, after, "related_ids", outsider) == [f"+{secret.pk}번 기사"]


def test_pictures_are_shown_to_those_who_may_see_them() -> None:
    photo = make_photo(caption="아직 비밀")
    before = make_content()
    after = replace(before, lead_photo_id=photo.pk)
    outsider = make_user(Role.CONTRIBUTOR)
    assert values(before, after, "lead_photo_id", outsider) == ["-없음", f"+{photo.pk}번 사진"]


def test_a_body_names_what_its_blocks_refer_to_as_far_as_one_may_read_it() -> None:
    hidden, gone = make_draft(title="숨은 이야기"), 999_999
    file = make_file("pdf", "보고서.pdf")
    figures = "".join(
        f'<figure data-{reference}"></figure>'
        for reference in (
            f'article="{hidden.pk}',
            f'article="{gone}',
            f'file="{file.token}.pdf',
            'notice="suicide',
            'embed="navertv:12',
        )
    )
    before = make_content()
    after = replace(before, body=f"{before.body}{figures}")

    def told(by: User) -> list[str]:
        (compared,) = [
            each for each in compare_contents(before, after, by=by) if each.field == "body"
        ]
        return [block.block.source for block in compared.blocks if block.block.source]

    assert told(make_user(Role.CHIEF)) == [
        f"관련 기사 {hidden.pk}번 숨은 이야기",
        f"관련 기사 {gone}번",
        "파일 보고서.pdf",
        "안내 상자: 자살예방 상담 안내",
        "네이버TV 영상 12",
    ]
    assert told(make_user(Role.CONTRIBUTOR))[:3] == [
        f"관련 기사 {hidden.pk}번",
        f"관련 기사 {gone}번",
        "파일",
    ]
