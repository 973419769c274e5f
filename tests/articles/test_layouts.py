"""How a story's page is laid out, told from what the story is."""

import pytest
from django.test import Client

from articles.layouts import LONG, Layout, layout_of
from articles.models import Article
from tests.builders import make_photo, make_published, make_reporter, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

VIDEO = '<figure data-embed="youtube:example0000"><figcaption>장면</figcaption></figure>'
WORDS = "<p>짧은 글.</p>"


def body_of(characters: int) -> str:
    return f"<p>{'가' * characters}</p>"


def gallery(*tokens: str) -> str:
    slides = "".join(
        f'<figure class="photo"><img src="/photos/{token}.jpg" alt=""></figure>' for token in tokens
    )
    return f'<figure class="gallery">{slides}</figure>'


def page(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("made", "layout"),
    [
        ({}, Layout.STANDARD),
        ({"body": body_of(LONG - 1)}, Layout.STANDARD),
        ({"body": body_of(LONG)}, Layout.LONG),
        ({"body": VIDEO + WORDS}, Layout.VIDEO),
        ({"body": WORDS + VIDEO}, Layout.STANDARD),
        ({"labels": ("personnel",)}, Layout.PEOPLE),
        ({"labels": ("obituary",)}, Layout.PEOPLE),
        ({"labels": ("photo",)}, Layout.STANDARD),
        ({"reporting_type": "advertising"}, Layout.ADVERTISING),
        ({"reporting_type": "advertising", "labels": ("personnel",)}, Layout.ADVERTISING),
        ({"reporting_type": "advertising", "body": body_of(LONG)}, Layout.ADVERTISING),
    ],
)
def test_what_a_story_is_tells_its_layout(made: dict[str, object], layout: Layout) -> None:
    assert layout_of(make_published(**made)) is layout


def test_stories_of_the_opinion_section_and_its_children_are_opinion() -> None:
    top = make_section("오피니언", slug="opinion")
    child = make_section("칼럼", slug="column", parent=top)
    other = make_section("문화", slug="culture")
    assert layout_of(make_published(section_id=top.pk)) is Layout.OPINION
    assert layout_of(make_published(section_id=child.pk)) is Layout.OPINION
    assert layout_of(make_published(section_id=other.pk)) is Layout.STANDARD


def test_a_photo_story_shows_no_picture_twice(client: Client) -> None:
    lead, other = make_photo(alt="먼저"), make_photo(alt="다음")
    twice = make_published(
        labels=("photo",), lead_photo_id=lead.pk, body=gallery(lead.token, other.token)
    )
    once = make_published(labels=("photo",), lead_photo_id=lead.pk, body=gallery(other.token))
    assert layout_of(twice) is layout_of(once) is Layout.PHOTO
    assert 'class="lead-photo"' not in page(client, twice)
    assert 'rel="preload" as="image"' not in page(client, twice)
    assert 'class="lead-photo"' in page(client, once)


def test_a_video_stands_where_the_lead_picture_would(client: Client) -> None:
    photo = make_photo()
    article = make_published(body=VIDEO + WORDS, lead_photo_id=photo.pk)
    html = page(client, article)
    assert 'class="lead-photo"' not in html
    assert "og:image" in html
    assert "article-page is-video is-wide" in html


def test_only_other_layouts_bring_styles_of_their_own(client: Client) -> None:
    assert "css/layouts." not in page(client, make_published())
    assert "css/layouts." in page(client, make_published(labels=("obituary",)))


def test_opinion_has_its_writers_face_in_front(client: Client) -> None:
    section = make_section("오피니언", slug="opinion")
    writer = make_reporter("송나래", desk="외부 필진", photo=make_photo())
    html = page(client, make_published(section_id=section.pk, reporter_ids=(writer.pk,)))
    head = html[html.index("<h1") : html.index('class="article-body"')]
    assert 'class="portrait"' in head
    assert "외부 필진" in head
    assert "송나래</a> 기자" not in head


def test_no_line_of_a_list_of_people_ends_with_the_sign_of_the_next(client: Client) -> None:
    body = "<p>◇ 재단 ▲ 홍보팀장 은가비 ▲ 총무팀장 도래샘</p>"
    listed = page(client, make_published(labels=("personnel",), body=body))
    assert "◇\N{NO-BREAK SPACE}재단 ▲\N{NO-BREAK SPACE}홍보팀장" in listed
    assert body in page(client, make_published(body=body))


def test_a_long_headline_is_set_smaller(client: Client) -> None:
    assert "is-long-title" in page(client, make_published(title="긴 " * 30 + "제목"))
    assert "is-long-title" not in page(client, make_published(title="짧은 제목"))
