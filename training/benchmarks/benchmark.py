"""What a public data set must offer to be trained and scored on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stance.corpus import Example


@dataclass(frozen=True)
class Benchmark:
    """A data set in our terms: targets are actors, their classes are labels."""

    name: str
    labels: tuple[str, ...]
    none: str
    """The label of a target towards which nothing is expressed."""
    train: Sequence[Example]
    dev: Sequence[Example]
    """Chooses the best epoch."""
    tests: Mapping[str, Sequence[Example]]
    published: Mapping[str, float]
    """For each test the best macro-F1 that a paper reports."""
