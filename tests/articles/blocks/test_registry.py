"""The rooms together: checked at the start, quick, and told apart."""

import dataclasses
import re

import pytest
from django.test import Client
from hypothesis import example, given, settings
from pytest_django import DjangoAssertNumQueries

from articles import body
from articles.blocks import photo, registry, rendering
from articles.blocks.opening import opening_words
from articles.blocks.references import article_ids, file_tokens, photo_tokens
from articles.checks import check_blocks
from desk.editor import allowed_content
from newsroom.lib.compare_html import blocks_of
from pagecache.dependencies import collecting
from pagecache.epoch import EpochReader
from tests.articles.blocks.bodies import gallery, make_file, photo_figure, story_with
from tests.articles.test_body import BLOCK_SOUP
from tests.builders import make_photo, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_room_without_template_or_with_anothers_attribute_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert check_blocks() == []
    wrong = dataclasses.replace(photo.ROOM, name="poster")
    monkeypatch.setattr(registry, "ROOMS", (*registry.ROOMS, wrong))
    said = " ".join(error.msg for error in check_blocks())
    assert "2 rooms claim figure class photo" in said
    assert "poster has no template articles/blocks/poster.html" in said


def test_the_editor_lets_in_what_the_rooms_declare() -> None:
    allowed = allowed_content()
    assert allowed["figure"] == {
        "attributes": "data-article,data-embed,data-file,data-notice",
        "classes": "gallery,photo,quote",
    }
    assert allowed["aside"] == {"classes": "box"}


def test_a_page_of_everything_takes_a_query_for_each_kind(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    photos = [make_photo() for _ in range(3)]
    others = [make_published() for _ in range(2)]
    made = [make_file("pdf"), make_file("mp3")]
    whole = story_with(
        photo_figure(photos[0]),
        gallery(*map(photo_figure, photos)),
        *(f'<figure data-file="{file.token}.{file.kind}"></figure>' for file in made),
        *(f'<figure data-article="{other.pk}"></figure>' for other in others),
        '<figure data-notice="suicide"></figure>',
    )
    assert rendering.for_readers("<p>글.</p>") == "<p>글.</p>"
    with collecting(EpochReader().current()):
        client.get(make_published().get_absolute_url())
        with django_assert_max_num_queries(13):
            client.get(whole.get_absolute_url())
        with django_assert_max_num_queries(3):
            rendering.for_readers(whole.body)


@given(BLOCK_SOUP)
@settings(max_examples=60, deadline=None)
@example(["<figure class=quote>", "<p>", "가", "<img src=/photos/a.jpg>"])
def test_nothing_goes_out_as_it_is_stored(pieces: list[str]) -> None:
    """Wherever it stands: what readers may not see isn't there, the rest is the templates'."""
    html = body.clean("".join(pieces))
    for shown in (rendering.for_readers(html), rendering.on_paper(html)):
        assert "/photos/" not in shown
        assert not re.search(r" data-(?:article|embed|file|notice)=", shown)


def test_a_summary_is_running_text(client: Client) -> None:
    figure = '<figure class="photo"><img src="/photos/1.jpg" alt=""><figcaption>설명</figcaption></figure>'
    box = '<aside class="box"><p>상자</p></aside>'
    many = gallery(figure, figure)
    assert (
        opening_words(f"{many}\n<p>하나</p>\n{box}\n<p>둘</p>\n<p>셋</p>", paragraphs=2)
        == "하나 둘"
    )
    assert opening_words(f"{many}\n{figure[:-12]}") == "설명 설명 설명"
    assert opening_words(f'<p>하나</p>\n{many}\n<figure class="pho') == "하나"


def test_a_comparison_tells_what_a_block_refers_to() -> None:
    html = (
        '<figure data-article="12"></figure>\n<figure data-notice="suicide"></figure>\n'
        '<figure data-file="a.pdf"><figcaption>제목</figcaption></figure>\n'
        '<figure class="quote"><blockquote><p>말</p></blockquote><figcaption>누구</figcaption></figure>'
    )
    told = [(block.name, block.source, block.text) for block in blocks_of(html)]
    assert told[:3] == [
        ("embed", "article:12", ""),
        ("embed", "notice:suicide", ""),
        ("embed", "file:a.pdf", "제목"),
    ]
    assert told[3][0] == "quote"


def test_references_are_found_in_order_and_once() -> None:
    one, two = "1" * 32, "2" * 32
    html = (
        f'<img src="/photos/{two}.jpg"><img src="/photos/{one}.png"><img src="/photos/{two}.jpg">'
    )
    assert photo_tokens(html) == [two, one]
    assert file_tokens(f'<figure data-file="{one}.pdf"></figure>') == [one]
    assert article_ids('<figure data-article="3"></figure><figure data-article="2"></figure>') == [
        3,
        2,
    ]
    assert (photo_tokens("<p>글</p>"), file_tokens("<p>글</p>")) == ([], [])
    assert article_ids("<p>글</p>") == []


def test_a_body_of_old_rooms_is_the_same_as_before() -> None:
    two = '<figure><img src="/photos/a.jpg" alt=""><img src="/photos/b.jpg" alt=""></figure>'
    assert body.clean(two) == two
