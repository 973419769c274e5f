from django.urls import path, re_path

from syndication import feeds, robots, sitemaps

# Four digits that are a year we can count with, and no second spelling of a first part.
_MONTH = r"(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{2})"
_PART = r"(?P<part>[2-9]|[1-9][0-9]{1,3})"

urlpatterns = [
    path("feed/", feeds.feed, name="feed"),
    path("sections/<slug:slug>/feed/", feeds.section_feed, name="section_feed"),
    path("reporters/<int:pk>/feed/", feeds.reporter_feed, name="reporter_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    re_path(rf"^sitemaps/articles-{_MONTH}\.xml\Z", sitemaps.articles, name="sitemap_articles"),
    re_path(
        rf"^sitemaps/articles-{_MONTH}-{_PART}\.xml\Z", sitemaps.articles, name="sitemap_articles"
    ),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("robots.txt", robots.robots, name="robots"),
]
