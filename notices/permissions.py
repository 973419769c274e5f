"""Who keeps the register and publishes notices: who issues corrections (domain.md), so the desk for
its sections and the chief editor. Nobody else reads a claim: it tells of the person who claims."""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import Answer, role_answer
from accounts.roles import Role
from articles.models import Article
from articles.permissions import can_answer_claims
from notices.models import Claim

_KEEPERS = frozenset({Role.DESK, Role.CHIEF})


def can_keep_register(user: User) -> Answer:
    """Whether any story is this user's to keep claims of."""
    return role_answer(user, _KEEPERS, "정정·반론·추후보도")


def can_keep(user: User, article: Article) -> Answer:
    """Read and write claims about this story, and publish notices on it."""
    return can_answer_claims(user, article)


def kept_stories(user: User) -> Q:
    """can_keep as a condition on a story's main section; to be asked of `can_keep_register`s."""
    if Role.CHIEF in user.roles:
        return Q()
    return Q(article__section__in=user.assigned_section_ids)


def kept_claims(user: User, claims: "QuerySet[Claim]") -> "QuerySet[Claim]":
    return claims.filter(kept_stories(user)) if can_keep_register(user) else claims.none()
