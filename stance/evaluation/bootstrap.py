"""How sure the figures are: percentile bootstrap over whole passages (Efron and Tibshirani 1993).

The pairs of a passage share their words, so that passages and not pairs are drawn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from stance.errors import StanceError
from stance.evaluation.judgements import Judgements
from stance.evaluation.measures import Numbers, figures, tally

Measure = Callable[[Numbers], dict[str, float]]
"""Figures of units (passages, documents) that count as often as their weights say."""

TAILS = (2.5, 97.5)
"""The percentiles that bound a 95 % interval."""


@dataclass(frozen=True)
class Figure:
    """A measure on the data and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """One model's figure less another's on the same data, and its 95 % interval."""

    one: float
    other: float
    difference: float
    low: float
    high: float
    p: float
    """Two-sided: how often chance alone would turn the sign of the difference."""


def intervals(judgements: Judgements, replicates: int = 1000, seed: int = 0) -> dict[str, Figure]:
    """Every measure of `measures.figures` with its 95 % interval, resampled by passage.

    The interval of a measure that chance can only worsen (`ece`) may lie above its value.

    Raises:
        StanceError: there are no pairs, or a label is unknown.
    """
    _require_pairs(judgements)
    tallies = tally(judgements)
    return bootstrap(
        lambda weights: figures(tallies, weights), len(tallies.passages), replicates, seed
    )


def compare(
    one: Judgements, other: Judgements, replicates: int = 1000, seed: int = 0
) -> dict[str, Difference]:
    """What `one` has over `other` in every measure that both have: a paired bootstrap.

    Both are resampled with the same passages. `p` is twice the smaller share of replicates
    on either side of no difference, at least 1/replicates and at most 1.

    Raises:
        StanceError: the two do not judge the same pairs with the same labels.
    """
    _require_same_data(one, other)
    passages = sorted({*one.passages, *other.passages})
    mine, theirs = tally(one, passages), tally(other, passages)
    return differences(
        lambda weights: figures(mine, weights),
        lambda weights: figures(theirs, weights),
        len(passages),
        replicates,
        seed,
    )


def differences(
    one: Measure, other: Measure, units: int, replicates: int, seed: int
) -> dict[str, Difference]:
    """The paired bootstrap behind a comparison: both measures see the same weighted units."""
    values, other_values = one(np.ones(units)), other(np.ones(units))
    names = [n for n in values if n in other_values and not n.startswith("count.")]

    def difference(weights: Numbers) -> dict[str, float]:
        first, second = one(weights), other(weights)
        return {name: first[name] - second[name] for name in names}

    draws = _draw(difference, units, replicates, seed)
    return {
        name: Difference(
            values[name],
            other_values[name],
            values[name] - other_values[name],
            *_bounds(draws[name]),
            _two_sided_p(draws[name]),
        )
        for name in names
    }


def bootstrap(measure: Measure, units: int, replicates: int, seed: int) -> dict[str, Figure]:
    """The figures of a measure of weighted units, each with its 95 % interval.

    `measure` is given how often each of the `units` counts; with all weights one it gives the
    values themselves.
    """
    values = measure(np.ones(units))
    draws = _draw(measure, units, replicates, seed)
    return {name: Figure(value, *_bounds(draws[name])) for name, value in values.items()}


def _draw(measure: Measure, units: int, replicates: int, seed: int) -> dict[str, Numbers]:
    """The values that each measure takes in the replicates."""
    results = [measure(weights) for weights in _resamples(units, replicates, seed)]
    return {name: np.array([result[name] for result in results]) for name in results[0]}


def _resamples(units: int, replicates: int, seed: int) -> Iterator[Numbers]:
    """How often each unit is drawn when as many as there are are drawn with replacement."""
    random = np.random.default_rng(seed)
    for _ in range(replicates):
        yield np.bincount(random.integers(units, size=units), minlength=units).astype(float)


def _bounds(draws: Numbers) -> tuple[float, float]:
    low, high = np.percentile(draws, TAILS)
    return float(low), float(high)


def _two_sided_p(draws: Numbers) -> float:
    smaller = min(int((draws <= 0).sum()), int((draws >= 0).sum())) / len(draws)
    return min(max(2 * smaller, 1 / len(draws)), 1.0)


def _require_pairs(judgements: Judgements) -> None:
    if not judgements.pairs:
        raise StanceError("there are no labelled pairs to evaluate")


def _require_same_data(one: Judgements, other: Judgements) -> None:
    _require_pairs(one)
    if (one.labels, one.none) != (other.labels, other.none):
        raise StanceError(
            f"cannot compare models with different labels: {', '.join(one.labels)} "
            f"and {', '.join(other.labels)}"
        )
    mine, theirs = (
        sorted((p.passage, p.actor, p.gold) for p in each.pairs) for each in (one, other)
    )
    if mine != theirs:
        differing = min(set(mine) ^ set(theirs), default=mine[0])
        raise StanceError(
            "cannot compare models on different data: run both on the same file "
            f"(first difference: passage {differing[0]!r}, actor {differing[1]!r})"
        )
    both = one.detections and other.detections
    if both and _detected_gold(one) != _detected_gold(other):
        raise StanceError("cannot compare models whose gold actors differ: run both on one file")


def _detected_gold(judgements: Judgements) -> list[tuple[object, ...]]:
    return sorted((each.passage, each.gold, each.stances) for each in judgements.detections)
