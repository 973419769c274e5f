import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from accounts.roles import Role
from articles import log_lines, workflow
from articles.content import Content
from articles.models import Article, LogEntry, Revision, Tag
from articles.states import Status
from imports import batches
from newsroom.lib.dates import iso
from photos.models import Photo
from redirects.models import Redirect
from reporters.models import Reporter
from sections.models import Section
from tests.builders import make_reporter, make_section, make_user, own_outlet, picture
from tests.imports.lines import told, write
from tests.imports.test_import_stories import KEYS, run, run_json

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outlet() -> None:
    own_outlet()


def take(path: Path, *options: object) -> tuple[int, list[dict[str, Any]]]:
    return run_json(path, "--format", "jsonl", *options)


def outcomes(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["status"] for answer in answers]


def edit(article: Article, **fields: object) -> Article:
    content = replace(Content.of(article), **fields)
    return workflow.save(article, content, by=make_user(Role.CHIEF), base_revision=article.revision)


def picture_files() -> set[Path]:
    return set(Path(settings.PHOTO_ROOT).rglob("*.*"))


def everything() -> list[list[dict[str, Any]]]:
    models = (Article, Revision, LogEntry, Tag, Section, Reporter, Redirect, Photo)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_a_story_with_all_its_fields(tmp_path: Path) -> None:
    (tmp_path / "사진").mkdir()
    (tmp_path / "사진/도서관.jpg").write_bytes(picture().getvalue())
    line = told(
        image="사진/도서관.jpg", caption="새 도서관", label="단독", reporting_type="보도자료"
    )
    code, (answer,) = take(write(tmp_path, line), "--publish")
    article = Article.objects.get()
    assert code == 0
    assert list(answer) == KEYS
    assert answer == {
        "source": "stories.jsonl:1",
        "status": "created",
        "kind": "article",
        "id": article.pk,
        "title": line["title"],
        "subtitle": line["subtitle"],
        "outlet": "예시신문",
        "reporters": ["이도윤"],
        "section": "가온소식",
        "paragraphs": 2,
        "published_at": "2021-03-04T09:30:00+09:00",
        "dropped": [],
        "warnings": [],
    }
    assert article.import_key == "jsonl:old-1"
    assert (article.status, article.labels) == (Status.PUBLISHED, ["exclusive"])
    assert article.reporting_type == "press_release"
    assert article.is_visible
    assert not article.is_modified
    assert article.lead_photo is not None
    assert article.photo_caption == "새 도서관"
    assert article.byline == "【예시신문 = 이도윤 기자】"
    assert {tag.name for tag in article.tags.all()} == {"가온시", "도서관"}
    assert Redirect.objects.get(old_path="/news/view.html?no=1").article == article
    assert Reporter.objects.get().email == "lee@example.com"


def test_it_is_written_as_the_workflow_writes_it(tmp_path: Path) -> None:
    take(write(tmp_path, told(url=None)), "--publish")
    made = Article.objects.get()
    other = workflow.create(Content.of(made), by=None, note="가져오기: stories.jsonl:1")
    other = workflow.publish_now(other, by=None, first_published_at=made.published_at)

    def rows(article: Article) -> list[object]:
        article = Article.objects.get(pk=article.pk)
        skipped = {"id", "article_id", "created_at", "updated_at", "import_key"}
        return [
            [
                {name: value for name, value in row.items() if name not in skipped}
                for row in queryset.order_by("pk").values()
            ]
            for queryset in (article.log, article.bylines)
        ] + [Content.of(article), article.status, article.live_revision, article.modified_at]

    assert rows(made) == rows(other)
    revisions = [article.revisions.get() for article in (made, other)]
    assert revisions[0].data == revisions[1].data
    assert all(revision.published_at for revision in revisions)
    assert [revision.note for revision in revisions] == ["가져오기: stories.jsonl:1"] * 2


