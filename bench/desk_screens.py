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
    from reporters.models import Reporter
    from sections.models import Section

    section = Section.objects.annotate(total=Count("articles")).latest("total")
    by_bylines = Reporter.objects.annotate(total=Count("bylines")).order_by("-total")
    busiest, idlest = by_bylines[0], by_bylines.filter(total__gt=0).reverse()[0]

    def writer(role: Role, reporter: Reporter | None = None) -> User:
        user = User.objects.create_user(f"bench-{User.objects.count()}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        user.sections.set([section])
        if reporter is not None:
            Reporter.objects.filter(pk=reporter.pk).update(user=user)
            Article.objects.filter(lead_reporter=reporter).update(owner=user)
        return user

    def client(user: User) -> Any:
        made = Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO="https")
        made.force_login(user)
        return made

    people = {
        Role.CHIEF.label: writer(Role.CHIEF),
        Role.DESK.label: writer(Role.DESK),
        Role.REPORTER.label: writer(Role.REPORTER),
        f"{Role.REPORTER.label}, {idlest.total:,} stories": writer(Role.REPORTER, idlest),
        f"{Role.REPORTER.label}, {busiest.total:,} stories": writer(Role.REPORTER, busiest),
        Role.CONTRIBUTOR.label: writer(Role.CONTRIBUTOR),
    }
    # Else a database that has just been given a hundred thousand owners plans as if it had none.
    connection.cursor().execute("VACUUM ANALYZE articles_article")

    listed = reverse("admin:articles_article_changelist")
    newest = Article.objects.published().newest_first().values_list("pk", flat=True)[0]
    addresses = {
        "list": listed,
        "list, a section": f"{listed}?section={section.pk}",
        "list, 게재": f"{listed}?queue=published",
        "list, 송고": f"{listed}?queue=waiting",
        "list, 내 기사": f"{listed}?queue=mine",
        "list, page 50": f"{listed}?p=50",
        "first page": reverse("admin:index"),
        "edit page": reverse("admin:articles_article_change", args=[newest]),
    }
    measured: dict[str, tuple[list[float], int]] = {}
    for who, user in people.items():
        browser = client(user)
        for name, address in addresses.items():
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
            measured[f"{who}: {name}"] = (times, len(queries))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
