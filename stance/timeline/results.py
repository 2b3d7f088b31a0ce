"""The complete answers of `stance predict`, read back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stance.errors import StanceError
from stance.labels import NONE


@dataclass(frozen=True)
class DatedPosition:
    """The position of one actor in one dated document."""

    day: date
    document: str
    name: str
    """The actor's, as the document has it."""
    stance: str
    confidence: float
    uncertain: bool
    evidence: str
    condition: str


@dataclass(frozen=True)
class Results:
    """All that some result files hold."""

    positions: tuple[DatedPosition, ...]
    """In the order of time; those of one day in the order of the files."""
    documents: int
    undated: tuple[str, ...]
    """Ids of the documents without a date: none of their positions is in `positions`."""
    models: tuple[str, ...]
    """Names and hashes of the models that answered."""


def load_results(paths: Iterable[str | Path]) -> Results:
    """Read files that `stance predict --format json` or `jsonl` wrote.

    Raises:
        StanceError: a file cannot be read or is no such answer, or no document has a date.
    """
    positions: list[DatedPosition] = []
    undated: list[str] = []
    models: dict[str, None] = {}
    count = 0
    for path in map(Path, paths):
        for where, model, record in _documents(path):
            count += 1
            models.setdefault(f"{model.get('name')} {model.get('hash')}")
            try:
                if record["date"] is None:
                    undated.append(record["document"])
                else:
                    positions += _positions(record)
            except (KeyError, TypeError, ValueError) as error:
                raise _no_answer(where, error) from None
    if len(undated) == count:
        raise StanceError(
            "no document has a date: give the column to `stance predict --date-column`, or texts "
            "whose dateline names day, month and year"
        )
    positions.sort(key=lambda position: position.day)
    return Results(tuple(positions), count, tuple(undated), tuple(models))


def _documents(path: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(place, model, document) of every document of a result file."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise StanceError(f"{path}: no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise StanceError(f"{path}: cannot be read ({error})") from None
    try:
        whole = json.loads(text)
    except ValueError:
        whole = None
    try:
        if isinstance(whole, dict) and "documents" in whole:
            yield from ((str(path), whole["model"], record) for record in whole["documents"])
            return
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                record = json.loads(line)
                yield f"{path}:{number}", record["model"], record
    except (ValueError, KeyError, TypeError) as error:
        raise _no_answer(str(path), error) from None


def _no_answer(where: str, error: Exception) -> StanceError:
    return StanceError(
        f"{where}: not a complete answer ({error!r}): write it with stance predict --format jsonl"
    )


def _positions(record: dict[str, Any]) -> Iterator[DatedPosition]:
    for actor in record["actors"]:
        if actor["stance"] != NONE:
            yield DatedPosition(
                day=date.fromisoformat(record["date"]),
                document=record["document"],
                name=actor["name"],
                stance=actor["stance"],
                confidence=actor["confidence"],
                uncertain=actor["uncertain"],
                evidence=(actor["evidence"] or {}).get("text", ""),
                condition=(actor["condition"] or {}).get("text", ""),
            )