def test_drafts_unless_published(tmp_path: Path) -> None:
    path = write(tmp_path, told())
    _, (answer,) = take(path)
    assert (answer["published_at"], Article.objects.get().status) == (None, Status.DRAFT)
    _, (answer,) = take(path, "--publish")
    assert (answer["status"], answer["published_at"]) == ("updated", "2021-03-04T09:30:00+09:00")
    before = everything()
    _, (answer,) = take(path, "--publish")
    assert (answer["status"], answer["warnings"]) == ("unchanged", [])
    assert everything() == before


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture("PNG").getvalue())
    path = write(
        tmp_path,
        told(1, image="a.png", caption="새 도서관"),
        told(2, body=None, paragraphs=["첫 문단\n둘째 줄", "<둘째> 문단 & 끝"]),
        told(3, section="gaon", reporter=None, reporters=["이도윤 기자", {"name": "박서아"}]),
        {"id": 4, "title": "제목뿐인 기사"},
        told(5, title="  e\u0301\u200b 제목 ", tags=["#태그", "태그"], label="속보"),
    )
    code, answers = take(path)
    assert (code, outcomes(answers)) == (0, ["created"] * 5)
    before = everything()
    for options in ([], ["--dry-run"]):
        code, answers = take(path, *options)
        assert (code, outcomes(answers)) == (0, ["unchanged"] * 5)
        assert everything() == before
    assert Article.objects.get(import_key="jsonl:old-5").title == "é 제목"
    assert Article.objects.get(import_key="jsonl:4").body == ""
    assert "&lt;둘째&gt;" in Article.objects.get(import_key="jsonl:old-2").body


def test_a_changed_line_updates_what_nobody_edited(tmp_path: Path) -> None:
    take(write(tmp_path, told(1), told(2), told(3)))
    edit(Article.objects.get(import_key="jsonl:old-2"), subtitle="고친 부제목")
    changed = [told(n, body="<p>바뀐 글.</p>", tags=None, reporter=None) for n in (1, 2, 3)]
    code, answers = take(write(tmp_path, *changed))
    assert (code, outcomes(answers)) == (1, ["updated", "refused", "updated"])
    assert "사람이 고친" in answers[1]["warnings"][0]
    article = Article.objects.get(import_key="jsonl:old-1")
    assert article.body == "<p>바뀐 글.</p>"
    assert article.tags.count() == 2, "what the line doesn't say stays"
    assert article.lead_reporter is not None
    assert outcomes(take(write(tmp_path, *changed))[1]) == ["unchanged", "refused", "unchanged"]


def test_an_update_of_a_live_story_waits_unless_published(tmp_path: Path) -> None:
    take(write(tmp_path, told()), "--publish")
    path = write(tmp_path, told(body="<p>바뀐 글.</p>"))
    take(path)
    assert Article.objects.get().has_unpublished_changes
    assert outcomes(take(path, "--publish")[1]) == ["updated"]
    article = Article.objects.get()
    assert (article.body, iso(article.published_at)) == (
        "<p>바뀐 글.</p>",
        "2021-03-04T09:30:00+09:00",
    )


