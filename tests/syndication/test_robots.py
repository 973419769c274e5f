import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_everything_is_open_but_the_desk(client: Client) -> None:
    response = client.get("/robots.txt", headers={"host": "127.0.0.1"})
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not response.cookies
    assert response.text.splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Disallow: /admin/",
        "",
        "Sitemap: https://news.example.com/sitemap.xml",
        "Sitemap: https://news.example.com/news-sitemap.xml",
    ]
