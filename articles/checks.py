"""System checks of this app: mistakes in the workflow's data stop the start."""

from typing import Any

from django.core.checks import CheckMessage, Error

from articles import states
from articles.blocks import registry


def check_states(**kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, id="articles.E001") for problem in states.problems()]


def check_blocks(**kwargs: Any) -> list[CheckMessage]:
    return [Error(problem, id="articles.E002") for problem in registry.problems()]
