"""What the index needs besides its own tables, which are the databases' own kinds of index and no
models (search/index)."""

from django.db import models
from django.utils import timezone


class IndexState(models.Model):
    """The one row that says which of the two places holds the index that is asked, and how far the
    next one has come that is being built in the other."""

    live = models.PositiveSmallIntegerField(default=0)
    # search.documents.VERSION of what is being built; 0: nothing is.
    building = models.PositiveIntegerField(default=0)
    # Stories up to this number stand in it.
    built_to = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"찾기 색인 {self.live}"


class Due(models.Model):
    """A story whose place in the index is to be written anew soon: one of many made at once, or
    one whose section, tag or reporter was renamed."""

    article_id = models.BigIntegerField(primary_key=True)
    noted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.article_id)
