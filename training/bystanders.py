#!/usr/bin/env python3
"""Labelled passages without positions, from unlabelled news: what most actors in news are.

usage: bystanders.py UNLABELLED.jsonl --model MODEL --output LABELLED.jsonl

A passage in which no word speaks of fighting, of its end or of talks cannot hold a position on a
ceasefire, so every actor in it is a bystander. UNLABELLED has one object with "id" and "text" a
line; the actors are those that the model finds. The result is for `stance train --extra`: it
teaches a model trained on invented passages, where positions are frequent, how real actors
without one look.
"""

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from stance import StanceModel
from stance.model.installed import find_model
from stance.output.files import write_whole

MAY_HOLD_A_POSITION = re.compile(
    r"cease|truce|armistice|hostilit|halt|pause|lull|lay down|silen|stop|fight|fought|gun|peace"
    r"|\bwar|calm|escalat|accord|agree|withdr|talks|negotiat|dialog|settle|end (?:of|to) ",
    re.IGNORECASE,
)


def main(
    unlabelled: Path,
    model: Annotated[str, typer.Option()] = "default",
    output: Annotated[Path, typer.Option()] = Path("bystanders.jsonl"),
) -> None:
    """Write the passages that cannot hold a position, with their actors as bystanders."""
    rows = [json.loads(line) for line in unlabelled.read_text("utf-8").split("\n") if line]
    rows = [row for row in rows if not MAY_HOLD_A_POSITION.search(row["text"])]
    loaded = StanceModel.load(find_model(model))
    lines = []
    for row, judged in zip(rows, loaded.judge(row["text"] for row in rows), strict=True):
        names = dict.fromkeys(actor.mentions[0].of(row["text"]) for actor in judged)
        if names:
            pairs = [
                {"actor": name, "stance": "none", "evidence": None, "condition": None}
                for name in names
            ]
            record = {"id": row["id"], "conflict": "none", "style": "article"}
            record |= {"text": row["text"], "pairs": pairs}
            lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    write_whole(output, lines)
    typer.echo(f"{output}: {len(lines)} passages", err=True)


if __name__ == "__main__":
    typer.run(main)
