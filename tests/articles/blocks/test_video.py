import json
from pathlib import Path

import pytest
from django.test import Client

from articles import body
from articles.blocks.video import HOSTS, reference_of
from tests.articles.blocks.bodies import assert_stays, shown, story_with

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CASES = json.loads(Path(__file__).with_name("video_addresses.json").read_text())
VIDEO = '<figure data-embed="{}"><figcaption>개관식</figcaption></figure>'


@pytest.mark.parametrize(("address", "reference"), CASES)
def test_a_pasted_address_means_a_video_or_nothing(address: str, reference: str | None) -> None:
    assert reference_of(address) == reference


def test_it_is_a_link_until_somebody_asks(client: Client) -> None:
    references = ["youtube:dQw4w9WgXcQ", "navertv:12", "kakaotv:34"]
    story = story_with(*map(VIDEO.format, references))
    html = shown(client, story)
    for address in (
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://tv.naver.com/v/12",
        "https://tv.kakao.com/v/34",
    ):
        assert f'href="{address}"' in html
    assert "<iframe" not in html
    assert "<img" not in html
    policy = client.get(story.get_absolute_url()).headers["Content-Security-Policy"]
    frames = policy.partition("frame-src ")[2].partition(";")[0].split()
    assert frames == [host.frames for host in HOSTS.values()]
    for address in ("/", f"{story.get_absolute_url()}print/"):
        assert "frame-src" not in client.get(address).headers["Content-Security-Policy"]


def test_on_paper_its_address_can_be_read(client: Client) -> None:
    html = shown(client, story_with(VIDEO.format("navertv:12")), suffix="print/")
    assert ">https://tv.naver.com/v/12</a>" in html
    assert "개관식" in html


def test_a_picture_in_it_stands_behind_it() -> None:
    picture = '<p><img src="/photos/1.jpg" alt=""></p>'
    given = VIDEO.format("navertv:12")
    assert body.clean(given.replace("<figcaption>", f"{picture}<figcaption>")) == (
        '<figure data-embed="navertv:12"></figure>\n'
        '<p><img src="/photos/1.jpg" alt=""></p>\n<p>개관식</p>'
    )
    assert body.clean(given.replace("</figure>", f"{picture}</figure>")) == f"{given}\n{picture}"


def test_what_is_kept_and_what_is_not() -> None:
    assert_stays('<figure data-embed="kakaotv:34"></figure>')
    assert_stays(VIDEO.format("navertv:12"))
    for unknown in ("vimeo:12", "navertv:abc", "youtube:short", "youtube:dQw4w9WgXcQ x", ""):
        assert body.clean(VIDEO.format(unknown)) == "<p>개관식</p>"
    given = VIDEO.format("navertv:12").replace(
        "개관식", "<iframe src=x></iframe><script>1</script>개관식"
    )
    assert body.clean(given) == VIDEO.format("navertv:12")
