"""What the REST endpoint takes and gives: the records of `stance predict --format json`."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DocumentIn(_Record):
    """One text to read."""

    text: Words = Field(examples=["The Orlan Front rejected the truce."])
    id: str = Field("", description="returned with the answer; by default a running number")
    date: datetime.date | None = None


class Request(_Record):
    """Texts to read."""

    documents: list[DocumentIn] = Field(min_length=1)
    min_confidence: float | None = Field(
        None,
        ge=0,
        le=1,
        description="below it a position is marked uncertain (0.95; refusals and demands 0.8)",
    )
    everyone: bool = Field(False, description="return actors without a position, too")


class SpanOut(_Record):
    """Words of the text: character offsets, end exclusive."""

    text: str
    start: int
    end: int


class StatementOut(_Record):
    """What one passage says of an actor."""

    name: str
    passage: int
    stance: str
    probabilities: dict[str, float]
    evidence: SpanOut | None
    condition: SpanOut | None


class ActorOut(_Record):
    """An actor, the position taken in the whole document, and every statement."""

    name: str
    affiliation: str | None
    stance: str
    confidence: float
    uncertain: bool
    evidence: SpanOut | None
    condition: SpanOut | None
    mentions: list[SpanOut]
    statements: list[StatementOut]


class DocumentOut(_Record):
    """The answer for one text."""

    document: str
    source: str
    date: datetime.date | None
    date_from: str | None
    words: int
    passages: list[tuple[int, int]]
    actors: list[ActorOut]


class ModelOut(_Record):
    """Which model answered."""

    name: str
    hash: str


class Answer(_Record):
    """The answers, in the order of the request."""

    model: ModelOut
    documents: list[DocumentOut]


class Health(_Record):
    """That the server answers, and how busy it is."""

    status: Literal["ok"] = "ok"
    model: ModelOut
    waiting: int = Field(description="readers who have or await their turn")
