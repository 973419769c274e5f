import pytest
from django.test import Client

from articles import body
from articles.blocks.notice import NOTICES
from tests.articles.blocks.bodies import assert_stays, shown, story_with

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NOTICE = '<figure data-notice="{}"></figure>'


def test_each_has_its_own_words(client: Client) -> None:
    html = shown(client, story_with(*map(NOTICE.format, NOTICES)))
    assert html.count('class="notice-box"') == len(NOTICES)
    for title, _ in NOTICES.values():
        assert title in html
    assert '<p class="notice-title">자살예방 상담 안내</p>' in html
    assert '<a href="tel:109">☎109</a>' in html


def test_its_words_are_ours_alone() -> None:
    for kind in NOTICES:
        assert_stays(NOTICE.format(kind))
    assert (
        body.clean('<figure data-notice="suicide"><p>다른 말</p></figure>')
        == NOTICE.format("suicide") + "\n<p>다른 말</p>"
    )
    assert body.clean(NOTICE.format("sponsor")) == ""
