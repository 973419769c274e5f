"""What a list of stories can be of."""

from django.db import models


class ListKind(models.IntegerChoices):
    """A list is a kind and the number of the section, tag or reporter; ALL's number is 0."""

    ALL = 0, "전체"
    SECTION = 1, "섹션"
    TAG = 2, "태그"
    REPORTER = 3, "기자"

    @property
    def word(self) -> str:
        """ "section": how code elsewhere names the kind."""
        return self.name.lower()


KINDS = {kind.word: kind for kind in ListKind}
