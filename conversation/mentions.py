"""Who is called in a comment: picked by number, or written @이름 where only one is meant."""

import re
from collections.abc import Collection, Iterable

from accounts.models import User
from articles import permissions
from articles.models import Article
from articles.refusals import Incomplete, NotAllowed
from newsroom.lib.korean import josa

_CALL = re.compile(r"(?:^|(?<=\s))@(?=\S)")


def called(article: Article, text: str, picked: Collection[int]) -> set[int]:
    """The numbers of everyone this comment calls.

    Raises NotAllowed for somebody who may not take part in the story's conversation, and
    Incomplete where a written name fits several of those who may and none of them was picked:
    nobody is guessed.
    """
    calls = [text[match.end() :] for match in _CALL.finditer(text)]
    if not picked and not calls:
        return set()
    colleagues = list(permissions.conversing(article))
    found = set(picked)
    strangers = found - {user.pk for user in colleagues}
    if strangers:
        raise _not_theirs(User.objects.filter(pk__in=strangers).first())
    others: list[User] | None = None
    for call in calls:
        named = _longest(call, colleagues)
        if named and not found & {user.pk for user in named}:
            if len(named) > 1:
                raise Incomplete(
                    f"{josa(named[0].display_name, '이/가')} {len(named)}명입니다."
                    " ‘부를 사람’에서 골라 주세요."
                )
            found.add(named[0].pk)
        if not named:
            if others is None:
                others = list(User.objects.filter(is_active=True).only("name", "username"))
            if stranger := _longest(call, others):
                raise _not_theirs(stranger[0])
    return found


def _longest(call: str, users: Iterable[User]) -> list[User]:
    """Those whose name the call begins with, a particle may follow; of several names the longest."""
    fitting = [user for user in users if call.startswith(user.display_name)]
    longest = max((len(user.display_name) for user in fitting), default=0)
    return [user for user in fitting if len(user.display_name) == longest]


def _not_theirs(user: User | None) -> NotAllowed:
    name = f"{user.display_name}님은" if user else "고른 사람은"
    return NotAllowed(f"{name} 이 기사의 대화를 볼 수 없어서 부를 수 없습니다.")
