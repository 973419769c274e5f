"""Stored blocks, as the contract of each room spells them, and what is made of a body."""

import io
import re

from django.test import Client

from articles import body
from articles.models import Article
from attachments import uploads
from attachments.models import Attachment
from photos.models import Photo
from tests.attachments import files
from tests.builders import make_published
from tests.public_pages import assert_public_page


def photo_figure(photo: Photo, caption: str = "") -> str:
    told = f"<figcaption>{caption}</figcaption>" if caption else ""
    return (
        f'<figure class="photo"><img src="{photo.get_absolute_url()}" alt="" '
        f'width="{photo.width}" height="{photo.height}">{told}</figure>'
    )


def gallery(*figures: str) -> str:
    return f'<figure class="gallery">{"".join(figures)}</figure>'


def make_file(kind: str = "pdf", name: str = "보고서") -> Attachment:
    return uploads.store(io.BytesIO(files.ALL[kind]), by=None, name=name)


def story_with(*blocks: str) -> Article:
    return make_published(body="\n".join(["<p>앞 문단.</p>", *blocks]))


def shown(client: Client, story: Article, *, suffix: str = "") -> str:
    """The body of the story on its page."""
    html = assert_public_page(client.get(f"{story.get_absolute_url()}{suffix}"))
    match = re.search(
        r'<div class="article-body">(.*?)<(?:footer|div) class="article-end"', html, re.S
    )
    assert match is not None
    return match[1].strip().removesuffix("</div>").strip()


def assert_stays(html: str) -> None:
    """To the byte, and among other text."""
    assert body.clean(html) == html
    assert body.clean(f"<p>앞</p>\n{html}\n<p>뒤</p>") == f"<p>앞</p>\n{html}\n<p>뒤</p>"
