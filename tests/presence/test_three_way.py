"""What each of two people changed, and both changes in one text."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comparison import FIELD_NAMES
from articles.content import Content
from presence.three_way import FIELDS, Changed, Pick, Unpicked, compare, merge

BASE = Content(title="제목", body="<p>본문</p>", outlet_id=1, tags=("가",), lead_photo_id=1)
TEXTS = st.sampled_from(["", "하나", "둘"])
CONTENTS = st.builds(
    Content,
    title=TEXTS,
    subtitle=TEXTS,
    body=TEXTS,
    outlet_id=st.just(1),
    tags=st.sampled_from([(), ("가",), ("가", "나")]),
    section_id=st.sampled_from([None, 1, 2]),
    lead_photo_id=st.sampled_from([None, 1, 2]),
    lead_caption=TEXTS,
    embargo_until=st.sampled_from([None, datetime(2026, 1, 1, tzinfo=UTC)]),
)


def changes(theirs: Content, mine: Content, base: Content | None = BASE) -> dict[str, Changed]:
    return {one.name: one.changed for one in compare(base, theirs, mine)}


def test_every_field_is_compared_once_and_has_a_name() -> None:
    names = [name for group in FIELDS for name in group]
    assert sorted(names) == sorted(field.name for field in fields(Content))
    assert {group[0] for group in FIELDS} <= set(FIELD_NAMES)


def test_who_changed_what() -> None:
    theirs = replace(BASE, title="남의 제목", subtitle="같은 부제", body="<p>남</p>")
    mine = replace(BASE, title="내 제목", subtitle="같은 부제", tags=("나",))
    assert changes(theirs, mine) == {
        "title": Changed.BOTH,
        "subtitle": Changed.ALIKE,
        "body": Changed.THEIRS,
        "tags": Changed.MINE,
    }
    assert changes(BASE, BASE) == {}


def test_without_a_base_whatever_differs_is_a_conflict() -> None:
    assert changes(BASE, replace(BASE, title="내 제목"), base=None) == {"title": Changed.BOTH}


def test_fields_of_one_person_are_merged_and_conflicts_as_picked() -> None:
    theirs = replace(BASE, title="남의 제목", body="<p>남</p>", section_id=1)
    mine = replace(BASE, title="내 제목", tags=("나",), section_id=2)
    with pytest.raises(Unpicked) as refusal:
        merge(BASE, theirs, mine, {"title": Pick.MINE})
    assert refusal.value.names == ["section_id"]
    merged = merge(BASE, theirs, mine, {"title": Pick.MINE, "section_id": Pick.THEIRS})
    assert merged == replace(mine, body="<p>남</p>", section_id=1)


def test_a_caption_stays_with_its_picture() -> None:
    theirs = replace(BASE, lead_photo_id=2, lead_caption="다른 사진")
    mine = replace(BASE, lead_caption="처음 사진의 설명")
    assert changes(theirs, mine) == {"lead_photo_id": Changed.BOTH}
    assert merge(BASE, theirs, mine, {"lead_photo_id": Pick.MINE}) == mine
    assert merge(BASE, theirs, mine, {"lead_photo_id": Pick.THEIRS}) == theirs


@given(CONTENTS, CONTENTS, CONTENTS)
def test_every_field_comes_from_one_of_two(base: Content, theirs: Content, mine: Content) -> None:
    conflicts = [one.name for one in compare(base, theirs, mine) if one.is_conflict]
    all_mine = merge(base, theirs, mine, dict.fromkeys(conflicts, Pick.MINE))
    all_theirs = merge(base, theirs, mine, dict.fromkeys(conflicts, Pick.THEIRS))
    for names in FIELDS:
        was, other, own, one, two = (
            [getattr(content, name) for name in names]
            for content in (base, theirs, mine, all_mine, all_theirs)
        )
        assert one == (own if own != was else other)
        assert two == (other if other != was else own)
    assert merge(base, base, mine, {}) == mine
    assert merge(base, theirs, base, {}) == theirs
