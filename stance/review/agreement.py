"""How far two annotators agree: on which actors there are, their stances, and the words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from stance.corpus import Example, Pair, mention_spans
from stance.errors import StanceError
from stance.evaluation.measures import token_f1
from stance.labels import STANCES
from stance.records import Span


@dataclass(frozen=True)
class SharedActor:
    """An actor that both annotators labelled in a passage."""

    one: Pair
    other: Pair

    @property
    def agreed(self) -> bool:
        """Whether the two stances are equal."""
        return self.one.stance == self.other.stance


@dataclass(frozen=True)
class SharedPassage:
    """A passage that both annotators labelled."""

    one: Example
    other: Example
    actors: tuple[SharedActor, ...]
    only_one: tuple[Pair, ...]
    """Actors that the first annotator alone labelled."""
    only_other: tuple[Pair, ...]


@dataclass(frozen=True)
class Agreement:
    """What two annotators' labels have in common."""

    passages: tuple[SharedPassage, ...]
    only_one: tuple[Example, ...]
    """Passages that the first annotator alone labelled."""
    only_other: tuple[Example, ...]

    @property
    def actors(self) -> tuple[SharedActor, ...]:
        """Every actor that both labelled, in every passage."""
        return tuple(actor for passage in self.passages for actor in passage.actors)

    @property
    def share(self) -> float:
        """Share of equal stances among the actors that both labelled."""
        return sum(actor.agreed for actor in self.actors) / len(self.actors)

    @property
    def kappa(self) -> float:
        """Cohen's kappa of the stances (Cohen 1960); 1 where chance alone would agree."""
        size = len(self.actors)
        counts = self.counts
        chance = sum(
            sum(counts[label, other] for other in STANCES)
            * sum(counts[other, label] for other in STANCES)
            for label in STANCES
        ) / (size * size)
        return (self.share - chance) / (1 - chance) if chance < 1 else 1.0

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """Actors by the first and the second annotator's stance."""
        made = dict.fromkeys(product(STANCES, STANCES), 0)
        for actor in self.actors:
            made[actor.one.stance, actor.other.stance] += 1
        return made

    def specific(self, label: str) -> float | None:
        """Agreement on one label (Dice): twice the actors both give it, by those either does."""
        counts = self.counts
        given = sum(counts[label, s] + counts[s, label] for s in STANCES)
        return 2 * counts[label, label] / given if given else None

    @property
    def evidence_f1(self) -> float | None:
        """Mean token-F1 of the evidence of actors whose stances are equal; None without any."""
        return self._words(lambda pair: pair.evidence)

    @property
    def condition_f1(self) -> float | None:
        """The same of conditions; one that the other annotator lacks counts 0."""
        return self._words(lambda pair: pair.condition)

    def _words(self, words: Callable[[Pair], str | None]) -> float | None:
        both = [(words(a.one), words(a.other)) for a in self.actors if a.agreed]
        scores = [token_f1(one or "", other or "") for one, other in both if one or other]
        return sum(scores) / len(scores) if scores else None


def agreement(one: Sequence[Example], other: Sequence[Example]) -> Agreement:
    """Set two annotators' labels side by side.

    Passages are the same if their texts are, whatever their ids; of passages with one text,
    those with one id. Actors are the same if mentions of them overlap, the most alike first.

    Raises:
        StanceError: no actor is labelled by both.
    """
    pairs = _same_passages(one, other)
    shared = tuple(_side_by_side(one[i], other[j]) for i, j in pairs)
    mine, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
    found = Agreement(
        shared,
        tuple(example for i, example in enumerate(one) if i not in mine),
        tuple(example for j, example in enumerate(other) if j not in theirs),
    )
    if not found.actors:
        what = "no actor" if shared else "no passage"
        raise StanceError(f"the two files have {what} in common: nothing can agree")
    return found


def _same_passages(one: Sequence[Example], other: Sequence[Example]) -> list[tuple[int, int]]:
    """Index pairs of equal passages, in the order of `one`; each passage in one pair at most."""
    by_text: dict[str, list[int]] = {}
    for j, example in enumerate(other):
        by_text.setdefault(example.text, []).append(j)
    found: dict[int, int] = {}
    for same_id in (True, False):
        for i, example in enumerate(one):
            there = by_text.get(example.text, [])
            fits = [j for j in there if not same_id or other[j].id == example.id]
            if i not in found and fits:
                found[i] = fits[0]
                there.remove(fits[0])
    return sorted(found.items())


def _side_by_side(one: Example, other: Example) -> SharedPassage:
    mine, theirs = mention_spans(one), mention_spans(other)
    likeness = sorted(
        (
            (_likeness(mine[i], theirs[j]), i, j)
            for i, j in product(range(len(mine)), range(len(theirs)))
        ),
        key=lambda each: (-each[0], each[1:]),
    )
    same: dict[int, int] = {}
    for likely, i, j in likeness:
        if likely > 0 and i not in same and j not in same.values():
            same[i] = j
    return SharedPassage(
        one,
        other,
        tuple(SharedActor(one.pairs[i], other.pairs[j]) for i, j in sorted(same.items())),
        tuple(pair for i, pair in enumerate(one.pairs) if i not in same),
        tuple(pair for j, pair in enumerate(other.pairs) if j not in same.values()),
    )


def _likeness(mine: Sequence[Span], theirs: Sequence[Span]) -> float:
    """Share of the characters of two actors' mentions that both have (Jaccard)."""
    one, other = (set(_characters(spans)) for spans in (mine, theirs))
    return len(one & other) / len(one | other)


def _characters(spans: Sequence[Span]) -> Iterator[int]:
    for span in spans:
        yield from range(span.start, span.end)
