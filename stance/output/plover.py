"""Positions as event records of the PLOVER ontology.

Types, modes and contexts are those of the Open Event Data Alliance's manual (draft 0.8 and its
conversion table from CAMEO, September 2021, https://github.com/openeventdata/PLOVER):

| stance | type, mode, context | CAMEO | PLOVER's wording |
|---|---|---|---|
| support | AGREE, none, military | 0356 | express intent to de-escalate military engagement |
| reject | REJECT, yield, military | 1246 | decline to de-escalate military engagement |
| condition | DEMAND, yield, military | 1056 | demand (here: as the price of one's own halt) |

Limits. *support* does not tell a belligerent who agrees to stop from a third party who calls for
it, nor a promise from a signature: all are AGREE, where PLOVER would code a call as DEMAND and a
declared truce as RETREAT, mode ceasefire. A position names no other side, so that the target is
empty. Records without a date have none: PLOVER asks for one, and it is never guessed.
"""

from collections.abc import Iterable, Iterator

from stance.labels import CONDITION, REJECT, SUPPORT
from stance.model.folder import ModelConfig
from stance.output.records import csv_line
from stance.records import Position, Reading

COLUMNS = (
    "event_id",
    "date",
    "source_actor",
    "source_affiliation",
    "target_actor",
    "event_type",
    "event_mode",
    "event_context",
    "text",
    "text_start",
    "text_end",
    "condition",
    "confidence",
    "uncertain",
    "document",
    "coder",
)

EVENTS = {
    SUPPORT: ("AGREE", "", "military"),
    REJECT: ("REJECT", "yield", "military"),
    CONDITION: ("DEMAND", "yield", "military"),
}
"""Type, mode and context of each stance."""


def event_records(readings: Iterable[Reading], model: ModelConfig) -> Iterator[str]:
    """CSV with a header and one event for each position (see `COLUMNS`)."""
    yield csv_line(COLUMNS)
    for reading in readings:
        taken = (p for p in reading.positions if p.stance in EVENTS)
        for number, position in enumerate(taken, 1):
            yield csv_line(_row(reading, position, number, f"stance {model.name} {model.hash}"))


def _row(reading: Reading, position: Position, number: int, coder: str) -> list[object]:
    document, said = reading.document, position.statement
    evidence = said.evidence if said else None
    condition = said.condition if said else None
    return [
        f"{document.id}#{number}",
        document.dated.day.isoformat() if document.dated else "",
        position.actor.name,
        position.actor.affiliation or "",
        "",
        *EVENTS[position.stance],
        evidence.of(document.text) if evidence else "",
        evidence.start if evidence else "",
        evidence.end if evidence else "",
        condition.of(document.text) if condition else "",
        round(position.confidence, 4),
        position.uncertain,
        document.id,
        coder,
    ]
