import pytest
from django.test import Client

from articles import body
from tests.articles.blocks.bodies import assert_stays, shown, story_with

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

QUOTE = '<figure class="quote"><blockquote><p>“책은 남는다.”</p></blockquote><figcaption>이바다 관장</figcaption></figure>'


def test_words_and_who_said_them(client: Client) -> None:
    assert QUOTE in shown(client, story_with(QUOTE))


def test_what_is_kept_and_what_is_not() -> None:
    assert_stays(QUOTE)
    assert_stays(
        '<figure class="quote"><blockquote><p>가</p><p><em>나</em></p></blockquote></figure>'
    )
    assert (
        body.clean('<figure class="quote">가</figure>')
        == '<figure class="quote"><blockquote><p>가</p></blockquote></figure>'
    )
    assert (
        body.clean('<figure class="quote"><figcaption>누구</figcaption></figure>') == "<p>누구</p>"
    )
    assert body.clean(
        '<figure class="quote"><blockquote><h2>가</h2><script>1</script></blockquote></figure>'
    ) == ('<figure class="quote"><blockquote><p>가</p></blockquote></figure>')


@pytest.mark.parametrize(
    "inner",
    [
        "<ul><li>나</li></ul>",
        "<table><tbody><tr><td>나</td></tr></tbody></table>",
        "<blockquote><p>나</p></blockquote>",
        '<figure data-article="1"></figure>',
        '<p><img src="/photos/1.jpg" alt=""></p>',
    ],
)
def test_other_blocks_stand_behind_it(inner: str) -> None:
    given = QUOTE.replace("</blockquote>", f"{inner}</blockquote>").replace(
        "<figcaption>이바다 관장</figcaption>", ""
    )
    first = '<figure class="quote"><blockquote><p>“책은 남는다.”</p></blockquote></figure>'
    assert body.clean(given) == f"{first}\n{inner}"
