"""One invented reading with a refusal, a demand and a bystander."""

import pytest

from stance.labels import NONE, REJECT, STANCES
from stance.model.folder import ModelConfig
from stance.records import Actor, Document, Passage, Position, Reading, Span, Statement

TEXT = "Žofia’s Front said “no truce” until the siege ends. Aid groups counted."


@pytest.fixture
def model() -> ModelConfig:
    return ModelConfig("m", STANCES, NONE, {}, {}, 8, 512, 0, "int8")


@pytest.fixture
def reading() -> Reading:
    evidence, condition = span("no truce"), span("until the siege ends")
    statement = Statement(
        "Žofia’s Front",
        (span("Žofia’s Front"),),
        REJECT,
        {"support": 0.1, "reject": 0.7, "condition": 0.1, "none": 0.1},
        evidence,
        condition,
        0,
    )
    front = Actor("Žofia’s Front", statement.mentions, (statement,))
    aid = Actor("=SUM(A1)", (span("Aid groups"),), ())
    return Reading(
        Document("d1", TEXT, "d1.txt"),
        (Passage(TEXT, 0),),
        (Position(front, REJECT, 0.7, False, statement), Position(aid, NONE, 0.9, False, None)),
        12,
    )


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))
