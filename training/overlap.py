#!/usr/bin/env python3
"""Invented passages that share a row of words with other texts: nothing is copied into the corpus.

usage: overlap.py INVENTED.jsonl ... --texts TEXTS.jsonl [--texts ...] [--words 6]

Both have one object with "id" and "text" (and perhaps "title") a line. Case and punctuation do
not count. Exit status 1 if anything is shared.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer


def main(
    invented: list[Path],
    texts: Annotated[list[Path], typer.Option()],
    words: Annotated[int, typer.Option(min=1)] = 6,
) -> None:
    """Print every invented passage that shares a row of words with one of the texts."""
    taken = {row for path in texts for _, text in _texts(path) for row in _rows(text, words)}
    shared = 0
    for path in invented:
        for name, text in _texts(path):
            if found := sorted(_rows(text, words) & taken):
                shared += 1
                typer.echo(f"{path.name} {name}: {'; '.join(map(' '.join, found))}")
    typer.echo(f"{shared} passages share {words} words in a row")
    raise typer.Exit(shared > 0)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            record = json.loads(line)
            yield record["id"], f"{record.get('title') or ''}\n{record['text']}"


def _rows(text: str, size: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


if __name__ == "__main__":
    typer.run(main)
