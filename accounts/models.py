"""People who log in. Readers have no account; a byline is a reporters.Reporter."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, Group, UserManager
from django.db import models

from accounts.roles import Role


class NewsroomUserManager(UserManager["User"]):
    def create_superuser(self, username: str, *args: Any, **fields: Any) -> "User":
        """A superuser runs the house, so the 관리자 role comes with it."""
        user = super().create_superuser(username, *args, **fields)
        user.groups.add(Group.objects.get(name=Role.ADMIN))
        return user


class User(AbstractUser):
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("이름", max_length=40, blank=True)
    sections = models.ManyToManyField(
        "sections.Section",
        verbose_name="담당 섹션",
        related_name="staff",
        blank=True,
        help_text="기자와 데스크가 맡은 섹션입니다. 대분류를 고르면 그 아래 중분류도 함께 맡습니다.",
    )
    may_publish_breaking = models.BooleanField(
        "속보 직접 출고",
        default=False,
        help_text="기자가 [속보] 기사를 데스크보다 먼저 출고할 수 있습니다. 데스크가 나중에 확인합니다.",
    )

    objects: ClassVar[NewsroomUserManager] = NewsroomUserManager()

    class Meta:
        verbose_name = "사용자"
        verbose_name_plural = "사용자"

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The user's roles, read once for each instance; groups that are no role don't count."""
        known = set(Role.values)
        names = self.groups.values_list("name", flat=True)
        return frozenset(Role(name) for name in names if name in known)

    @cached_property
    def assigned_section_ids(self) -> frozenset[int]:
        """Ids of the assigned sections and all their children, read once for each instance."""
        direct = list(self.sections.values_list("pk", "children__pk"))
        return frozenset(pk for pair in direct for pk in pair if pk is not None)