@pytest.mark.parametrize("spacing", [0, 600])
def test_one_id_twice(tmp_path: Path, spacing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH", 2 if spacing else 500)
    path = write(tmp_path, told(1), told(1, body="<p>다른 글.</p>"), told(2), told(1))
    for first in ("created", "unchanged"):
        code, answers = take(path)
        assert (code, outcomes(answers)) == (1, [first, "refused", first, "unchanged"])
        assert "같은 id" in answers[1]["warnings"][0]
        assert "stories.jsonl:1" in answers[1]["warnings"][0]
    assert Article.objects.count() == 2


def test_a_refused_first_leaves_its_id_to_the_next(tmp_path: Path) -> None:
    path = write(tmp_path, told(1, tags=["가/나"]), told(1))
    assert outcomes(take(path)[1]) == ["refused", "created"]


WRONG = [
    ("{", "JSON"),
    ("[1, 2]", "기사 하나"),
    ('"글"', "기사 하나"),
    ("[" * 100_000, "깊게"),
    ("9" * 5000, "JSON"),
    (told(id=None), "id: 없"),
    (told(id=""), "id: 없"),
    (told(id=True), "id: 글이나"),
    (told(id=1.5), "id: 글이나"),
    (told(id={"a": 1}), "id: 글이나"),
    (told(id="가" * 191), "190자"),
    (told(title=None), "title: 없"),
    (told(title=" \u200b "), "title: 없"),
    (told(title=5), "title: 글"),
    (told(title="가" * 201), "200자"),
    (told(title="가\x00나"), "NUL"),
    (told(body="가\x00나"), "NUL"),
    (b'{"id": "a\x00b", "title": "x"}', "NUL"),
    (r'{"id": "a", "title": "\ud800"}', "깨진"),
    (b'{"id": "a", "title": "\xea\xb0\x80\xea\xb0\x80\xea\xb0\x80\xff"}', "인코딩"),
    (told(body=["문단"]), "body: 글"),
    (told(body="<b><i>" * 200), "겹"),
    (told(body="가" * 3_000_000), "2MB"),
    (told(body=None, paragraphs="글"), "paragraphs"),
    (told(body=None, paragraphs=[1]), "paragraphs"),
    (told(body=None, paragraphs=["가" * 3_000_000]), "2MB"),
    (told(published_at="어제"), "시각을 알 수 없습니다"),
    (told(published_at="2021-02-30T00:00"), "시각을 알 수 없습니다"),
    (told(published_at=20210304), "published_at: 글"),
    (told(published_at="0001-01-01T00:00:00+09:00"), "시각을 알 수"),
    (told(published_at="1200-01-01"), "이릅니다"),
    (told(tags="도서관"), "tags"),
    (told(tags=[1]), "tags"),
    (told(tags=["가/나"]), "빗금"),
    (told(tags=["가" * 41]), "40자"),
    (told(reporter=5), "reporter"),
    (told(reporter={"email": "a@b.kr"}), "name"),
    (told(reporters={"name": "이도윤"}), "목록"),
    (told(section=3), "section"),
    (told(section={"parent": "x"}), "slug"),
    (told(section={"name": "가", "parent": {"name": "나", "parent": "다"}}), "두 단계"),
    (told(reporting_type="소문"), "취재 유형"),
    (told(label=3), "label"),
    (told(caption="가" * 301), "300자"),
    (told(url="ftp://old.example/1"), "http"),
    (told(url="javascript:alert(1)"), "http"),
    (told(url="https://[old"), "주소"),
    (told(url="https://old.example/"), "첫 화면"),
    (told(url="/" + "a" * 600), "500자"),
    (told(url=5), "url"),
    (told(image="없는.jpg"), "없습니다"),
    (told(image="../secret.jpg"), "같은 폴더"),
    (told(image="a/../../secret.jpg"), "같은 폴더"),
    (told(image="..\\secret.jpg"), "같은 폴더"),
    (told(image="C:\\secret.jpg"), "같은 폴더"),
    (told(image="/etc/hostname"), "같은 폴더"),
    (told(image="link.jpg"), "같은 폴더"),
    (told(image="a\x00.jpg"), "NUL"),
    (told(image="a" * 300), "사진"),
    (told(image="."), "없습니다"),
    (told(image="stories.jsonl"), "사진 파일을 읽을 수 없습니다"),
]


@pytest.mark.parametrize(("line", "reason"), WRONG, ids=range(len(WRONG)))
def test_a_bad_line_is_refused_and_the_others_go_on(
    line: object, reason: str, tmp_path: Path
) -> None:
    kept = picture_files()
    outside = tmp_path / "secret.jpg"
    outside.write_bytes(picture().getvalue())
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "link.jpg").symlink_to(outside)
    path = write(folder, told("앞"), line, told("뒤"))
    code, answers = take(path)
    assert (code, outcomes(answers)) == (1, ["created", "refused", "created"])
    assert answers[1]["source"] == "stories.jsonl:2"
    assert reason in answers[1]["warnings"][0]
    assert Article.objects.count() == 2
    assert not Photo.objects.exists()
    assert picture_files() == kept
    assert outcomes(take(path)[1]) == ["unchanged", "refused", "unchanged"]


