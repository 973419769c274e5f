"""감사 기록: who sees which lines, in what order, and the CSV."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import LogEntry
from audit.models import Entry, Kind
from audit.recording import record
from desk import audit_lines
from desk.audit_lines import OTHER_KINDS, STORY_KINDS, Line, Place, Wanted
from newsroom.lib.csv_cells import BYTE_ORDER_MARK
from tests.builders import make_content, make_draft, make_published, make_section, make_user

pytestmark = pytest.mark.django_db

SCREEN, CSV = "/admin/audit/", "/admin/audit/csv/"


def lines_of(user: User, **filters: Any) -> list[Line]:
    since = timezone.now() - timedelta(days=1)
    wanted = {"since": since, "until": since + timedelta(days=2)} | filters
    return list(audit_lines.every(user, Wanted(**wanted)))


def shown(client: Client, user: User, **query: str) -> str:
    client.force_login(user)
    response = client.get(SCREEN, query)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK))))


def test_each_sees_what_the_table_says(client: Client) -> None:
    """The row "audit log" of domain.md: – / own / own sections / all / all."""
    economy, city = make_section("경제"), make_section("사회")
    reporter = make_user(Role.REPORTER, sections=(economy,), name="기자")
    desk = make_user(Role.DESK, sections=(economy,), name="데스크")
    chief, admin = make_user(Role.CHIEF), make_user(Role.ADMIN, name="관리자")
    own = make_draft(reporter, title="내 기사", section_id=city.pk)
    theirs = make_draft(chief, title="경제 기사", section_id=economy.pk)
    other = make_draft(chief, title="사회 기사", section_id=city.pk)
    for user in (reporter, desk, admin):
        record(Kind.LOGIN, by=user)

    def seen(user: User) -> tuple[set[int], set[str]]:
        lines = lines_of(user)
        logins = {line.by_name for line in lines if line.act == Kind.LOGIN.label}
        return {line.article_id for line in lines if line.article_id}, logins

    everybody = {"기자", "데스크", "관리자"}
    assert seen(reporter) == ({own.pk}, {"기자"})
    assert seen(desk) == ({theirs.pk}, {"데스크"})
    assert seen(chief) == ({own.pk, theirs.pk, other.pk}, everybody)
    assert seen(admin) == ({own.pk, theirs.pk, other.pk}, everybody)
    assert seen(make_user(Role.CONTRIBUTOR)) == (set(), set())

    client.force_login(make_user(Role.CONTRIBUTOR))
    assert client.get(SCREEN).status_code == client.post(CSV).status_code == 403
    assert SCREEN not in client.get("/admin/").content.decode()
    assert "사회 기사" in shown(client, chief)
    assert 'name="by"' not in shown(client, reporter)
    assert SCREEN in client.get("/admin/").content.decode()


def test_the_administrator_reads_the_act_and_not_the_story(client: Client) -> None:
    chief, admin = make_user(Role.CHIEF, name="국장"), make_user(Role.ADMIN)
    draft = workflow.submit(make_draft(chief, title="숨긴제목"), by=chief)
    workflow.reject(draft, by=chief, reason="숨긴사유")
    live = make_published(title="보이는제목")
    workflow.save(live, make_content(title="숨긴수정안"), by=chief, base_revision=1)
    workflow.drop_changes(live, by=chief)
    gone = make_published(title="내린제목")
    workflow.withdraw(gone, by=admin, reason="관리자의사유")

    page = shown(client, admin)
    assert "반려" in page
    assert f"{draft.pk}번 기사" in page
    assert "보이는제목" in page
    assert "관리자의사유" in page
    rejected = next(line for line in lines_of(admin, article=draft.pk) if line.before == "송고")
    assert (rejected.title, rejected.reason, rejected.revision) == ("", "", None)
    assert {line.revision for line in lines_of(admin, article=live.pk)} == {None}
    log = client.get(f"/admin/articles/article/{draft.pk}/history/").content.decode()
    for text in (page, log):
        for hidden in ("숨긴", "내린제목"):
            assert hidden not in text
    assert "숨긴사유" in shown(client, chief)


def test_filters(client: Client) -> None:
    economy, city = make_section("경제"), make_section("사회")
    market = make_section("증시", parent=economy)
    chief, admin = make_user(Role.CHIEF), make_user(Role.ADMIN)
    in_market = make_draft(chief, section_id=market.pk)
    workflow.submit(in_market, by=chief)
    in_city = make_draft(section_id=city.pk)
    record(Kind.EXPORT, by=admin)

    def numbers(**filters: Any) -> set[int | None]:
        return {line.article_id for line in lines_of(chief, **filters)}

    assert numbers(article=in_city.pk) == {in_city.pk}
    assert numbers(sections=(economy.pk, market.pk)) == {in_market.pk}
    assert numbers(by=chief.pk) == {in_market.pk}
    assert numbers(kind="submit") == {in_market.pk}
    assert numbers(kind="export") == {None}
    assert numbers(since=timezone.now()) == set()
    assert numbers(until=timezone.now() - timedelta(hours=1)) == set()
    assert not STORY_KINDS.keys() & OTHER_KINDS.keys()

    page = shown(client, chief, section=str(economy.pk), kind="submit", by=str(chief.pk))
    assert f"{in_market.pk}번 기사" in page
    assert f"{in_city.pk}번 기사" not in page
    for wrong in ({"since": "어제"}, {"article": "x"}, {"since": "9999.12.31"}, {"kind": "x"}):
        assert 'class="audit-error"' in shown(client, chief, **wrong)
    wrong = {"since": "2026.01.02", "until": "2026.01.01"}
    assert "‘부터’보다 앞선 날입니다" in shown(client, chief, **wrong)
    assert shown(client, chief, after="그 뒤", article="9" * 30)


def test_pages_go_on_where_the_last_one_ended(client: Client) -> None:
    """At one moment too, of which an import writes many lines."""
    chief = make_user(Role.CHIEF)
    Entry.objects.bulk_create(
        [
            Entry(by=chief, by_name="국장", kind=Kind.EXPORT, created_at=_ago(n // 4))
            for n in range(9)
        ]
    )
    article = make_draft(chief)
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                article=article, action="hold", by=chief, by_name="국장", created_at=_ago(n // 4)
            )
            for n in range(9)
        ]
    )
    wanted = Wanted(since=_ago(60), until=_ago(-60), by=chief.pk)
    expected = [line.place for line in audit_lines.page(chief, wanted, None, 100)]
    assert len(expected) == len(set(expected)) == 9 + 9 + 1
    found: list[Place] = []
    while lines := audit_lines.page(chief, wanted, found[-1] if found else None, 4):
        found += [line.place for line in lines]
    assert found == expected
    assert [Place.read(str(place)) for place in found] == found
    assert Place.read("9" * 18 + "s1") is not None
    assert Place.read("1x2") is None
    with CaptureQueriesContext(connection) as queries:
        audit_lines.page(chief, wanted, None, 50)
    assert len(queries) <= 6
    assert "COUNT(" not in str(queries.captured_queries)


def test_the_next_page_is_linked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.audit_screen.PAGE", 2)
    chief = make_user(Role.CHIEF)
    drafts = [make_draft(chief) for _ in range(3)]
    client.force_login(chief)
    first = client.get(SCREEN, {"kind": "create"})
    second = client.get(f"{SCREEN}?{first.context['older']}")
    numbers = [line.article_id for page in (first, second) for line in page.context["lines"]]
    assert numbers == [draft.pk for draft in reversed(drafts)]
    assert second.context["older"] == ""


def test_a_csv_is_harmless_and_logged_before_it_begins(client: Client) -> None:
    chief = make_user(Role.CHIEF, name="=HYPERLINK(1)")
    article = make_draft(chief, title="+82 도서관, “연다”")
    workflow.hold(workflow.submit(article, by=chief), by=chief, reason="-1\n@x")
    client.force_login(chief)
    response = client.post(CSV, {"article": str(article.pk), "kind": ""})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    told = Entry.objects.get(kind=Kind.EXPORT)
    assert (told.by, told.detail) == (chief, f"기사: {article.pk}")
    assert told.subject.startswith("감사 기록 CSV 2")
    head, *rows = rows_of(response)
    assert head[:3] == ["때", "누가", "한 일"]
    assert [row[2] for row in rows] == ["보류", "송고", "새 기사"]
    assert rows[0][1] == "'=HYPERLINK(1)"
    assert rows[0][4] == "'+82 도서관, “연다”"
    assert rows[0][8] == "'-1\n@x"


def test_a_csv_has_its_readers_rights_and_limits(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_lines, "CHUNK", 2)
    reporter = make_user(Role.REPORTER)
    own = [make_draft(reporter) for _ in range(5)]
    make_draft(make_user(Role.REPORTER))
    client.force_login(reporter)
    _, *rows = rows_of(client.post(CSV))
    assert [row[3] for row in rows if row[3]] == [str(draft.pk) for draft in reversed(own)]
    assert client.get(CSV).status_code == 405
    before = Entry.objects.count()
    refused = client.post(CSV, {"since": "2020.01.01"})
    assert refused.status_code == 400
    assert "366일까지" in refused.content.decode()
    assert Entry.objects.count() == before


def _ago(minutes: int) -> Any:
    now = timezone.now().replace(second=0, microsecond=123)
    return now - timedelta(minutes=minutes)
