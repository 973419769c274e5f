"""Who may see what of a story: the table of domain.md once more, for what pages show.

tests/articles/permission_table.py says it of acts, and of reading what has no embargo.
"""

from collections.abc import Callable, Mapping

from accounts.roles import Role
from articles.states import Action, Status
from tests.articles.permission_table import LETTERS, ROLES, Whose, is_expected
from tests.canary.marks import Kind, Mark
from tests.canary.world import Actor, Story

# 기고자 기자 데스크 편집국장 관리자, in the letters of tests/articles/permission_table.py.
PREVIEW_EMBARGOED = "o oc os a -"
READ_LOG = "- o s a a"
EDIT_REJECTED = "o oc os a -"
READ_SET_ASIDE = "- - s a -"
PHOTO_LIBRARY = "- a a a -"
SETTINGS = "- - - a a"
ISSUE_CORRECTION = "- - s a -"


def may_see(actor: Actor, mark: Mark, story: Story) -> bool:
    return _MAY_SEE[mark.kind](actor, mark, story)


def may_read(actor: Actor, story: Story) -> bool:
    """The newest text."""
    if actor.role is None:
        return False
    if story.state.embargoed:
        return _reaches(actor, story, PREVIEW_EMBARGOED)
    status = Status.WITHDRAWN if story.state.is_change else story.state.status
    return is_expected(actor.role, Action.READ, status, _whose(actor, story))


def may_open(actor: Actor, story: Story) -> bool:
    """The story's page at the desk, whichever text it shows."""
    return may_read(actor, story) or (actor.role is not None and story.state.is_change)


def may_read_log(actor: Actor, story: Story) -> bool:
    return _reaches(actor, story, READ_LOG)


def _may_see_number(actor: Actor, mark: Mark, story: Story) -> bool:
    """The log of all is the administrator's, and with it that there is a story."""
    return story.is_known_to_readers or may_read(actor, story) or may_read_log(actor, story)


def _may_see_rejection(actor: Actor, mark: Mark, story: Story) -> bool:
    """The reporter is told: whoever may write on."""
    is_read = may_read_log(actor, story) and may_read(actor, story)
    return _reaches(actor, story, EDIT_REJECTED) or is_read


def _may_see_set_aside(actor: Actor, mark: Mark, story: Story) -> bool:
    if not may_read(actor, story):
        return False
    return _is_own(actor, mark) or _reaches(actor, story, READ_SET_ASIDE)


def _may_see_photo(actor: Actor, mark: Mark, story: Story) -> bool:
    """The library is open to the newsroom; a preview shows the story's picture in any case."""
    return _is_own(actor, mark) or _reaches(actor, story, PHOTO_LIBRARY) or may_read(actor, story)


_MAY_SEE: Mapping[Kind, Callable[[Actor, Mark, Story], bool]] = {
    Kind.TEXT: lambda actor, _mark, story: may_read(actor, story),
    Kind.DESK: lambda actor, _mark, story: may_open(actor, story),
    Kind.NUMBER: _may_see_number,
    Kind.LOG: lambda actor, _mark, story: may_read_log(actor, story),
    Kind.LOG_TEXT: lambda actor, _mark, story: (
        may_read_log(actor, story) and may_read(actor, story)
    ),
    Kind.CLAIM: lambda actor, _mark, story: _reaches(actor, story, ISSUE_CORRECTION),
    Kind.REJECTION: _may_see_rejection,
    Kind.REJECTED_BY: lambda actor, _mark, story: (
        _reaches(actor, story, EDIT_REJECTED) or may_read_log(actor, story)
    ),
    Kind.SET_ASIDE: _may_see_set_aside,
    Kind.SLOT: lambda actor, mark, _story: _is_own(actor, mark),
    Kind.PHOTO: _may_see_photo,
    Kind.REDIRECT: lambda actor, _mark, story: _reaches(actor, story, SETTINGS),
}


def _is_own(actor: Actor, mark: Mark) -> bool:
    return actor.user is not None and actor.user.pk == mark.whose


def _reaches(actor: Actor, story: Story, cells: str) -> bool:
    if actor.role is None:
        return False
    cell = cells.split()[ROLES.index(actor.role)]
    return any(letter in cell for letter in LETTERS[_whose(actor, story)])


def _whose(actor: Actor, story: Story) -> Whose:
    """A story in no section stands in its owner's."""
    assert actor.user is not None
    article = story.article
    is_own = article.owner_id == actor.user.pk
    is_here = article.section_id in actor.user.assigned_section_ids
    if is_own:
        return Whose.OWN_HERE if is_here or article.section_id is None else Whose.OWN_ELSEWHERE
    if is_here:
        return Whose.OTHERS_HERE
    if actor.user.pk in story.bylines:
        return Whose.COBYLINE_ELSEWHERE
    return Whose.OTHERS_ELSEWHERE


assert set(_MAY_SEE) == set(Kind)
assert set(ROLES) == set(Role)
