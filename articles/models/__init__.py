from articles.models.article import Article, ArticleQuerySet, Byline, CorrectionNote
from articles.models.batch import BatchStory, PublicationBatch
from articles.models.listing import DayCount, Listing
from articles.models.media_use import MediaUse
from articles.models.record import LogEntry, Revision
from articles.models.schedule import ClockFailure, ScheduledChange
from articles.models.tag import Tag

__all__ = [
    "Article",
    "ArticleQuerySet",
    "BatchStory",
    "Byline",
    "ClockFailure",
    "CorrectionNote",
    "DayCount",
    "Listing",
    "LogEntry",
    "MediaUse",
    "PublicationBatch",
    "Revision",
    "ScheduledChange",
    "Tag",
]
