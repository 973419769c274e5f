"""`python -m bench.paths N` in a site's environment: the path of its largest section, then of its
newest N articles, a line each."""

import sys

import django


def main() -> None:
    django.setup()

    from django.db.models import Count

    from articles.models import Article
    from sections.models import Section

    largest = Section.objects.annotate(total=Count("articles")).latest("total")
    print(largest.get_absolute_url())
    newest = Article.objects.published().newest_first().only("pk")
    for article in newest[: int(sys.argv[1])]:
        print(article.get_absolute_url())


if __name__ == "__main__":
    main()
