"""What the desk calls the blocks of two texts that it compares.

A body names a story, a file, a notice or a video by a reference; a person reads its name, as far as
that person may. What may not be read has its number only, which stands in the text anyway.
"""

from collections.abc import Iterable, Mapping, Sequence

from accounts.models import User
from articles import permissions
from articles.blocks.notice import NOTICES
from articles.blocks.video import HOSTS
from articles.models import Article
from attachments.models import Attachment
from attachments.permissions import can_see_file
from newsroom.lib.compare_html import Block, BlockChange

_STORY, _FILE, _NOTICE = "article:", "file:", "notice:"


def with_names(changes: Sequence[BlockChange], *, by: User) -> list[BlockChange]:
    """The same with names for references. No query without a story or a file among them."""
    blocks = [block for change in changes for block in (change.before, change.after) if block]
    names = _names({block.source for block in blocks if block.name == "embed"}, by)
    return [
        change._replace(before=_named(change.before, names), after=_named(change.after, names))
        for change in changes
    ]


def _named(block: Block | None, names: Mapping[str, str]) -> Block | None:
    if block is None or block.name != "embed":
        return block
    return block._replace(source=names[block.source])


def _names(references: Iterable[str], by: User) -> dict[str, str]:
    found = set(references)
    titles = _titles({_number(each) for each in found if each.startswith(_STORY)}, by)
    files = _files({_token(each) for each in found if each.startswith(_FILE)}, by)
    return {reference: _name(reference, titles, files) for reference in found}


def _name(reference: str, titles: Mapping[int, str], files: Mapping[str, str]) -> str:
    if reference.startswith(_STORY):
        number = _number(reference)
        return f"관련 기사 {number}번 {titles.get(number, '')}".strip()
    if reference.startswith(_FILE):
        return f"파일 {files.get(_token(reference), '')}".strip()
    kind, _, key = reference.partition(":")
    if reference.startswith(_NOTICE):
        return f"안내 상자: {NOTICES[key][0]}" if key in NOTICES else "안내 상자"
    return f"{HOSTS[kind].name} 영상 {key}" if kind in HOSTS else reference


def _number(reference: str) -> int:
    return int(reference.removeprefix(_STORY))


def _token(reference: str) -> str:
    return reference.removeprefix(_FILE).partition(".")[0]


def _titles(numbers: set[int], by: User) -> dict[int, str]:
    if not numbers:
        return {}
    stories = permissions.readable(by, Article.objects.filter(pk__in=numbers))
    return dict(stories.values_list("pk", "title"))


def _files(tokens: set[str], by: User) -> dict[str, str]:
    files = Attachment.objects.filter(token__in=tokens) if tokens else ()
    return {file.token: file.name for file in files if can_see_file(by, file)}
