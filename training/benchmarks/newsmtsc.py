"""NewsMTSC: sentiment towards a named target in political news (Hamborg and Donnay, EACL 2021).

A folder with the five files of https://github.com/fhamborg/NewsMTSC (MIT) in their original
form, `mt-train.jsonl`, `mt-dev.jsonl`, `mt-test.jsonl`, `rw-dev.jsonl`, `rw-test.jsonl`: one
target a line, with its `sentence`, `mention`, `from`, `to` and `polarity` (-1, 0 or 1).
"""

import json
from pathlib import Path

from benchmark import Benchmark

from stance.corpus import Example, Pair
from stance.errors import StanceError

LABELS = ("negative", "neutral", "positive")
MOST_WORDS = 300
"""A line of the training set holds a whole article in place of a sentence: it is left out."""

PUBLISHED = {"mt-test": 0.831}
"""The paper's best macro-F1 (GRU-TSC on RoBERTa)."""


def load(folder: Path) -> Benchmark:
    """Read the data set from disk.

    Raises:
        StanceError: a file is missing, or a line has no target at the place it names.
    """
    return Benchmark(
        name="NewsMTSC",
        labels=LABELS,
        none="neutral",
        train=read_targets(folder / "mt-train.jsonl"),
        dev=read_targets(folder / "mt-dev.jsonl"),
        tests={name: read_targets(folder / f"{name}.jsonl") for name in ("mt-test", "rw-test")},
        published=PUBLISHED,
    )


def read_targets(path: Path) -> list[Example]:
    """All targets of a sentence as the actors of one passage, in the order of the file."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise StanceError(f"{path}: no such file (see training/benchmarks/README.md)") from None
    sentences: dict[str, dict[str, Pair]] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = json.loads(line)
        text, mention = row["sentence"], row["mention"]
        if text[row["from"] : row["to"]] != mention:
            raise StanceError(f"{path}:{number}: {mention!r} does not stand where it should")
        if len(text.split()) > MOST_WORDS:
            continue
        pairs = sentences.setdefault(text, {})
        pairs.setdefault(mention, Pair(mention, LABELS[int(row["polarity"]) + 1]))
    return [
        Example(id=f"{path.stem}-{number}", text=text, pairs=tuple(pairs.values()))
        for number, (text, pairs) in enumerate(sentences.items())
    ]
