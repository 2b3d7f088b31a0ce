"""The figures by kind of text and by conflict: where a model is weak."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from stance.evaluation.judgements import Judgement, Judgements
from stance.evaluation.measures import Numbers, confusion_matrix, label_f1


@dataclass(frozen=True)
class Group:
    """The figures of the pairs that have something in common.

    A macro-F1 here is the mean over the labels that occur in the group, as gold or as
    predicted label, because a small group need not have all of them.
    """

    name: str
    pairs: int
    accuracy: float
    macro_f1: float
    macro_f1_positions: float


def by_style(judgements: Judgements) -> tuple[Group, ...]:
    """The figures of every style of text, the most frequent first."""
    return _groups(judgements, lambda pair: pair.style)


def by_conflict(judgements: Judgements) -> tuple[Group, ...]:
    """The figures of every conflict, the most frequent first."""
    return _groups(judgements, lambda pair: pair.conflict)


def _groups(judgements: Judgements, key: Callable[[Judgement], str]) -> tuple[Group, ...]:
    members = defaultdict(list)
    for pair in judgements.pairs:
        members[key(pair)].append(pair)
    groups = [
        _group(name, replace(judgements, pairs=tuple(pairs), detections=()))
        for name, pairs in members.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.pairs, group.name)))


def _group(name: str, judgements: Judgements) -> Group:
    confusion = np.array(confusion_matrix(judgements), dtype=float)
    f1 = label_f1(confusion)
    occurs = confusion.sum(0) + confusion.sum(1) > 0
    is_position = np.array([label != judgements.none for label in judgements.labels])
    return Group(
        name,
        len(judgements.pairs),
        float(np.trace(confusion) / confusion.sum()),
        _mean(f1[occurs]),
        _mean(f1[occurs & is_position]),
    )


def _mean(values: Numbers) -> float:
    """0 without values: a group without any position, gold or predicted."""
    return float(values.mean()) if values.size else 0.0
