import pytest
from django.test import Client

from tests.articles.blocks.bodies import assert_stays, shown, story_with

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TABLE = (
    "<table><caption>층별 안내</caption><tbody><tr><td>1층</td><td>자료실</td></tr></tbody></table>"
)


def test_a_wide_one_scrolls_by_itself(client: Client) -> None:
    html = shown(client, story_with(TABLE, TABLE.replace("<caption>층별 안내</caption>", "")))
    assert (
        f'<div class="table-frame" role="group" aria-label="층별 안내" tabindex="0">{TABLE}</div>'
        in html
    )
    assert 'aria-label="표"' in html
    assert "table-frame" not in shown(client, story_with(TABLE), suffix="print/")


def test_it_stays_as_it_is() -> None:
    assert_stays(TABLE)
