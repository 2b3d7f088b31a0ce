"""Two models on the same data: what got better, what got worse, and whether it is noise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stance.evaluation.bootstrap import Difference, compare
from stance.evaluation.judgements import Judgements

FEW_PAIRS = 30
"""Fewer than these say nothing about a difference."""

EXAMPLES = 20
"""Most changed pairs that are kept of each kind."""


@dataclass(frozen=True)
class ChangedPair:
    """A pair that one of two models gets right and the other wrong."""

    passage: str
    actor: str
    gold: str
    one: str
    """The label that the model under test gives."""
    other: str
    confidence: float
    """The model under test's, in its label."""
    text: str = ""


@dataclass(frozen=True)
class Comparison:
    """A model beside another on the same data."""

    other: str
    differences: dict[str, Difference]
    verdict: str
    """One sentence: whether the difference is noise."""
    better: int
    """Pairs that the model gets right and the other wrong."""
    worse: int
    better_examples: tuple[ChangedPair, ...] = field(default=())
    """The surest, at most `EXAMPLES`."""
    worse_examples: tuple[ChangedPair, ...] = field(default=())

    @property
    def summary(self) -> str:
        """The verdict with the counts before it."""
        return f"Pairs better: {self.better}, worse: {self.worse}. {self.verdict}"


def compare_models(
    one: Judgements,
    other: Judgements,
    names: tuple[str, str],
    texts: Mapping[str, str] | None = None,
    replicates: int = 1000,
    seed: int = 0,
) -> Comparison:
    """Set one model's judgements beside another's on the same pairs.

    Args:
        one: of the model under test.
        other: of the model it is held against.
        names: what the two are called.
        texts: of the passages, by id, for the examples.
        replicates: of the bootstrap.
        seed: of its samples.

    Raises:
        StanceError: the two were not made on the same pairs with the same labels.
    """
    found = compare(one, other, replicates, seed)
    changed = _changed(one, other, texts or {})
    better = [pair for pair in changed if pair.one == pair.gold]
    worse = [pair for pair in changed if pair.other == pair.gold]
    return Comparison(
        other=names[1],
        differences=found,
        verdict=verdict(found["macro_f1"], names, len(one.pairs)),
        better=len(better),
        worse=len(worse),
        better_examples=tuple(better[:EXAMPLES]),
        worse_examples=tuple(worse[:EXAMPLES]),
    )


def verdict(macro_f1: Difference, names: tuple[str, str], pairs: int) -> str:
    """One sentence on whether a difference in macro-F1 is more than chance.

    It is where its 95 % interval leaves zero out; of fewer than `FEW_PAIRS` nothing is said.
    """
    one, other = names
    measured = (
        f"macro-F1 {macro_f1.one:.3f} against {macro_f1.other:.3f}, difference "
        f"{macro_f1.difference:+.3f}, 95 % interval {macro_f1.low:+.3f} to {macro_f1.high:+.3f}"
    )
    if pairs < FEW_PAIRS:
        return f"{pairs} pairs are too few to tell {one} from {other} ({measured})."
    if macro_f1.low > 0:
        return f"{one} is better than {other} by more than chance ({measured})."
    if macro_f1.high < 0:
        return f"{one} is worse than {other} by more than chance ({measured})."
    return f"These data cannot tell {one} from {other}: it may be noise ({measured})."


def _changed(one: Judgements, other: Judgements, texts: Mapping[str, str]) -> list[ChangedPair]:
    """Pairs that exactly one of the two gets right, the surest of the first model first."""
    before = {(p.passage, p.actor, p.gold): other.predicted(p) for p in other.pairs}
    pairs = [
        ChangedPair(
            p.passage, p.actor, p.gold, said, theirs, p.confidence, texts.get(p.passage, "")
        )
        for p in one.pairs
        if ((said := one.predicted(p)) == p.gold)
        != ((theirs := before[p.passage, p.actor, p.gold]) == p.gold)
    ]
    return sorted(pairs, key=lambda pair: -pair.confidence)
