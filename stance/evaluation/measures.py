"""Measures of judgements, each a function of sums over passages.

`tally` counts every passage once; `figures` weighs the counts and computes all measures, so
that a bootstrap replicate costs a few small products instead of a pass over the data.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stance.errors import StanceError
from stance.evaluation.judgements import Detection, Judgement, Judgements
from stance.records import Span

Numbers = NDArray[np.float64]

BINS = 15
"""Bins of confidence, of equal width."""

CURVE_POINTS = 100
"""Most points that a risk-coverage curve is given."""

DETECTION = ("", "exact_")
"""The two ways to find an actor: by a mention that overlaps, by a mention that is equal."""


@dataclass(frozen=True)
class Tallies:
    """What the measures need to know of each passage; axis 0 of every array is the passage."""

    labels: tuple[str, ...]
    none: str
    passages: tuple[str, ...]
    confusion: Numbers
    """Pairs by gold and predicted label."""
    squared_error: Numbers
    bins: Numbers
    """By bin of confidence: pairs, right pairs, summed confidence."""
    evidence: Numbers
    """Summed token-F1, pairs compared, pairs with gold evidence."""
    condition: Numbers
    """The same of conditions."""
    actors: Numbers
    """Gold, gold with a position, found; then by `DETECTION` the share of each that is right."""


@dataclass(frozen=True)
class Bin:
    """The pairs whose confidence lies above `low` and not above `high`."""

    low: float
    high: float
    pairs: int
    confidence: float
    """Mean confidence; 0 if there are no pairs."""
    accuracy: float
    """Share of right labels; 0 if there are no pairs."""


@dataclass(frozen=True)
class Risk:
    """What answering only the pairs of at least this confidence would mean."""

    confidence: float
    coverage: float
    """Share of pairs answered."""
    risk: float
    """Share of wrong labels among them."""


def measure(judgements: Judgements) -> dict[str, float]:
    """All measures of a model on a data set: `figures` of its `tally`."""
    return figures(tally(judgements))


def tally(judgements: Judgements, passages: Sequence[str] | None = None) -> Tallies:
    """Count each passage; `passages` orders them (by default sorted by id).

    Raises:
        StanceError: a gold label is not one of the labels the model knows.
    """
    names = tuple(passages if passages is not None else judgements.passages)
    row = {name: index for index, name in enumerate(names)}
    column = {label: index for index, label in enumerate(judgements.labels)}
    size = len(names)
    tallies = Tallies(
        judgements.labels,
        judgements.none,
        names,
        confusion=np.zeros((size, len(column), len(column))),
        squared_error=np.zeros(size),
        bins=np.zeros((size, BINS, 3)),
        evidence=np.zeros((size, 3)),
        condition=np.zeros((size, 3)),
        actors=np.zeros((size, 3 + 3 * len(DETECTION))),
    )
    for pair in judgements.pairs:
        if pair.gold not in column:
            known = ", ".join(judgements.labels)
            raise StanceError(f"{pair.passage}: label {pair.gold!r} is not of the model ({known})")
        _count_pair(tallies, row[pair.passage], pair, column[pair.gold])
    for detection in judgements.detections:
        tallies.actors[row[detection.passage]] += _actor_counts(detection, judgements.none)
    return tallies


def figures(tallies: Tallies, weights: Numbers | None = None) -> dict[str, float]:
    """All measures, each passage counted as often as its weight says (once by default).

    `accuracy`; `macro_f1` over all labels and `macro_f1_positions` over those that are a
    position (each F1 over all pairs, 0 where undefined); `precision.LABEL`, `recall.LABEL`,
    `f1.LABEL` and `count.LABEL`; `brier`, the mean over pairs of the squared error summed over
    labels, 0 to 2 (Brier 1950); `ece`, the expected calibration error of the most probable
    label in 15 bins (Guo et al. 2017). Where the gold data have any: `evidence_token_f1` over
    pairs with gold evidence and `condition_token_f1` over pairs with a gold or a found
    condition (see `token_f1`; a missing one scores 0). Where actors were detected: see
    `_actor_figures`.
    """
    weights = np.ones(len(tallies.passages)) if weights is None else weights
    confusion = np.tensordot(weights, tallies.confusion, 1)
    hits, gold, found = np.diagonal(confusion), confusion.sum(1), confusion.sum(0)
    f1 = label_f1(confusion)
    pairs = gold.sum()
    bins = np.tensordot(weights, tallies.bins, 1)
    is_position = np.array([label != tallies.none for label in tallies.labels])
    result = {
        "accuracy": _ratio(hits.sum(), pairs),
        "macro_f1": f1.mean(),
        "macro_f1_positions": f1[is_position].mean(),
        "brier": _ratio(weights @ tallies.squared_error, pairs),
        "ece": _ratio(np.abs(bins[:, 1] - bins[:, 2]).sum(), pairs),
    }
    by_label = {
        "precision": _ratio(hits, found),
        "recall": _ratio(hits, gold),
        "f1": f1,
        "count": gold,
    }
    for name, values in by_label.items():
        result |= {f"{name}.{label}": v for label, v in zip(tallies.labels, values, strict=True)}
    for name, texts in (("evidence", tallies.evidence), ("condition", tallies.condition)):
        # A data set without any gold is not annotated for it: there is nothing to measure.
        if texts[:, 2].any():
            total, compared, _ = weights @ texts
            result[f"{name}_token_f1"] = _ratio(total, compared)
    if tallies.actors.any():
        result |= _actor_figures(weights @ tallies.actors)
    return {name: float(value) for name, value in result.items()}


def label_f1(confusion: Numbers) -> Numbers:
    """F1 of every label from the counts by gold (rows) and predicted label; 0 if undefined."""
    return _ratio(2 * np.diagonal(confusion), confusion.sum(0) + confusion.sum(1))


def confusion_matrix(judgements: Judgements) -> tuple[tuple[int, ...], ...]:
    """Pairs by gold label (rows) and predicted label (columns), in the order of the labels."""
    counts = tally(judgements).confusion.sum(0)
    return tuple(tuple(int(count) for count in row) for row in counts)


def reliability(judgements: Judgements) -> tuple[Bin, ...]:
    """Confidence beside accuracy in 15 bins of equal width, from the least confident."""
    edges = np.linspace(0, 1, BINS + 1)
    counts = tally(judgements).bins.sum(0)
    return tuple(
        Bin(float(low), float(high), int(pairs), _share(confidence, pairs), _share(right, pairs))
        for low, high, (pairs, right, confidence) in zip(edges, edges[1:], counts, strict=False)
    )


def risk_coverage(judgements: Judgements) -> tuple[Risk, ...]:
    """The errors among the most confident pairs, from few of them to all (El-Yaniv, Wiener 2010).

    A point stands where a threshold of confidence can stand: pairs of equal confidence are
    answered together. Long curves are thinned to `CURVE_POINTS`.
    """
    pairs = sorted(judgements.pairs, key=lambda pair: -pair.confidence)
    wrong = np.cumsum([judgements.predicted(pair) != pair.gold for pair in pairs])
    ends = [
        index
        for index, pair in enumerate(pairs)
        if index + 1 == len(pairs) or pairs[index + 1].confidence < pair.confidence
    ]
    if len(ends) > CURVE_POINTS:
        ends = [ends[i] for i in np.linspace(0, len(ends) - 1, CURVE_POINTS).astype(int)]
    return tuple(
        Risk(pairs[i].confidence, (i + 1) / len(pairs), float(wrong[i] / (i + 1))) for i in ends
    )


def token_f1(gold: str, found: str) -> float:
    """F1 of the words two texts share, as bags of lower-cased words (Rajpurkar et al. 2016)."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (gold, found))
    if not one or not other:
        return float(one == other)
    return 2 * (one & other).total() / (one.total() + other.total())


