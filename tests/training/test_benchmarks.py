"""Loaders of public data sets, on invented records in their format."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from stance.corpus import Pair
from stance.errors import StanceError

FOLDER = Path(__file__).parents[2] / "training" / "benchmarks"


def target(sentence: str, mention: str, polarity: float) -> str:
    start = sentence.index(mention)
    row = {"id": mention, "sentence": sentence, "mention": mention, "polarity": polarity}
    return json.dumps(row | {"from": start, "to": start + len(mention)})


BOTH = "Senator Ada Quill praised Mayor Tom Brask."


@pytest.fixture
def newsmtsc(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(FOLDER))
    yield importlib.import_module("newsmtsc")
    for name in ("newsmtsc", "benchmark"):
        sys.modules.pop(name, None)


def test_the_targets_of_a_sentence_are_actors_of_one_passage(newsmtsc, tmp_path: Path) -> None:
    lines = [
        target(BOTH, "Mayor Tom Brask", 1.0),
        target("He lost.", "He", -1.0),
        target(BOTH, "Senator Ada Quill", 0.0),
    ]
    for name in ("mt-train", "mt-dev", "mt-test", "rw-test"):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    data = newsmtsc.load(tmp_path)
    assert [example.text for example in data.train] == [BOTH, "He lost."]
    assert data.train[0].pairs == (
        Pair("Mayor Tom Brask", "positive"),
        Pair("Senator Ada Quill", "neutral"),
    )
    assert data.train[1].pairs == (Pair("He", "negative"),)
    assert set(data.tests) == {"mt-test", "rw-test"}
    assert data.none in data.labels


def test_a_missing_file_is_named(newsmtsc, tmp_path: Path) -> None:
    with pytest.raises(StanceError, match=r"mt-train\.jsonl: no such file"):
        newsmtsc.load(tmp_path)


def test_a_mention_must_stand_where_it_says(newsmtsc, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text(target(BOTH, "Mayor", 0).replace('"from": 26', '"from": 3'))
    with pytest.raises(StanceError, match="does not stand where it should"):
        newsmtsc.read_targets(tmp_path / "x.jsonl")
