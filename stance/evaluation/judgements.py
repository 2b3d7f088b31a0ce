"""What a model says beside the gold answer: all that the evaluation knows of a model."""

from dataclasses import dataclass
from functools import cached_property

from stance.records import Span


@dataclass(frozen=True)
class Judgement:
    """One actor of one passage: the gold answer and the model's."""

    passage: str
    """Id of the passage; the pairs of a passage are resampled together."""
    conflict: str
    style: str
    actor: str
    gold: str
    probabilities: tuple[float, ...]
    """One for each of `Judgements.labels`, in that order."""
    evidence: str | None = None
    found_evidence: str | None = None
    condition: str | None = None
    found_condition: str | None = None

    @property
    def confidence(self) -> float:
        """Probability of the most probable label."""
        return max(self.probabilities)

    @property
    def best(self) -> int:
        """Index of the most probable label, the first of equals."""
        return self.probabilities.index(self.confidence)


@dataclass(frozen=True)
class Detection:
    """The actors of one passage: those it has and those the model found. Spans of the passage."""

    passage: str
    gold: tuple[tuple[Span, ...], ...]
    """Of each gold actor, all exact mentions."""
    stances: tuple[str, ...]
    """Of each gold actor, the gold label."""
    found: tuple[tuple[Span, ...], ...]
    """Of each actor that the model found, its mentions."""


@dataclass(frozen=True)
class Judgements:
    """All that one model says about one data set."""

    labels: tuple[str, ...]
    none: str
    """The label of an actor without a position."""
    pairs: tuple[Judgement, ...]
    detections: tuple[Detection, ...] = ()
    """Empty for a model that is told who the actors are."""

    @property
    def positions(self) -> tuple[str, ...]:
        """Every label but `none`."""
        return tuple(label for label in self.labels if label != self.none)

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The ids of the passages, sorted."""
        ids = {pair.passage for pair in self.pairs} | {each.passage for each in self.detections}
        return tuple(sorted(ids))

    def predicted(self, pair: Judgement) -> str:
        """The label that the model gives a pair: the most probable."""
        return self.labels[pair.best]
