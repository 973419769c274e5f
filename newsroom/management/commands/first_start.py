"""What `make run` does once: the sample stories and the first accounts, into an empty database.

Run again it changes nothing: seeds are loaded only while there is neither a section nor a story,
accounts made only while there is no user, so nothing an editor deleted or changed comes back.
"""

import os
import secrets
from typing import Any, NamedTuple

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.models import User
from accounts.roles import Role
from articles.models import Article
from pagecache import publishing, touch
from reporters import page_keys as reporter_keys
from reporters.models import Outlet, Reporter
from sections.models import Section

SEEDS = ("sections", "reporters", "masthead", "pages", "stories")
SECTIONS = ("경기소식", "중년·신중년뉴스")


class Account(NamedTuple):
    username: str
    role: Role
    name: str
    has_sections: bool = False
    has_byline: bool = False


ACCOUNTS = (
    Account("admin", Role.ADMIN, "안서연"),
    Account("chief", Role.CHIEF, "최문정"),
    Account("desk", Role.DESK, "정해린", has_sections=True),
    Account("reporter", Role.REPORTER, "이도현", has_sections=True, has_byline=True),
    Account("contributor", Role.CONTRIBUTOR, "박새봄", has_byline=True),
)


class Command(BaseCommand):
    help = (
        "빈 데이터베이스에 예시 기사와 첫 계정을 넣습니다. 다시 실행하면 아무것도 바꾸지 않습니다."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with publishing():
            if not Section.objects.exists() and not Article.objects.exists():
                call_command("loaddata", *SEEDS, verbosity=0)
                self.stdout.write(f"예시 기사 {Article.objects.count()}건을 넣었습니다.")
        with publishing():
            passwords = {} if User.objects.exists() else self.make_accounts()
        if passwords:
            self.show(passwords)

    def make_accounts(self) -> dict[Account, str]:
        """The password of each account made, to be shown once: only its hash is kept."""
        given = os.environ.get("NEWSROOM_DEMO_PASSWORD", "")
        passwords = {}
        for account in ACCOUNTS:
            password = passwords[account] = given or secrets.token_urlsafe(9)
            make = (
                User.objects.create_superuser
                if account.role == Role.ADMIN
                else User.objects.create_user
            )
            user = make(account.username, password=password, name=account.name, is_staff=True)
            user.groups.set([Group.objects.get(name=account.role)])
            if account.has_sections:
                user.sections.set(Section.objects.filter(name__in=SECTIONS))
            if account.has_byline:
                self.make_byline(user)
        return passwords

    def make_byline(self, user: User) -> None:
        """A row of its own: one of the seeds' would lose its login when they are loaded again."""
        own = Outlet.objects.filter(is_own=True).first()
        own = own or Outlet.objects.create(name="예시신문", is_own=True)
        made = Reporter.objects.create(name=user.name, outlet=own, user=user)
        touch(reporter_keys.reporter(made.pk))

    def show(self, passwords: dict[Account, str]) -> None:
        self.stdout.write("\n첫 계정입니다. 비밀번호는 지금 한 번만 보여 드립니다.")
        for account, password in passwords.items():
            self.stdout.write(f"  {account.username:<12} {password:<14} {account.role}")
        self.stdout.write("")
