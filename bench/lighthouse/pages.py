"""`python -m bench.lighthouse.pages` in the environment of a site with the seeds: makes all
renditions, and prints the pages to measure as JSON: their addresses by name."""

import json

import django


def main() -> None:
    django.setup()

    from django.db.models import Count

    from articles import blocks
    from articles.models import Article
    from photos import renditions
    from photos.models import Photo
    from sections.models import Section

    for photo in Photo.objects.filter(is_rendition_due=True):
        renditions.make(photo)
    section = Section.objects.annotate(total=Count("articles")).latest("total")
    stories = Article.objects.published().filter(lead_photo__isnull=False).newest_first()
    article = max(stories, key=lambda story: len(blocks.photo_tokens(story.body)))
    pages = {
        "article with photos": article.get_absolute_url(),
        "front": "/",
        "section": section.get_absolute_url(),
    }
    print(json.dumps(pages))


if __name__ == "__main__":
    main()
