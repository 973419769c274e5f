"""What was changed and when, beside the content it speaks of, so that both commit as one.

Read and written by plain SQL: keys in invalidation.py and epoch.py, the rest in page_store/.
"""

from django.db import models


class Epoch(models.Model):
    """One row. `n` counts publishing transactions; `generation` (random) says whose count it is:
    another one means that nothing stored so far says anything about this database."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    n = models.BigIntegerField()
    generation = models.CharField(max_length=32)

    class Meta:
        constraints = (models.CheckConstraint(name="one_epoch", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.generation}:{self.n}"


class Key(models.Model):
    """Something pages show, and the epoch of its last change."""

    name = models.CharField(max_length=250, primary_key=True)
    seq = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.name}@{self.seq}"


class PageStore(models.Model):
    """At most one row: where nginx's files lie. See page_store/place.py."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    token = models.CharField(max_length=32)
    folder = models.TextField()
    host = models.CharField(max_length=255)
    boot = models.CharField(max_length=64)
    release = models.CharField(max_length=64)
    era = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(name="one_page_store", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.host}:{self.folder}"


class StoredPage(models.Model):
    """A page that has, or had, files. `seq`: the epoch it was rendered at; `until`: Unix time at
    which it changes by itself."""

    path = models.CharField(max_length=250, primary_key=True)
    era = models.BigIntegerField()
    seq = models.BigIntegerField(db_index=True)
    until = models.FloatField(null=True)

    class Meta:
        indexes = (
            models.Index(
                "until", name="stored_page_until", condition=models.Q(until__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.path


class StoredKey(models.Model):
    """A key that a stored page shows."""

    pk = models.CompositePrimaryKey("name", "path")
    name = models.CharField(max_length=250)
    path = models.CharField(max_length=250, db_index=True)
    era = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} in {self.path}"
