"""What the model proposes for a passage, and how useful it is to have a person look at it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stance.corpus import Example, mention_spans
from stance.labels import CONDITION, REJECT
from stance.model.folder import ModelConfig
from stance.model.stance_model import JudgedActor, StanceModel
from stance.positions import gather_actors, in_reading_order, position_of, statements_of
from stance.prediction import MIN_CONFIDENCE
from stance.records import Actor, Passage, Position, Span
from stance.review.candidates import Candidate
from stance.review.labelling import LabelledActor, in_place

AT_ONCE = 64
"""Passages judged between two steps of a progress line."""

POSSIBLE = 0.1
"""Probability of a position from which a passage is more than a scene with bystanders."""


@dataclass(frozen=True)
class Proposal:
    """A passage with the labels that are proposed for it."""

    candidate: Candidate
    actors: tuple[LabelledActor, ...]
    probabilities: tuple[Mapping[str, float], ...] = ()
    """The model's, calibrated, of every label of each actor; empty if it was not asked."""

    @property
    def certainty(self) -> float:
        """The model's probability of the least sure label proposed; 1 without actors."""
        chances = zip(self.actors, self.probabilities, strict=bool(self.probabilities))
        return min((own[actor.stance] for actor, own in chances), default=1.0)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every place in the text that a proposed label names."""
        named = ((a.mention, a.evidence, a.condition) for a in self.actors)
        return tuple(span for own in named for span in own if span is not None)

    def may_hold_position(self, none: str) -> bool:
        """Whether an actor may have a position, by the labels or by the model."""
        return any(actor.stance != none for actor in self.actors) or any(
            1 - own[none] >= POSSIBLE for own in self.probabilities
        )


def by_usefulness(proposals: Iterable[Proposal], none: str) -> list[Proposal]:
    """The least certain first; passages without actors or with sure bystanders alone last."""
    return sorted(proposals, key=lambda p: (not p.may_hold_position(none), p.certainty))


def propose(model: StanceModel, candidates: Sequence[Candidate]) -> Iterator[Proposal]:
    """Judge the passages, as a stream, in their order.

    Labels that the corpus has are proposed as they are, and judged too.
    """
    for at in range(0, len(candidates), AT_ONCE):
        chunk = candidates[at : at + AT_ONCE]
        fresh = iter(model.judge([c.text for c in chunk if not c.pairs]))
        labelled = [c for c in chunk if c.pairs]
        spans = [mention_spans(Example(c.id, c.text, c.pairs)) for c in labelled]
        given = iter(model.judge([c.text for c in labelled], spans))
        for candidate in chunk:
            yield (
                _given(candidate, next(given), model.config)
                if candidate.pairs
                else _found(candidate, next(fresh), model.config)
            )


def _given(candidate: Candidate, judged: Sequence[JudgedActor], config: ModelConfig) -> Proposal:
    return Proposal(
        candidate,
        in_place(candidate.text, candidate.pairs),
        tuple(dict(zip(config.labels, one.probabilities, strict=True)) for one in judged),
    )


def _found(candidate: Candidate, judged: Sequence[JudgedActor], config: ModelConfig) -> Proposal:
    """The positions that `stance predict` would report of this passage alone, bystanders too."""
    text = candidate.text
    statements = statements_of([Passage(text)], [judged], text, config)
    positions = in_reading_order(
        position_of(actor, MIN_CONFIDENCE, config.none) for actor in gather_actors(statements, text)
    )
    return Proposal(
        candidate,
        tuple(_labelled(position, text) for position in positions),
        tuple(_weighed(position) for position in positions),
    )


def _labelled(position: Position, text: str) -> LabelledActor:
    said = position.statement
    return LabelledActor(
        _name(position.actor, text),
        position.stance,
        said.evidence if said else None,
        said.condition if said and said.stance in (CONDITION, REJECT) else None,
    )


def _name(actor: Actor, text: str) -> Span:
    """Where the passage has the actor's fullest name."""
    for mention in actor.mentions:
        at = mention.of(text).find(actor.name)
        if at >= 0:
            start = mention.start + at
            return Span(start, start + len(actor.name))
    return max(actor.mentions, key=lambda mention: mention.end - mention.start)


def _weighed(position: Position) -> Mapping[str, float]:
    statements = position.actor.statements
    return (
        position.statement.probabilities
        if position.statement
        else max(statements, key=lambda s: s.probabilities[position.stance]).probabilities
    )
