"""Labels as an annotator sets them, by place in the text, and as the codebook records them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stance.corpus import Example, Pair, as_record, faults_of, locate, mention_spans
from stance.labels import CONDITION, NONE, POSITIONS, REJECT
from stance.records import Span
from stance.review.candidates import Candidate


@dataclass(frozen=True)
class LabelledActor:
    """One actor of a passage with its labels. Spans point into the passage."""

    mention: Span
    stance: str
    evidence: Span | None = None
    condition: Span | None = None


def in_place(text: str, pairs: Sequence[Pair]) -> tuple[LabelledActor, ...]:
    """The pairs of a record by place: words that occur twice are taken nearest to the actor."""
    spans = mention_spans(Example("", text, tuple(pairs)))
    return tuple(
        LabelledActor(
            own[0],
            pair.stance,
            locate(pair.evidence, text, own) if pair.evidence else None,
            locate(pair.condition, text, own) if pair.condition else None,
        )
        for pair, own in zip(pairs, spans, strict=True)
    )


def example_of(candidate: Candidate, actors: Sequence[LabelledActor]) -> Example:
    """The labelled passage that the annotator's labels make."""
    text = candidate.text
    pairs = tuple(
        Pair(
            actor.mention.of(text),
            actor.stance,
            actor.evidence.of(text) if actor.evidence else None,
            actor.condition.of(text) if actor.condition else None,
        )
        for actor in actors
    )
    return Example(candidate.id, text, pairs, candidate.conflict, candidate.style)


def label_faults(candidate: Candidate, actors: Sequence[LabelledActor]) -> list[str]:
    """Why these labels cannot stand, in words; empty if they can.

    What training refuses (`stance.corpus.faults_of`), and what the codebook asks for besides:
    evidence for every position, a condition where and only where one may be.
    """
    if not actors:
        return ["no actor: add one, or skip the passage"]
    spans = [s for a in actors for s in (a.mention, a.evidence, a.condition) if s is not None]
    if not all(_is_place(span, candidate.text) for span in spans):
        return ["a span does not lie in the text: reload the page"]
    example = example_of(candidate, actors)
    faults = faults_of(as_record(example))
    return faults + [fault for pair in example.pairs for fault in _codebook_faults(pair)]


def _is_place(span: Span, text: str) -> bool:
    return 0 <= span.start < span.end <= len(text) and bool(span.of(text).strip())


def _codebook_faults(pair: Pair) -> Iterator[str]:
    if pair.stance in POSITIONS and pair.evidence is None:
        yield f"{pair.actor!r} has a position and no evidence: select the words and press e"
    if pair.stance == CONDITION and pair.condition is None:
        yield f"{pair.actor!r} sets a condition: select what must happen first and press c"
    if pair.stance in POSITIONS and pair.stance not in (CONDITION, REJECT) and pair.condition:
        yield f"{pair.actor!r}: a condition goes with {CONDITION} or {REJECT} alone"
    if pair.stance == NONE and pair.condition:
        yield f"condition given for {pair.actor!r}, whose label is {NONE}"
