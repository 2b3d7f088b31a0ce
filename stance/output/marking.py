"""A reading as marked text: what every stretch of the document is to its positions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from stance.records import Position, Reading, Span


@dataclass(frozen=True)
class Mark:
    """One statement of an actor with a position, as it shows in the text."""

    number: int
    """Of the actor's position: 1 for the first of `MarkedReading.positions`."""
    actor: str
    stance: str
    uncertain: bool
    decisive: bool
    """The position rests on this statement."""


@dataclass(frozen=True)
class Segment:
    """A stretch of text in which nothing begins or ends."""

    text: str
    actors: tuple[int, ...] = ()
    """Numbers of the positions whose actor is mentioned here."""
    evidence: tuple[Mark, ...] = ()
    condition: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    """Statements whose words begin here."""


@dataclass(frozen=True)
class MarkedReading:
    """A document cut into segments, and the positions that they are numbered by."""

    reading: Reading
    positions: tuple[Position, ...]
    """Those that someone takes, in the order of the text."""
    segments: tuple[Segment, ...]
    """Their texts joined are the document's text."""


def mark(reading: Reading) -> MarkedReading:
    """Mark the mentions, evidence and conditions of everyone who takes a position."""
    positions = tuple(p for p in reading.positions if p.statement is not None)
    roles = [role for number, p in enumerate(positions, 1) for role in _roles(number, p)]
    return MarkedReading(reading, positions, tuple(_segments(reading.document.text, roles)))


@dataclass(frozen=True)
class _Role:
    """What a span is: a mention (no mark), evidence or a condition."""

    span: Span
    number: int
    mark: Mark | None = None
    is_condition: bool = False


def _roles(number: int, position: Position) -> Iterator[_Role]:
    for mention in position.actor.mentions:
        yield _Role(mention, number)
    decisive = position.statement
    for statement in position.actor.statements:
        if statement.evidence is None:  # no position: the model points at words for any other
            continue
        # The position's own may have taken over a condition from another statement.
        own = decisive is not None and statement.evidence == decisive.evidence
        said = decisive if own and decisive else statement
        label = Mark(number, position.actor.name, said.stance, position.uncertain, own)
        yield _Role(statement.evidence, number, label)
        if said.condition:
            yield _Role(said.condition, number, label, is_condition=True)


def _segments(text: str, roles: list[_Role]) -> Iterator[Segment]:
    opening: dict[int, list[_Role]] = defaultdict(list)
    closing: dict[int, list[_Role]] = defaultdict(list)
    for role in roles:
        opening[role.span.start].append(role)
        closing[role.span.end].append(role)
    cuts = sorted({0, len(text), *opening, *closing})
    open_roles: list[_Role] = []
    for start, end in pairwise(cuts):
        open_roles = [r for r in open_roles if r not in closing[start]] + opening[start]
        yield Segment(
            text=text[start:end],
            actors=_numbers(r for r in open_roles if r.mark is None),
            evidence=_marks(r for r in open_roles if not r.is_condition),
            condition=_marks(r for r in open_roles if r.is_condition),
            begins=_marks(r for r in opening[start] if not r.is_condition),
        )


def _numbers(roles: Iterator[_Role]) -> tuple[int, ...]:
    return tuple(sorted({role.number for role in roles}))


def _marks(roles: Iterator[_Role]) -> tuple[Mark, ...]:
    return tuple(dict.fromkeys(role.mark for role in roles if role.mark is not None))
