import pytest
from django.test import Client

from articles import body
from tests.articles.blocks.bodies import assert_stays, gallery, photo_figure, shown, story_with
from tests.builders import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ONE = '<figure class="photo"><img src="/photos/1.jpg" alt="하나"></figure>'
TWO = '<figure class="photo"><img src="/photos/2.jpg" alt=""><figcaption>둘</figcaption></figure>'


def test_pictures_stand_in_order_with_their_captions(client: Client) -> None:
    photos = [make_photo(caption=f"사진 {number}", credit="본사") for number in range(3)]
    html = shown(client, story_with(gallery(*map(photo_figure, reversed(photos)))))
    places = [html.index(f"<figcaption>사진 {number} <span") for number in (2, 1, 0)]
    assert places == sorted(places)
    assert "1 / 3" in html
    assert 'aria-label="다음 사진"' in html
    assert "data-gallery-strip" in html


def test_a_missing_picture_is_not_counted(client: Client) -> None:
    gone = f'<figure class="photo"><img src="/photos/{"0" * 32}.jpg" alt=""></figure>'
    one = photo_figure(make_photo())
    html = shown(client, story_with(gallery(one, gone), gallery(gone, gone)))
    assert html.count("data-gallery-slide") == 1
    assert html.count("data-gallery ") == 1
    assert "data-gallery-way" not in html


def test_on_paper_it_is_a_column(client: Client) -> None:
    html = shown(
        client,
        story_with(gallery(*(photo_figure(make_photo()) for _ in range(2)))),
        suffix="print/",
    )
    assert html.count('<figure class="photo">') == 2
    assert "data-gallery" not in html


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (gallery(ONE), ONE),
        (gallery(), ""),
        (gallery(ONE, gallery(TWO, TWO)), f"{ONE}\n{gallery(TWO, TWO)}"),
        (gallery(ONE, "<p>글</p>", TWO), f"{ONE}\n<p>글</p>\n{TWO}"),
        (gallery(ONE, TWO, "<figcaption>설명</figcaption>"), f"{gallery(ONE, TWO)}\n<p>설명</p>"),
        (
            gallery(ONE, TWO, '<figure data-article="1"></figure>'),
            f'{gallery(ONE, TWO)}\n<figure data-article="1"></figure>',
        ),
        (gallery(ONE, TWO.replace("<img", "<img src=/photos/3.jpg><img")), None),
        (f"<table><td>{gallery(ONE, TWO)}</table>", None),
    ],
)
def test_nothing_but_pictures_stands_in_one(given: str, expected: str | None) -> None:
    cleaned = body.clean(given)
    if expected is None:
        assert cleaned.count("<img ") == given.count("<img ")
        assert body.clean(str(cleaned) + "") == cleaned
        assert cleaned.count("<img ") >= cleaned.count('<figure class="photo">')
    else:
        assert cleaned == expected


def test_it_stays_as_it_is() -> None:
    assert_stays(gallery(ONE, TWO))
    assert_stays(gallery(ONE, TWO, ONE))
