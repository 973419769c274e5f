"""Reporters, tags and stories as an editor types them: names apart by commas, one story a line."""

import re
from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User
from articles import permissions
from articles.models import Article
from newsroom.lib.korean import clean_name, josa
from reporters.models import Reporter

# A comma inside parentheses belongs to the name: "김정민 (뉴스라이트, #12)".
_SEPARATOR = re.compile(r"[,，、;\n](?![^()]*\))")
_NUMBER = re.compile(r"#\s*([0-9]{1,18})\s*\)?$")
_STORY = re.compile(r"(?:\S*/articles/)?#?([0-9]{1,18})(?:[/\s].*)?$")


def split_names(text: str) -> list[str]:
    """The names in the order typed, each once. Raises ValidationError for unusable characters."""
    try:
        names = [clean_name(part) for part in _SEPARATOR.split(text)]
    except ValueError as error:
        raise ValidationError(str(error)) from None
    return list(dict.fromkeys(name for name in names if name))


def join_names(names: Sequence[str]) -> str:
    return ", ".join(names)


def full_name(reporter: Reporter) -> str:
    """The form that names one reporter whatever others are called."""
    return f"{reporter.name} ({reporter.outlet.name}, #{reporter.pk})"


def typed_reporters(reporter_ids: Sequence[int]) -> str:
    """What stands in the field for these reporters: bare names where they are clear."""
    found = Reporter.objects.select_related("outlet").in_bulk(reporter_ids)
    reporters = [found[pk] for pk in reporter_ids if pk in found]
    namesakes = _named([reporter.name for reporter in reporters], reporter_ids)
    return join_names(
        [
            reporter.name if len(namesakes[reporter.name]) == 1 else full_name(reporter)
            for reporter in reporters
        ]
    )


def resolve_reporters(text: str, known_ids: Sequence[int] = ()) -> tuple[int, ...]:
    """Reporter ids in the order typed. `known_ids` are on the story already and may be inactive.

    Raises ValidationError for a name that nobody or more than one person has, with what can be
    typed instead.
    """
    typed = split_names(text)
    numbers = {name: int(match[1]) for name in typed if (match := _NUMBER.search(name))}
    bare = {name: name.removesuffix(" 기자") for name in typed if name not in numbers}
    by_name = _named(list(bare.values()), known_ids)
    by_number = Reporter.objects.in_bulk(numbers.values())
    ids: list[int] = []
    errors: list[str] = []
    for name in typed:
        if name in numbers:
            if numbers[name] in by_number:
                ids.append(numbers[name])
            else:
                errors.append(f"{numbers[name]}번 기자가 없습니다.")
            continue
        found = by_name[bare[name]]
        if len(found) == 1:
            ids.append(found[0].pk)
        else:
            errors.append(_unclear(bare[name], found))
    if errors:
        raise ValidationError(errors)
    return tuple(dict.fromkeys(ids))


def typed_stories(ids: Sequence[int], user: User) -> str:
    """One line a story: its number, then its title for the eye, if this user may read it."""
    there = Article.objects.filter(pk__in=ids)
    titles = dict.fromkeys(there.values_list("pk", flat=True), "")
    titles |= dict(permissions.readable(user, there).values_list("pk", "title"))
    return "\n".join(f"{pk} {titles[pk]}".strip() for pk in ids if pk in titles)


def resolve_stories(text: str, user: User, known_ids: Sequence[int] = ()) -> tuple[int, ...]:
    """The numbers at the line starts (an address of the story will do too).

    Raises ValidationError for stories that are not there or not this user's to read; `known_ids`
    are related already.
    """
    numbers: list[int] = []
    errors: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _STORY.match(line)
        if match:
            numbers.append(int(match[1]))
        else:
            errors.append(f"기사 번호로 시작하지 않는 줄입니다: {line}")
    wanted = [pk for pk in numbers if pk not in known_ids]
    readable = permissions.readable(user, Article.objects.filter(pk__in=wanted))
    found = set(readable.values_list("pk", flat=True)) | set(known_ids)
    errors += [f"{pk}번 기사가 없습니다." for pk in numbers if pk not in found]
    if errors:
        raise ValidationError(errors)
    return tuple(dict.fromkeys(numbers))


def _named(names: Sequence[str], known_ids: Sequence[int]) -> dict[str, list[Reporter]]:
    """Who goes by each name: active reporters and those on the story. One query."""
    found: defaultdict[str, list[Reporter]] = defaultdict(list)
    candidates = Q(is_active=True) | Q(pk__in=known_ids)
    reporters = Reporter.objects.filter(candidates, name__in=names).select_related("outlet")
    for reporter in reporters.order_by("-outlet__is_own", "pk"):
        found[reporter.name].append(reporter)
    return found


def _unclear(name: str, found: Sequence[Reporter]) -> str:
    if not found:
        subject = josa(name, "이라는/라는")
        return f"{subject} 기자가 없습니다. 이름을 확인하거나 기자 목록에 먼저 등록해 주세요."
    choices = " / ".join(full_name(reporter) for reporter in found)
    return f"이름이 ‘{name}’인 기자가 {len(found)}명입니다. 골라서 이대로 적어 주세요: {choices}"
