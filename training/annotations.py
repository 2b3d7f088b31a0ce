#!/usr/bin/env python3
"""Labels kept apart from their texts, for texts that may not be published with them.

usage: annotations.py join LABELS.jsonl TEXTS.jsonl --output LABELLED.jsonl
       annotations.py part LABELLED.jsonl --output LABELS.jsonl

TEXTS has one object with "id" and "text" a line. LABELS has for each passage its id, the first
16 digits of the SHA-256 of its text, and its pairs, in which actor, evidence and condition are
[start, end) in characters. `join` makes of both what `stance train --extra` reads; `part` makes
LABELS of labelled passages. A text that has changed since it was labelled is refused.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from stance.corpus import Example, digest, load_examples
from stance.errors import StanceError
from stance.output.files import write_whole
from stance.records import Span
from stance.review.labelling import in_place

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def part(labelled: Path, output: Annotated[Path, typer.Option()]) -> None:
    """Write the labels of labelled passages without a word of their texts."""
    rows = [apart(example) for example in load_examples([labelled])]
    write_whole(output, [json.dumps(row) + "\n" for row in rows])


@app.command()
def join(labels: Path, texts: Path, output: Annotated[Path, typer.Option()]) -> None:
    """Write labelled passages from labels and the texts they belong to."""
    found = {row["id"]: row["text"] for row in _rows(texts)}
    records = [together(row, found.get(row["id"])) for row in _rows(labels)]
    write_whole(output, [json.dumps(record, ensure_ascii=False) + "\n" for record in records])


def apart(example: Example) -> dict[str, Any]:
    """The labels of a passage, its words as places."""
    pairs = []
    for actor in in_place(example.text, example.pairs):
        places = {
            "actor": actor.mention,
            "evidence": actor.evidence,
            "condition": actor.condition,
        }
        pairs.append({"stance": actor.stance} | {k: [*s] for k, s in places.items() if s})
    return {"id": example.id, "sha256": digest(example.text), "pairs": pairs}


def together(row: dict[str, Any], text: str | None) -> dict[str, Any]:
    """A record of the codebook from a row of labels and its text.

    Raises:
        StanceError: there is no such text, or it is not the one that was labelled.
    """
    if text is None or digest(text) != row["sha256"]:
        wrong = "is not among the texts" if text is None else "has another text than was labelled"
        raise StanceError(f"{row['id']} {wrong}")

    def words(pair: dict[str, Any], key: str) -> str | None:
        return Span(*pair[key]).of(text) if key in pair else None

    pairs = [
        {
            "actor": words(pair, "actor"),
            "stance": pair["stance"],
            "evidence": words(pair, "evidence"),
            "condition": words(pair, "condition"),
        }
        for pair in row["pairs"]
    ]
    return {"id": row["id"], "conflict": "unknown", "style": "unknown", "text": text} | {
        "pairs": pairs
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


if __name__ == "__main__":
    try:
        app()
    except StanceError as error:
        sys.exit(f"annotations.py: {error}")
