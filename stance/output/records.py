"""Readings as plain records, and as JSON, JSON Lines and CSV."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from stance.model.folder import ModelConfig
from stance.records import Position, Reading, Span, Statement

COLUMNS = (
    "document",
    "date",
    "actor",
    "affiliation",
    "stance",
    "uncertain",
    "confidence",
    "evidence",
    "evidence_start",
    "evidence_end",
    "condition",
    "condition_start",
    "condition_end",
)
"""Of the CSV: one row for each position."""


def as_record(reading: Reading, everyone: bool = False) -> dict[str, Any]:
    """The complete answer for one document, ready for JSON.

    Offsets count Unicode code points of the document's text, end exclusive.
    """
    text = reading.document.text
    return {
        "document": reading.document.id,
        "source": reading.document.source,
        "date": dated.day.isoformat() if (dated := reading.document.dated) else None,
        "date_from": dated.origin if dated else None,
        "words": reading.words,
        "passages": [[p.start, p.start + len(p.text)] for p in reading.passages],
        "actors": [
            {
                "name": position.actor.name,
                "affiliation": position.actor.affiliation,
                "stance": position.stance,
                "confidence": round(position.confidence, 4),
                "uncertain": position.uncertain,
                "evidence": _words(said.evidence if (said := position.statement) else None, text),
                "condition": _words(said.condition if said else None, text),
                "mentions": [_words(mention, text) for mention in position.actor.mentions],
                "statements": [_statement(s, text) for s in position.actor.statements],
            }
            for position in reading.positions
            if everyone or position.statement
        ],
    }


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    return {
        "name": statement.name,
        "passage": statement.passage,
        "stance": statement.stance,
        "probabilities": {k: round(v, 4) for k, v in statement.probabilities.items()},
        "evidence": _words(statement.evidence, text),
        "condition": _words(statement.condition, text),
    }


def _words(span: Span | None, text: str) -> dict[str, Any] | None:
    return span and {"text": span.of(text), "start": span.start, "end": span.end}


def json_lines(
    readings: Iterable[Reading], model: ModelConfig, everyone: bool = False
) -> Iterator[str]:
    """One line for each document, with the model's name and hash on it."""
    for reading in readings:
        record = {"model": _model(model)} | as_record(reading, everyone)
        yield json.dumps(record, ensure_ascii=False) + "\n"


def json_document(
    readings: Iterable[Reading], model: ModelConfig, everyone: bool = False
) -> Iterator[str]:
    """One JSON document in pieces: the model, then every document."""
    yield f'{{"model": {json.dumps(_model(model))},\n "documents": ['
    for number, reading in enumerate(readings):
        record = json.dumps(as_record(reading, everyone), ensure_ascii=False, indent=1)
        yield (",\n" if number else "\n") + record
    yield "\n]}\n"


def csv_table(
    readings: Iterable[Reading], model: ModelConfig, everyone: bool = False
) -> Iterator[str]:
    """A header and one row for each position (see `COLUMNS`)."""
    yield csv_line(COLUMNS)
    for reading in readings:
        for position in reading.positions:
            if everyone or position.statement:
                yield csv_line(_row(reading, position))


def _row(reading: Reading, position: Position) -> list[Any]:
    text, said = reading.document.text, position.statement
    dated = reading.document.dated
    row: list[Any] = [
        reading.document.id,
        dated.day.isoformat() if dated else "",
        position.actor.name,
        position.actor.affiliation or "",
        position.stance,
        position.uncertain,
        round(position.confidence, 4),
    ]
    for span in (said and said.evidence, said and said.condition):
        row += [span.of(text), span.start, span.end] if span else ["", "", ""]
    return row


def csv_line(values: Iterable[Any]) -> str:
    """One line of CSV; a text that a spreadsheet would take for a formula is made harmless."""
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(_harmless, values))
    return line.getvalue()


def _harmless(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _model(model: ModelConfig) -> dict[str, str]:
    return {"name": model.name, "hash": model.hash}
