"""How long a story takes to read."""

import pytest
from django.test import Client

from articles.layouts import Layout
from articles.reading_time import minutes_to_read
from tests.builders import make_published

STANDARD, PHOTO = Layout.STANDARD, Layout.PHOTO


@pytest.mark.parametrize(
    ("body", "layout", "minutes"),
    [
        ("", STANDARD, None),
        ("가" * 499, STANDARD, None),
        ("가" * 500, STANDARD, 1),
        ("가" * 501, STANDARD, 2),
        ("가" * 1000, STANDARD, 2),
        ("가" * 1001, STANDARD, 3),
        ("가나 다. " * 166 + "韓國", STANDARD, 1),
        ("가나 다. " * 166 + "A1", STANDARD, None),
        ("가" * 999, PHOTO, None),
        ("가" * 1000, PHOTO, 2),
        ("가" * 999, Layout.VIDEO, None),
        ("가" * 5000, Layout.PEOPLE, None),
    ],
)
def test_begun_minutes_count_whole_and_less_than_one_is_not_told(
    body: str, layout: Layout, minutes: int | None
) -> None:
    assert minutes_to_read(f"<p>{body}</p>", layout) == minutes


def test_what_is_not_read_is_not_counted() -> None:
    picture = f'<figure class="photo"><img src="/photos/a.jpg" alt="{"가" * 600}"></figure>'
    assert minutes_to_read(f"{picture}<p>{'가' * 499}</p>", STANDARD) is None


@pytest.mark.django_db
@pytest.mark.any_database
def test_the_page_tells_it(client: Client) -> None:
    short, long = (make_published(body=f"<p>{'가' * length}</p>") for length in (499, 1001))
    assert "읽는 데" not in client.get(short.get_absolute_url()).text
    assert "읽는 데 3분" in client.get(long.get_absolute_url()).text