def test_what_is_odd_is_told_and_taken(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        told(1, views=5, author_note={"a": 1}),
        told(2, label="x", labels=["기획", "속보"]),
        told(3, body='<p>글</p><img src="https://old.example/a.jpg">'),
        told(4, reporter={"name": "이도윤", "email": "no address"}),
        told(5, section="nowhere"),
        told(6, paragraphs=["문단"]),
        told(7, url=told(1)["url"]),
    )
    code, answers = take(path)
    assert (code, outcomes(answers)) == (0, ["created"] * 7)
    wanted = [
        "author_note, views",
        "기획",
        "사진 1장",
        "이메일",
        "nowhere",
        "paragraphs",
        "옛 주소",
    ]
    for answer, words in zip(answers, wanted, strict=True):
        assert any(words in warning for warning in answer["warnings"]), words
    assert Article.objects.get(import_key="jsonl:old-2").labels == ["breaking"]
    assert Redirect.objects.get(old_path="/news/view.html?no=1").article.import_key.endswith("-1")


def test_two_reporters_of_one_name_are_never_guessed(tmp_path: Path) -> None:
    make_reporter("이도윤")
    named = make_reporter("이도윤", email="second@example.com")
    path = write(
        tmp_path,
        told(1, reporter="이도윤"),
        told(2, reporter={"name": "이도윤", "email": "Second@example.com"}),
    )
    for _ in range(2):
        _, answers = take(path)
        assert "2명" in answers[0]["warnings"][0]
        assert answers[1]["warnings"] == []
    assert Article.objects.get(import_key="jsonl:old-1").lead_reporter is None
    assert Article.objects.get(import_key="jsonl:old-2").lead_reporter == named


def test_sections_by_slug_by_name_and_made(tmp_path: Path) -> None:
    city = make_section("가온시", slug="city")
    path = write(
        tmp_path,
        told(1, section="city"),
        told(2, section="가온 시"),
        told(3, section={"slug": "city-life", "name": "생활", "parent": "city"}),
        told(4, section={"name": "문화", "parent": {"slug": "life", "name": "삶"}}),
        told(5, section={"slug": "나쁨", "name": "나쁜 주소"}),
        told(6, section={"slug": "deep", "name": "셋째 단계", "parent": "city-life"}),
        told(7, section=None),
    )
    _, answers = take(path, "--section", "city")
    sections = [article.section for article in Article.objects.order_by("import_key")]
    assert [section.name for section in sections] == [
        *("가온시", "가온시", "생활", "문화", "가온시", "가온시", "가온시"),
    ]
    assert sections[2].parent == city
    assert sections[3].parent.slug == "life"
    assert [bool(answer["warnings"]) for answer in answers] == [False] * 4 + [True] * 2 + [False]


def test_publishing_needs_a_whole_story_that_is_due(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        told(1, published_at="2099-01-01T00:00:00Z"),
        told(2, section=None),
        told(3, body=None),
        told(4, reporter=None),
        told(5, published_at=None),
    )
    for outcome in ("created", "unchanged"):
        code, answers = take(path, "--publish")
        assert code == 0
        assert outcomes(answers)[:4] == [outcome] * 4
        assert [bool(answer["warnings"]) for answer in answers] == [True] * 4 + [False]
        assert "아직 오지" in answers[0]["warnings"][0]
    statuses = list(Article.objects.order_by("import_key").values_list("status", flat=True))
    assert statuses == [Status.DRAFT] * 4 + [Status.PUBLISHED]


def test_an_offset_is_kept(tmp_path: Path) -> None:
    _, (answer,) = take(write(tmp_path, told(published_at="2021-03-04T00:30:00Z")), "--publish")
    assert answer["published_at"] == "2021-03-04T09:30:00+09:00"


