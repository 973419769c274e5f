"""`python -m bench.desk_screens ROUNDS` in a site's environment: milliseconds and queries of the
desk's screens, through Django's test client, as JSON."""

import json
import logging
import sys
import time
from typing import Any

import django

from bench.site import HOST


def main() -> None:
    django.setup()
    logging.disable(logging.CRITICAL)

    from django.contrib.auth.models import Group
    from django.db import connection
    from django.db.models import Count
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from accounts.models import User
    from accounts.roles import Role
    from articles.models import Article
    from sections.models import Section

    section = Section.objects.annotate(total=Count("articles")).latest("total")

    def client(role: Role) -> Any:
        user = User.objects.create_user(f"bench-{role.name.lower()}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        user.sections.set([section])
        made = Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https")
        made.force_login(user)
        return made

    listed = reverse("admin:articles_article_changelist")
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)[0]
    addresses = {
        "list": listed,
        "list, a section": f"{listed}?section={section.pk}",
        "list, 게재": f"{listed}?queue=published",
        "list, 송고": f"{listed}?queue=waiting",
        "list, page 50": f"{listed}?p=50",
        "first page": reverse("admin:index"),
        "edit page": reverse("admin:articles_article_change", args=[newest]),
    }
    measured: dict[str, tuple[list[float], int]] = {}
    for role in (Role.CHIEF, Role.DESK, Role.REPORTER):
        browser = client(role)
        for name, address in addresses.items():
            if role == Role.REPORTER and name == "edit page":
                continue  # another's story
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                answer = browser.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answers {answer.status_code}")
            times = []
            for _ in range(2 * int(sys.argv[1])):
                started = time.perf_counter()
                browser.get(address)
                times.append((time.perf_counter() - started) * 1000)
            measured[f"{role.label}: {name}"] = (times, len(queries))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
