"""Whose view counts: a person's, in a browser, who is not on the staff.

Told from this request's own headers. Nothing of it is kept: no address, no cookie, no identifier.
"""

import re

from django.http import HttpRequest

# Libraries and command-line tools don't pretend to be one of these.
_BROWSER = re.compile(r"(Mozilla|Opera)/\d")
# Programs that do: they name what they are, headless or "compatible; Name", or where to read about
# them. "Cubot" is a telephone, and "compatible; MSIE" was a browser.
_MACHINE = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|scrap|headless|lighthouse|inspect|preview|monitor|prerender"
    r"|compatible;(?! msie)|://",
    re.IGNORECASE,
)
# A browser that fetches a page in case somebody wants it says so in one of these.
_PURPOSES = ("sec-purpose", "purpose", "x-purpose", "x-moz")
_AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


def is_reader(request: HttpRequest) -> bool:
    """Asks for the session only when the request brings one: a reader's view costs no query."""
    agent = request.headers.get("user-agent", "")
    return (
        _BROWSER.match(agent) is not None
        and _MACHINE.search(agent) is None
        and not any(_AHEAD.search(request.headers.get(name, "")) for name in _PURPOSES)
        # Another site's page that calls our address is not somebody reading the story.
        and request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and not request.user.is_authenticated
    )
