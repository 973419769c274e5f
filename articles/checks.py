"""System checks of this app: mistakes in the workflow's data stop the start."""

from typing import Any

from django.core.checks import CheckMessage, Error

from articles import states


def check_states(**kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, id="articles.E001") for problem in states.problems()]
