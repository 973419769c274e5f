"""Asking for every route as everybody, and what of it nobody may see."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.test import RequestFactory, override_settings
from django.utils.http import urlencode

from tests.canary.allowance import may_see
from tests.canary.marks import Kind, Mark
from tests.canary.routes import UNKNOWN, Ask, Data
from tests.canary.world import Actor, World

# Of what isn't about one story, so many go to each actor.
REST = 30
# Of the form's own safety, new on every page.
_TOKEN = re.compile(rb"(?<![0-9A-Za-z])[0-9A-Za-z]{64}(?![0-9A-Za-z])")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """`shown`: the body, the headers, and what the next page would tell."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    messages: tuple[str, ...]

    @property
    def shown(self) -> tuple[bytes | str, ...]:
        return self.body, *(value for _, value in self.headers), *self.messages


@dataclass(frozen=True)
class Leak:
    """What somebody was shown that they may not see."""

    route: str
    ask: Ask
    actor: str
    what: str

    def __str__(self) -> str:
        return f"{self.actor}: {self.ask} ({self.route}) shows {self.what}"


@dataclass
class Report:
    leaks: list[Leak] = field(default_factory=list)
    # Which marks each actor has been shown, and rightly.
    seen: dict[str, set[Mark]] = field(default_factory=dict)
    asked: set[tuple[str, str]] = field(default_factory=set)
    requests: int = 0


class Browser:
    """One actor at the site: all of the middleware, without a session to be looked up each time."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._factory = RequestFactory(headers={"host": "news.example.com"})
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def ask(self, ask: Ask) -> Answer:
        """What is posted is undone again."""
        request = self._request(ask)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        if self.actor.user is not None:
            request._cached_user = self.actor.user  # type: ignore[attr-defined]
        if ask.data is None:
            return self._answer(request)
        with undone():
            return self._answer(request)

    def _request(self, ask: Ask) -> HttpRequest:
        if ask.data is None:
            asked = self._factory.head if ask.is_head else self._factory.get
            return asked(ask.path)
        sent = urlencode(ask.data(self.actor.user), doseq=True)
        return self._factory.post(ask.path, sent, content_type=FORM)

    def _answer(self, request: HttpRequest) -> Answer:
        response = self._handler.get_response(request)
        body = _body(response)
        headers = tuple(sorted(response.items()))
        queued = getattr(getattr(request, "_messages", None), "_queued_messages", ())
        return Answer(response.status_code, headers, body, tuple(str(each) for each in queued))


def _body(response: HttpResponseBase) -> bytes:
    if isinstance(response, FileResponse):
        # A picture or a document: having it is enough.
        response.close()
        return b""
    if response.streaming:
        return b"".join(response)
    content: bytes = response.content  # type: ignore[attr-defined]
    return content


def crawl(
    world: World,
    actors: Iterable[Actor],
    asks: Sequence[tuple[str, Ask]],
    *,
    one_in: int = 1,
) -> Report:
    """Ask for all of it as each of them, or for a lot of it, and report what was shown to whom."""
    report = Report()
    stories = {story.key: story for story in world.stories}
    with quietly():
        for actor in actors:
            browser, seen = Browser(actor), report.seen.setdefault(actor.key, set())
            for route, ask in asks if one_in == 1 else by_lot(asks, world, actor, one_in):
                report.requests += 1
                report.asked.add((actor.place, route))
                try:
                    answer = browser.ask(ask)
                except Exception as error:  # a page that fails is reported like one that leaks
                    report.leaks.append(Leak(route, ask, actor.key, f"an error: {error!r}"))
                    continue
                for mark in marks_shown(world, ask, answer, actor):
                    if may_see(actor, mark, stories[mark.story]):
                        seen.add(mark)
                    else:
                        report.leaks.append(Leak(route, ask, actor.key, str(mark)))
    return report


def marks_shown(world: World, ask: Ask, answer: Answer, actor: Actor) -> set[Mark]:
    """The marks in an answer that weren't in the question already. A picture that is handed out
    counts as seen."""
    found = world.marks.found(*answer.shown)
    asked = world.marks.found(ask.path, *_posted(ask, actor)) if found else {}
    shown = set(found) - set(asked)
    if answer.status == 200 and ask.path.startswith("/photos/") and ask.story is not None:
        owner = ask.story.article.owner_id
        shown.add(Mark(ask.story.key, "photo token", Kind.PHOTO, owner))
    return shown


def _posted(ask: Ask, actor: Actor) -> list[str]:
    """The texts of the question, before they are written in the way of an address."""
    return [str(value) for value in ask.data(actor.user).values()] if ask.data else []


def told_apart(
    world: World, actors: Iterable[Actor], asks: Sequence[tuple[str, Ask]], *, one_in: int = 1
) -> list[str]:
    """Where somebody can tell a story that they may not know of from one that isn't there."""
    wrong = []
    numbers = {mark.story: mark for mark in world.marks if mark.kind == Kind.NUMBER}
    with quietly():
        for actor in actors:
            browser = Browser(actor)
            for route, ask in asks if one_in == 1 else by_lot(asks, world, actor, one_in):
                story = ask.story
                if story is None or may_see(actor, numbers[story.key], story):
                    continue
                twin = _of_nothing(ask, story.pk)
                if twin is None:
                    continue
                answer, other = browser.ask(ask), browser.ask(twin)
                if _comparable(answer, story.pk) != _comparable(other, UNKNOWN):
                    wrong.append(f"{actor.key}: {ask} ({route}) is told apart from {twin}")
    return wrong


