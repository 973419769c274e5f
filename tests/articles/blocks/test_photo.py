import pytest
from django.test import Client

from articles import body
from tests.articles.blocks.bodies import assert_stays, photo_figure, shown, story_with
from tests.builders import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_its_own_words_stand_where_the_story_has_none(client: Client) -> None:
    photo = make_photo(caption="도서관 <전경>", credit="가온시 제공")
    html = shown(
        client, story_with(photo_figure(photo), photo_figure(photo, "<strong>새</strong> 도서관"))
    )
    credit = '<span class="credit">가온시 제공</span></figcaption>'
    assert f"<figcaption>도서관 &lt;전경&gt; {credit}" in html
    assert f"<figcaption><strong>새</strong> 도서관 {credit}" in html
    assert html.count("<picture>") == 2
    assert f"/photos/{photo.token}/whole-" in html
    assert photo.get_absolute_url() not in html


def test_a_picture_that_is_gone_leaves_nothing(client: Client) -> None:
    gone = '<figure class="photo"><img src="/photos/{}.jpg" alt="a"><figcaption>설명</figcaption></figure>'
    html = shown(
        client,
        story_with(
            gone.format("0" * 32),
            f'<p><img src="/photos/{"0" * 32}.jpg" alt="">글</p>',
            f'<h2><strong><img src="/photos/{"0" * 32}.jpg" alt=""></strong></h2>',
        ),
    )
    assert html.strip() == "<p>앞 문단.</p>\n<p>글</p>"


def test_on_paper_it_is_one_picture(client: Client) -> None:
    photo = make_photo(caption="전경")
    html = shown(client, story_with(photo_figure(photo)), suffix="print/")
    assert "<picture>" not in html
    assert "<figcaption>전경</figcaption>" in html


def test_what_is_kept_and_what_is_not() -> None:
    kept = '<figure class="photo"><img src="/photos/0f.jpg" alt="" width="3" height="2"></figure>'
    assert_stays(kept)
    assert (
        body.clean('<figure class="photo"><img src="https://evil.example/a.jpg">가</figure>')
        == "<p>가</p>"
    )
    assert body.clean(kept.replace("<img", '<script>1</script><img onload="1" style="x"')) == kept