def test_a_user_acts_by_their_own_rights(tmp_path: Path) -> None:
    for role in (Role.CHIEF, Role.ADMIN, Role.REPORTER):
        make_user(role, username=role.name.lower(), name=f"{role.label}님")
    path = write(tmp_path, told(1), told(2))
    assert outcomes(take(path, "--by", "admin")[1]) == ["refused", "refused"]
    assert not Reporter.objects.exists()
    code, answers = take(path, "--by", "reporter", "--publish")
    assert (code, outcomes(answers)) == (0, ["created"] * 2)
    assert not Reporter.objects.exists()
    assert not Redirect.objects.exists()
    words = " ".join(answers[0]["warnings"])
    assert all(what in words for what in ("기자 ‘이도윤’", "섹션 ‘가온소식’", "옛 주소"))
    assert Article.objects.first().owner.username == "reporter"
    path = write(tmp_path, told(3, published_at=None), told(4))
    code, answers = take(path, "--by", "chief", "--publish")
    assert outcomes(answers) == ["created"] * 2
    first, second = Article.objects.order_by("pk")[2:]
    assert (first.status, first.log.first().by_name) == (Status.PUBLISHED, "편집국장님")
    assert second.status == Status.DRAFT
    assert "가져오기에서만" in answers[1]["warnings"][0]


def test_nothing_is_ours_without_an_outlet(tmp_path: Path) -> None:
    own_outlet().delete()
    code, answers = take(write(tmp_path, told(1), told(2)))
    assert (code, outcomes(answers)) == (1, ["refused"] * 2)
    assert "우리 매체" in answers[0]["warnings"][0]


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture("PNG").getvalue())
    before, kept = everything(), picture_files()
    code, answers = take(write(tmp_path, told(image="a.png")), "--publish", "--dry-run")
    assert (code, outcomes(answers)) == (0, ["created"])
    assert answers[0]["id"] is None
    assert everything() == before
    assert picture_files() == kept


def test_one_bad_row_costs_its_batch_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_lines.log_line

    def fail(article: Article, *arguments: Any, **options: Any) -> log_lines.LogLine:
        if "3호점" in article.title:
            raise RuntimeError("disk")
        return log(article, *arguments, **options)

    monkeypatch.setattr(log_lines, "log_line", fail)
    code, answers = take(write(tmp_path, *map(told, range(6))), "--publish")
    assert (code, outcomes(answers)) == (1, [*["created"] * 3, "refused", *["created"] * 2])
    assert "RuntimeError" in answers[3]["warnings"][0]
    assert Article.objects.count() == LogEntry.objects.filter(action="create").count() == 5


def test_a_batch_costs_few_queries(tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    lines = [
        told(n, tags=[f"태그{n}", "도서관"], section={"slug": f"s{n % 5}", "name": f"섹션{n % 5}"})
        for n in range(500)
    ]
    path = write(tmp_path, *lines)
    take(write(tmp_path, *[told(f"앞{n}", section=f"s{n}") for n in range(5)], name="first.jsonl"))
    # SQLite takes 999 values a statement, PostgreSQL any number.
    most = 80 if connection.vendor == "postgresql" else 140
    with django_assert_max_num_queries(most):
        assert set(outcomes(take(path, "--publish")[1])) == {"created"}
    with django_assert_max_num_queries(20):
        assert set(outcomes(take(path, "--publish")[1])) == {"unchanged"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "stories.jsonl"
    text = "\r\n".join(json.dumps(told(n), ensure_ascii=False) for n in range(3))
    path.write_bytes(text.encode(encoding))
    for options in ([], ["--encoding", encoding]):
        code, answers = take(path, *options)
        assert code == 0
        assert [answer["title"] for answer in answers] == [told(n)["title"] for n in range(3)]


def test_what_is_no_file_of_stories(tmp_path: Path) -> None:
    empty = write(tmp_path, "", "", name="empty.jsonl")
    prose = write(tmp_path, "글", "글", name="prose.jsonl")
    for path in (empty, prose, tmp_path, tmp_path / "none.jsonl", Path("/dev/null")):
        with pytest.raises(CommandError) as error:
            run(path, "--format", "jsonl")
        assert error.value.returncode == 2
    assert run(empty, write(tmp_path, told()), "--format", "jsonl")[0] == 1


def test_a_person_reads_lines(tmp_path: Path) -> None:
    code, out = run(write(tmp_path, told(1), "{"), "--format", "jsonl")
    assert code == 1
    assert "created" in out
    assert "[stories.jsonl:2]" in out
    assert "created 1 · updated 0 · unchanged 0 · refused 1" in out