def _of_nothing(ask: Ask, pk: int) -> Ask | None:
    """The same question about a number that no story has; None if it names no number."""
    there, nothing = str(pk), str(UNKNOWN)
    data = ask.data
    if there not in ask.path and data is None:
        return None

    def other_data(user: Any) -> Data:
        assert data is not None
        return {name: nothing if value == there else value for name, value in data(user).items()}

    return replace(ask, path=ask.path.replace(there, nothing), data=data and other_data)


def _comparable(answer: Answer, pk: int) -> tuple[object, ...]:
    number = str(pk)
    return (
        answer.status,
        # When an answer expires is the second it was given in.
        tuple(
            (name, value.replace(number, "#"))
            for name, value in answer.headers
            if name != "Expires"
        ),
        _TOKEN.sub(b"#", answer.body.replace(number.encode(), b"#")),
        tuple(message.replace(number, "#") for message in answer.messages),
    )


def by_lot(
    asks: Sequence[tuple[str, Ask]], world: World, actor: Actor, one_in: int
) -> list[tuple[str, Ask]]:
    """A part of them for this actor, always the same: of what is about a single story one in
    `one_in`, of the rest one in REST and whatever is `sure`, and something of every route, which
    those of one role share."""
    peers = [each.key for each in world.actors if each.place == actor.place]

    def is_drawn(route: str, ask: Ask) -> bool:
        if ask.story is None:
            return ask.sure or _lot(actor.key, str(ask)) % REST == 0
        return _lot(actor.key, route, ask.story.key) % one_in == 0

    drawn = [(route, ask) for route, ask in asks if is_drawn(route, ask)]
    missed = {
        route
        for route in {route for route, _ in asks} - {route for route, _ in drawn}
        if peers[_lot(route) % len(peers)] == actor.key
    }
    first = [
        min(
            (pair for pair in asks if pair[0] == route), key=lambda pair: _lot(actor.key, str(pair))
        )
        for route in sorted(missed)
    ]
    return drawn + first


def _lot(*words: str) -> int:
    return crc32("|".join(words).encode())


@contextmanager
def quietly() -> Iterator[None]:
    """Errors come out as they are; refusals, of which there are thousands, aren't logged."""
    logging.disable(logging.CRITICAL)
    try:
        with override_settings(DEBUG_PROPAGATE_EXCEPTIONS=True):
            yield
    finally:
        logging.disable(logging.NOTSET)


def enclosed() -> transaction.Atomic:
    """A transaction that looks to the project as though there were none, as Django's TestCase
    has it."""
    atomic: Any = transaction.atomic()
    atomic._from_testcase = True
    return atomic  # type: ignore[no-any-return]


@contextmanager
def undone() -> Iterator[None]:
    with enclosed():
        yield
        transaction.set_rollback(True)
