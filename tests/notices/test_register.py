"""Claims and notices as the desk writes them, and who is refused."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from accounts.models import User
from accounts.roles import Role
from articles import workflow
from articles.models import Article
from articles.refusals import Conflict, Incomplete, NotAllowed, Refused, WrongState
from notices.issuing import issue
from notices.models import Claim, Notice
from notices.permissions import kept_claims
from notices.register import go_on, receive, revise
from notices.standing import standing_on
from tests.builders import make_draft, make_facts, make_published, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF, name="최국장")


@pytest.fixture
def article() -> Article:
    return make_published()


def test_a_claim_from_its_receipt_to_its_notice(chief: User, article: Article) -> None:
    claim = receive(article, make_facts(is_marked=True), by=chief)
    assert standing_on(article.pk).marks == ("정정보도 청구 중",)
    claim = go_on(claim, by=chief, seen=1, to="accepted", note="법무 검토 마침")
    entry = claim.entries.first()
    assert (entry.what, entry.note, entry.by_name) == ("접수 → 수용", "법무 검토 마침", "최국장")
    notice = issue(article, "correction", "바로잡습니다.", by=chief, claim=claim, seen=2)
    claim.refresh_from_db()
    assert (claim.state, claim.is_open, notice.claim) == ("fulfilled", False, claim)
    standing = standing_on(article.pk)
    assert standing.marks == ()
    assert [shown.text for shown in standing.notices] == ["바로잡습니다."]
    line = article.log.first()
    assert (line.get_action_display(), line.by_name) == ("정정·반론·추후보도 게재", "최국장")
    # A notice that was wrong is followed by another.
    issue(article, "correction", "다시 바로잡습니다.", by=chief, claim=claim, seen=3)
    assert claim.notices.count() == 2


def test_what_was_written_down_wrong_is_corrected_and_told(chief: User, article: Article) -> None:
    claim = receive(article, make_facts(), by=chief)
    changed = revise(claim, make_facts(claimant="가온군", kind="reply"), by=chief, seen=1)
    assert changed.version == 2
    what = claim.entries.first().what
    assert what == "청구 종류: 정정보도 → 반론보도\n청구인: 가온시 → 가온군"
    assert (
        revise(changed, make_facts(claimant="가온군", kind="reply"), by=chief, seen=2).version == 2
    )
    assert claim.entries.count() == 2


def test_who_is_late_changes_nothing(chief: User, article: Article) -> None:
    claim = receive(article, make_facts(), by=chief)
    go_on(claim, by=chief, seen=1, note="전화함")
    for late in (
        lambda: revise(claim, make_facts(claimant="다른 이"), by=chief, seen=1),
        lambda: go_on(claim, by=chief, seen=1, to="dropped"),
        lambda: issue(article, "reply", "글", by=chief, claim=claim, seen=1),
    ):
        with pytest.raises(Conflict):
            late()
    assert (Notice.objects.count(), claim.entries.count()) == (0, 2)


def test_what_cannot_be(chief: User, article: Article) -> None:
    claim = receive(article, make_facts(), by=chief)
    for to in ("fulfilled", "closed", "received", "nonsense"):
        with pytest.raises(WrongState):
            go_on(claim, by=chief, seen=1, to=to)
    dropped = go_on(claim, by=chief, seen=1, to="dropped")
    for refused in (
        lambda: issue(article, "reply", "글", by=chief, claim=dropped, seen=2),
        lambda: issue(make_published(), "reply", "글", by=chief, claim=dropped, seen=2),
        lambda: issue(article, "nonsense", "글", by=chief),
        lambda: issue(article, "reply", " \n", by=chief),
        lambda: issue(article, "reply", "가" * 5_001, by=chief),
        lambda: issue(make_draft(), "reply", "글", by=chief),
        lambda: receive(make_draft(), make_facts(), by=chief),
        lambda: receive(article, make_facts(claimant="\u200b"), by=chief),
        lambda: go_on(dropped, by=chief, seen=2),
    ):
        with pytest.raises(Refused):
            refused()
    assert Notice.objects.count() == 0
    issue(article, "reply", "글", by=chief)
    with pytest.raises(WrongState, match="같은 보도문"):
        issue(article, "reply", " 글\r\n", by=chief)


def test_a_withdrawn_story_takes_notices_too(chief: User, article: Article) -> None:
    workflow.withdraw(article, by=None, reason="오보")
    assert issue(article, "correction", "바로잡습니다.", by=chief).article == article


def test_nobody_but_the_desk_of_the_section_and_the_chief() -> None:
    section = make_section()
    article = make_published(section_id=section.pk)
    claim = receive(article, make_facts(), by=make_user(Role.CHIEF))
    desk = make_user(Role.DESK, sections=(section,))
    issue(article, "reply", "데스크의 글", by=desk)
    assert list(kept_claims(desk, Claim.objects.all())) == [claim]
    others = [
        make_user(Role.DESK, sections=(make_section(),)),
        make_user(Role.REPORTER, sections=(section,)),
        make_user(Role.CONTRIBUTOR),
        make_user(Role.ADMIN),
        make_user(Role.CHIEF, is_active=False),
        make_user(is_superuser=True),
    ]
    for user in others:
        for refused in (
            lambda: receive(article, make_facts(), by=user),  # noqa: B023
            lambda: revise(claim, make_facts(claimant="다른 이"), by=user, seen=1),  # noqa: B023
            lambda: go_on(claim, by=user, seen=1, to="dropped"),  # noqa: B023
            lambda: issue(article, "reply", "남의 글", by=user),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                refused()
        assert not kept_claims(user, Claim.objects.all())


def test_a_document_that_is_refused_leaves_no_file(chief: User, article: Article) -> None:
    claim = receive(article, make_facts(), by=chief)
    for name, content in (("tool.exe", b"MZ"), ("empty.pdf", b""), ("noextension", b"x")):
        with pytest.raises(Incomplete):
            go_on(claim, by=chief, seen=1, file=ContentFile(content, name))
    go_on(claim, by=chief, seen=1, file=ContentFile(b"%PDF", "../정정 청구서.pdf"))
    document = claim.documents.get()
    assert "/" not in document.name
    assert document.name.endswith("정정 청구서.pdf")
    folder = Path(document.file.path).parent
    before = set(folder.iterdir())
    with pytest.raises(Conflict):
        go_on(claim, by=chief, seen=1, file=ContentFile(b"%PDF", "late.pdf"))
    assert set(folder.iterdir()) == before
    assert Path(document.file.path).name == f"{document.token}.pdf"
