"""What can be chosen for a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """`stories` is the size of the corpus; `seconds` how long each server is loaded in a round."""

    rounds: int
    seconds: float
    stories: int
    reads: int
    kills: int
