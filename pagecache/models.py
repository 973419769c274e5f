"""What was changed and when, beside the content it speaks of, so that both commit as one.

Read and written by plain SQL in invalidation.py and epoch.py.
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
