"""The records that flow through stance, from a document to the positions in it.

All character offsets count Unicode code points in `Document.text`, end exclusive, so that
``document.text[span.start:span.end]`` is the words themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A stretch of text: character offsets, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that the span covers."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> "Span":
        """The same stretch seen from a text that begins `by` characters earlier."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two stretches share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Dated:
    """The day a document is from, and what says so."""

    day: date
    origin: Literal["column", "page", "dateline"]
    """The date column of a table, the metadata of a web page, the dateline of the text."""


@dataclass(frozen=True)
class Document:
    """One text as the user gave it.

    `id` is unique in a run (a file name or the value of the id column); `source` is the path
    or ``-``; `text` is the decoded text, unchanged: offsets point into it. `dated` is None
    where nothing says for certain what day the document is from.
    """

    id: str
    text: str
    source: str = ""
    dated: Dated | None = None


@dataclass(frozen=True)
class Passage:
    """A window of a few sentences of a document: what the model reads at once."""

    text: str
    start: int = 0
    """Where the passage begins in `Document.text`."""


@dataclass(frozen=True)
class Statement:
    """What one actor says about a ceasefire in one passage. Spans point into the document."""

    name: str
    """The actor's name as this passage has it."""
    mentions: tuple[Span, ...]
    stance: str
    probabilities: dict[str, float]
    """Calibrated probability of every label; they sum to one."""
    evidence: Span | None
    condition: Span | None
    passage: int
    """Index of the passage in the document."""

    @property
    def confidence(self) -> float:
        """Probability of the stance that the statement is given."""
        return self.probabilities[self.stance]


@dataclass(frozen=True)
class Actor:
    """Someone who can take a position, with all that the document says of him, her or it."""

    name: str
    """The fullest name in the document, or the canonical one of the actors file."""
    mentions: tuple[Span, ...]
    statements: tuple[Statement, ...]
    """In the order of the document; those without a position included."""
    affiliation: str | None = None


@dataclass(frozen=True)
class Position:
    """An actor's stance in a whole document, and the statement that shows it."""

    actor: Actor
    stance: str
    confidence: float
    uncertain: bool
    """The confidence is below the threshold that the user asked for."""
    statement: Statement | None
    """The statement the position rests on; None if the actor takes no position."""


@dataclass(frozen=True)
class Reading:
    """The complete answer for one document."""

    document: Document
    passages: tuple[Passage, ...]
    positions: tuple[Position, ...]
    """One for each actor, those without a position last."""
    words: int

    def _repr_html_(self) -> str:
        """The highlighted text, for a notebook."""
        from stance.output.page import fragment

        return fragment(self, key=f"r{id(self)}")