def _count_pair(tallies: Tallies, row: int, pair: Judgement, gold: int) -> None:
    probabilities = np.array(pair.probabilities)
    truth = np.arange(len(probabilities)) == gold
    tallies.confusion[row, gold, pair.best] += 1
    tallies.squared_error[row] += ((probabilities - truth) ** 2).sum()
    place = min(max(int(np.ceil(pair.confidence * BINS)) - 1, 0), BINS - 1)
    tallies.bins[row, place] += (1, pair.best == gold, pair.confidence)
    if pair.evidence is not None:
        tallies.evidence[row] += (_text_score(pair.evidence, pair.found_evidence), 1, 1)
    if pair.condition is not None or pair.found_condition is not None:
        score = _text_score(pair.condition, pair.found_condition)
        tallies.condition[row] += (score, 1, pair.condition is not None)


def _text_score(gold: str | None, found: str | None) -> float:
    return 0.0 if gold is None or found is None else token_f1(gold, found)


def _actor_counts(detection: Detection, none: str) -> Numbers:
    """The row of `Tallies.actors` for one passage."""
    has_position = np.array([stance != none for stance in detection.stances], dtype=bool)
    counts = [len(detection.gold), has_position.sum(), len(detection.found)]
    for same in (Span.overlaps, Span.__eq__):
        met = np.array(
            [
                [any(same(a, b) for a in gold for b in found) for found in detection.found]
                for gold in detection.gold
            ],
            dtype=bool,
        ).reshape(len(detection.gold), len(detection.found))
        recalled = met.any(1)
        counts += [recalled.sum(), (recalled & has_position).sum(), met.any(0).sum()]
    return np.array(counts, dtype=float)


def _actor_figures(actors: Numbers) -> dict[str, Numbers]:
    """Recall, recall among actors with a position, precision and F1 of finding actors.

    `actor_…`: an actor is found if one of its mentions overlaps one of a predicted actor, and
    a predicted actor is right if one of its mentions overlaps one of a gold actor;
    `actor_exact_…`: the two mentions are the same span.
    """
    gold, with_position, found = actors[:3]
    result: dict[str, Numbers] = {}
    for way, (recalled, recalled_position, right) in zip(
        DETECTION, actors[3:].reshape(-1, 3), strict=True
    ):
        recall, precision = _ratio(recalled, gold), _ratio(right, found)
        result |= {
            f"actor_{way}recall": recall,
            f"actor_{way}recall_positions": _ratio(recalled_position, with_position),
            f"actor_{way}precision": precision,
            f"actor_{way}f1": _ratio(2 * precision * recall, precision + recall),
        }
    return result


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Part by whole, 0 where the whole is 0."""
    whole = np.asarray(whole, dtype=float)
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole != 0)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0
