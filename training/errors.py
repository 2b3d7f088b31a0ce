#!/usr/bin/env python3
"""How many errors of each class a model makes: the table of ERRORS.md.

usage: errors.py PASSAGES.jsonl CLASSES.json [--model MODEL]

CLASSES names, for each passage id and the place of a pair in it, the class of the error that
some model made there. Prints for every class its pairs and how many of them are wrong now, and
how many wrong pairs have no class yet.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from stance import StanceModel
from stance.corpus import load_examples
from stance.evaluation.judging import judge_examples
from stance.model.installed import find_model

UNREAD = "not in the table"


def main(passages: Path, classes: Path, model: Annotated[str, typer.Option()] = "default") -> None:
    """Count the errors of each class."""
    known: dict[str, dict[str, str]] = json.loads(classes.read_text("utf-8"))
    examples = load_examples([passages])
    judgements = judge_examples(StanceModel.load(find_model(model)), examples)
    wrong = Counter(
        known.get(example.id, {}).get(str(place), UNREAD)
        for example, place, judgement in zip(
            [e for e in examples for _ in e.pairs],
            [place for e in examples for place in range(len(e.pairs))],
            judgements.pairs,
            strict=True,
        )
        if judgements.predicted(judgement) != judgement.gold
    )
    named = Counter(name for pairs in known.values() for name in pairs.values())
    for name, count in [*named.most_common(), (UNREAD, 0)]:
        typer.echo(f"{name:40} {count:4} {wrong[name]:4}")
    typer.echo(f"{'all':40} {named.total():4} {wrong.total():4}")


if __name__ == "__main__":
    typer.run(main)
