"""Labels kept apart from texts, and brought together again."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from stance.corpus import Example, Pair, load_examples
from stance.errors import StanceError

TEXT = "Zelvia will stop if Morvia stops. Morvia had no comment."
EXAMPLE = Example(
    "p-1",
    TEXT,
    (
        Pair("Zelvia", "condition", "will stop if Morvia stops", "Morvia stops"),
        Pair("Morvia", "none"),
    ),
)


@pytest.fixture(scope="module")
def annotations(script) -> ModuleType:
    return script("annotations")


def test_labels_come_back_to_their_text(annotations, tmp_path: Path) -> None:
    record = annotations.together(annotations.apart(EXAMPLE), TEXT)
    (tmp_path / "joined.jsonl").write_text(json.dumps(record))
    [example] = load_examples([tmp_path / "joined.jsonl"])
    assert (example.text, example.pairs) == (EXAMPLE.text, EXAMPLE.pairs)


def test_labels_hold_no_word_of_the_text(annotations) -> None:
    kept = json.dumps(annotations.apart(EXAMPLE))
    assert not [word for word in ("Zelvia", "Morvia", "stops", "comment") if word in kept]


@pytest.mark.parametrize(
    ("text", "fault"), [(None, "is not among the texts"), (TEXT + " ", "has another text")]
)
def test_another_text_is_refused(annotations, text: str | None, fault: str) -> None:
    with pytest.raises(StanceError, match=fault):
        annotations.together(annotations.apart(EXAMPLE), text)
