from datetime import date

import pytest
from django.db import IntegrityError, transaction

from mastheads.models import REQUIRED_FIELDS, Editor, Masthead, Registration

pytestmark = pytest.mark.django_db


def complete() -> Masthead:
    masthead = Masthead.current()
    for name in REQUIRED_FIELDS:
        setattr(masthead, name, date(2020, 1, 1) if name.endswith("_on") else "채움")
    masthead.save()
    Registration.objects.create(masthead=masthead, number="예시 아00000")
    Editor.objects.create(masthead=masthead, name="편집인", field="취재")
    return Masthead.current()


def test_before_anyone_fills_it_in_everything_required_is_missing() -> None:
    missing = Masthead.current().missing_fields()
    assert len(missing) == len(REQUIRED_FIELDS) + 2
    assert {"제호", "등록번호", "편집인", "청소년보호책임자"} <= set(missing)
    assert "고충처리인" not in missing


def test_nothing_is_missing_when_all_is_there() -> None:
    assert complete().missing_fields() == []


@pytest.mark.parametrize("name", REQUIRED_FIELDS)
def test_each_required_field_is_missed(name: str) -> None:
    masthead = complete()
    setattr(masthead, name, None if name.endswith("_on") else "")
    masthead.save()
    label = Masthead._meta.get_field(name).verbose_name
    assert Masthead.current().missing_fields() == [label]


def test_there_is_one_row() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Masthead.objects.create(pk=2)
