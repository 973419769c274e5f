"""What the index needs besides its own tables, which are the databases' own kinds of index and no
models (search/index)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from articles.models import Article
from newsroom.lib.korean import clean_name


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


class PhotoDue(models.Model):
    """A picture whose place in the index is to be written anew soon: who uploaded it, or who is in
    the portrait, has another name. Until then it is found by its words as they are typed, too."""

    photo_id = models.BigIntegerField(primary_key=True)
    noted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.photo_id)


class Synonym(models.Model):
    """동의어: words of which readers type one and stories say another."""

    words = models.CharField(
        "같은 말",
        max_length=300,
        help_text="쉼표로 나누어 적습니다. 예: 과기정통부, 과학기술정보통신부",
    )

    class Meta:
        verbose_name = "찾기 동의어"
        verbose_name_plural = "찾기 동의어"
        ordering = ("words",)

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        words = split(self.words)
        if len(words) < 2:
            raise ValidationError({"words": "같은 말을 둘 이상, 쉼표로 나누어 적어 주십시오."})
        self.words = ", ".join(words)


def split(words: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (clean_name(word) for word in words.split(",")))))


class KnownWord(models.Model):
    """A word of some story, published or not, or of a picture (search/vocabulary.py)."""

    word = models.CharField(max_length=12, primary_key=True)
    initials = models.CharField(max_length=12, db_index=True)

    def __str__(self) -> str:
        return self.word


class Relation(models.Model):
    """A story that is proposed below another one, as of the last time this was found out. Whether
    readers see it is asked when it is shown."""

    # The constraint's index begins with it.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="relations", db_index=False
    )
    related = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_by")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="search_relation_rank", fields=["article", "rank"]),
        )

    def __str__(self) -> str:
        return f"{self.article_id} → {self.related_id}"


class RelationDue(models.Model):
    """A story for which related ones are to be found soon: it came, or says something new."""

    article_id = models.BigIntegerField(primary_key=True)
    noted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.article_id)
