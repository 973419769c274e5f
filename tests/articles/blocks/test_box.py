import pytest
from django.test import Client

from articles import body
from tests.articles.blocks.bodies import assert_stays, photo_figure, shown, story_with
from tests.builders import make_photo

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BOX = '<aside class="box"><h3>이용 안내</h3><p>오전 9시부터.</p><ul><li>월요일 쉼</li></ul></aside>'


def test_its_headings_stand_below_the_storys(client: Client) -> None:
    html = shown(client, story_with(BOX))
    assert (
        '<div class="box" role="note" aria-label="이용 안내"><h2>이용 안내</h2><p>오전 9시부터.</p>'
        in html
    )
    printed = shown(client, story_with(BOX), suffix="print/")
    assert printed.endswith(html[html.index("<h2>") :])


def test_what_is_kept_and_what_is_not() -> None:
    assert_stays(BOX)
    assert_stays('<aside class="box"><p>글</p></aside>')
    assert body.clean("<aside><p>글</p></aside>") == "<p>글</p>"
    assert body.clean('<aside class="box"></aside>') == ""
    assert body.clean(BOX.replace("h3", "h2")) == BOX
    assert body.clean(BOX.replace("<p>", '<p onclick="1"><script>1</script>')) == BOX
    assert body.clean(f"<table><td>{BOX}</td></table>").count("aside") == 0


def test_other_blocks_stand_behind_it(client: Client) -> None:
    picture = photo_figure(make_photo())
    given = BOX.replace("</aside>", f"{picture}<p>뒤</p></aside>")
    assert body.clean(given) == f"{BOX}\n{picture}\n<p>뒤</p>"
    assert body.clean(BOX.replace("</aside>", f"{BOX}</aside>")) == f"{BOX}\n{BOX}"
