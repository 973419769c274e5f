import re

import pytest
from django.template import Context, Template
from django.test import Client

from articles.templatetags.story_parts import _PLACES
from photos.models import Photo
from photos.shapes import SHAPES, WIDTHS
from tests.builders import make_published, make_rendered_photo, make_reporter

pytestmark = pytest.mark.any_database

TOKEN = "0123456789abcdef" * 2


def shown(width: int = 4000, height: int = 3000, **options: object) -> str:
    photo = Photo(token=TOKEN, width=width, height=height, alt='"도서관" & <b>')
    arguments = " ".join(f"{name}={name}" for name in options)
    source = "{% load pictures %}{% picture photo " + arguments + " %}"
    return Template(source).render(Context({"photo": photo} | options))


def test_both_formats_are_offered_in_every_width() -> None:
    before = f"/photos/{TOKEN}/wide-"
    webp, jpeg = (
        ", ".join(f"{before}{width}.{extension} {width}w" for width in WIDTHS)
        for extension in ("webp", "jpg")
    )
    assert shown(shape="wide", sizes="(min-width: 40rem) 13rem, 100vw", alt="") == (
        f'<picture><source type="image/webp" srcset="{webp}"'
        ' sizes="(min-width: 40rem) 13rem, 100vw">'
        f'<img src="{before}480.jpg" srcset="{jpeg}" sizes="(min-width: 40rem) 13rem, 100vw"'
        ' alt="" width="1600" height="900" loading="lazy" decoding="async"></picture>'
    )


def test_only_widths_that_differ_are_offered_and_by_their_own_width() -> None:
    html = shown(1280, 720, shape="square")
    assert "square-960.webp 720w" in html
    assert "square-1600" not in html
    assert 'width="720" height="720"' in html


def test_one_width_needs_no_sizes() -> None:
    html = shown(400, 400, shape="square", sizes="3rem", css="portrait")
    assert f'srcset="/photos/{TOKEN}/square-480.webp">' in html
    assert 'width="400" height="400" class="portrait"' in html
    assert "sizes" not in html
    assert "960" not in shown(shape="square", most=480)


def test_the_lead_alone_is_fetched_first() -> None:
    assert 'fetchpriority="high"' in shown(lead=True)
    assert "lazy" not in shown(lead=True)
    assert "fetchpriority" not in shown(lead=False)


def preloaded(width: int = 4000, height: int = 3000, **options: object) -> str:
    photo = Photo(token=TOKEN, width=width, height=height)
    arguments = " ".join(f"{name}={name}" for name in options)
    source = "{% load pictures %}{% preload_picture photo " + arguments + " %}"
    return Template(source).render(Context({"photo": photo} | options))


@pytest.mark.parametrize("size", [(4000, 3000), (400, 400)])
def test_what_is_fetched_before_its_place_is_known_is_what_is_shown_there(
    size: tuple[int, int],
) -> None:
    options = {"shape": "wide", "sizes": "(min-width: 64rem) 36rem, 100vw", "most": 960}
    link, image = preloaded(*size, **options), shown(*size, lead=True, alt="", **options)
    offered = re.search(r'type="image/webp" srcset="([^"]+)"', image)
    assert offered
    fetched = "imagesrcset" if len(offered[1].split(", ")) > 1 else "href"
    assert f'{fetched}="{offered[1]}"' in link
    assert ('imagesizes="(min-width: 64rem) 36rem, 100vw"' in link) == (fetched == "imagesrcset")
    assert 'as="image" type="image/webp" fetchpriority="high"' in link


@pytest.mark.django_db
def test_pages_with_a_picture_on_top_fetch_it_first(client: Client) -> None:
    photo = make_rendered_photo()
    story = make_published(lead_photo_id=photo.pk)
    for path in (story.get_absolute_url(), "/"):
        page = client.get(path).content.decode()
        link = re.search(r'<link rel="preload" as="image"[^>]+>', page)
        assert link, path
        assert page.index(link[0]) < page.index('<link rel="stylesheet"')
        images = re.findall(
            r'<source type="image/webp" srcset="([^"]+)"[^>]*><img[^>]*priority', page
        )
        assert [f'="{image}"' in link[0] for image in images] == [True], path
    plain = make_published()
    assert 'as="image"' not in client.get(plain.get_absolute_url()).content.decode()


def test_words_are_escaped_and_the_photos_own_stand_in() -> None:
    assert 'alt="&quot;도서관&quot; &amp; &lt;b&gt;"' in shown()
    assert 'alt="&lt;i&gt;"' in shown(alt="<i>")
    assert 'sizes="&quot;"' in shown(sizes='"')


def test_every_place_of_a_card_has_a_shape_and_a_width_that_exist() -> None:
    for shape, _, most in _PLACES.values():
        assert shape in SHAPES
        assert most in WIDTHS


@pytest.mark.django_db
def test_every_picture_of_a_page_is_there_and_has_its_place_kept(client: Client) -> None:
    photo = make_rendered_photo(alt="그림")
    reporter = make_reporter(photo=photo)
    story = make_published(lead_photo_id=photo.pk, reporter_ids=(reporter.pk,), labels=("photo",))
    for path in (
        "/",
        story.get_absolute_url(),
        f"{story.get_absolute_url()}print/",
        story.section.get_absolute_url(),
        reporter.get_absolute_url(),
    ):
        html = client.get(path).content.decode()
        images = [image for image in re.findall(r"<img [^>]*>", html) if "/photos/" in image]
        assert images, path
        for image in images:
            assert re.search(r' width="\d+" height="\d+"', image), image
        for address in set(re.findall(r"/photos/[^\s\",]+", html)):
            assert "/" in address.removeprefix("/photos/"), address
            response = client.get(address)
            assert (response.status_code, response["Cache-Control"]) == (200, "no-cache")
