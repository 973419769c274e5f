import pytest
from django.test import Client

from articles import body
from tests.articles.blocks.bodies import assert_stays, make_file, shown, story_with

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FILE = '<figure data-file="{}"><figcaption>{}</figcaption></figure>'
NAME = f"{'0' * 32}.pdf"


def test_a_document_says_what_one_downloads(client: Client) -> None:
    file = make_file("pdf", "보고서.pdf")
    html = shown(client, story_with(FILE.format(f"{file.token}.pdf", "감사 결과")))
    assert f'href="{file.get_absolute_url()}" download="보고서.pdf"' in html
    assert "감사 결과" in html
    assert "보고서.pdf (PDF, 1KB)" in html


def test_a_link_in_the_title_of_a_document_is_words_there(client: Client) -> None:
    file = make_file("pdf", "보고서.pdf")
    title = '<a href="/articles/1/">감사 &lt;결과&gt;</a>'
    html = shown(client, story_with(FILE.format(f"{file.token}.pdf", title)))
    assert '<span class="document-title">감사 &lt;결과&gt;</span>' in html
    assert html.count("<a ") == 1


def test_sound_is_played_and_not_fetched_before(client: Client) -> None:
    file = make_file("mp3", "인터뷰.mp3")
    html = shown(client, story_with(f'<figure data-file="{file.token}.mp3"></figure>'))
    assert f'<audio controls preload="none" src="{file.get_absolute_url()}"' in html
    assert "<figcaption>인터뷰.mp3</figcaption>" in html


def test_a_file_that_is_gone_leaves_nothing(client: Client) -> None:
    other = make_file("pdf")
    html = shown(
        client, story_with(FILE.format(NAME, "없음"), FILE.format(f"{other.token}.hwp", "다름"))
    )
    assert html.strip() == "<p>앞 문단.</p>"


def test_on_paper_it_is_its_name(client: Client) -> None:
    file = make_file("hwp", "보고서.hwp")
    html = shown(client, story_with(FILE.format(f"{file.token}.hwp", "감사")), suffix="print/")
    assert "첨부 파일: 감사," in html
    assert "(HWP, " in html


def test_what_is_kept_and_what_is_not() -> None:
    assert_stays(FILE.format(NAME, "제목"))
    assert_stays(f'<figure data-file="{NAME}"></figure>')
    for wrong in (NAME.replace("pdf", "exe"), "../a.pdf", "0.pdf", f"{NAME}/x", f"/files/{NAME}"):
        assert body.clean(FILE.format(wrong, "제목")) == "<p>제목</p>"
