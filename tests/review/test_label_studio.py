"""Labels that go to Label Studio come back as they were."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from stance.corpus import Example, Pair, json_lines, load_examples
from stance.errors import StanceError
from stance.review.label_studio import CONFIG, examples_of, tasks_of

TEXT = "🙏🏽 “We’ll stop,” the Orlan Front and Oro Maska said,\nonce Kest’s siege ends. 🕊 Aid came."
EXAMPLES = [
    Example(
        "a1",
        TEXT,
        (
            Pair("Orlan Front", "condition", "We’ll stop", "Kest’s siege ends"),
            Pair("Oro Maska", "condition", "We’ll stop", "Kest’s siege ends"),
            Pair("Aid", "none"),
        ),
        "Orlan mountains",
        "wire",
    ),
    Example("a2", "The Tarn Guard: no truce.", (Pair("Tarn Guard", "reject", "no truce"),)),
]


def regions(task: dict[str, Any]) -> list[dict[str, Any]]:
    return [r for r in task["annotations"][0]["result"] if r["type"] == "labels"]


def faults(*tasks: dict[str, Any]) -> str:
    with pytest.raises(StanceError) as raised:
        examples_of(list(tasks))
    return str(raised.value)


def test_nothing_is_lost_on_the_way_there_and_back() -> None:
    tasks = json.loads(json.dumps(tasks_of(EXAMPLES)))
    assert examples_of(tasks) == (EXAMPLES, 0)


def test_a_corpus_made_for_training_comes_back_too(corpus: Path) -> None:
    examples = load_examples([corpus])
    assert examples_of(tasks_of(examples))[0] == examples


def test_regions_are_placed_by_code_points_and_fit_the_configuration() -> None:
    labels = {
        control.get("name"): {label.get("value") for label in control}
        for control in ElementTree.fromstring(CONFIG).iter("Labels")
    }
    for task in tasks_of(EXAMPLES):
        for region in regions(task):
            value = region["value"]
            text = task["data"]["text"]
            assert text[value["start"] : value["end"]] == value["text"]
            assert set(value["labels"]) <= labels[region["from_name"]]


def test_words_that_two_actors_share_are_one_region() -> None:
    [task] = tasks_of(EXAMPLES[:1])
    said = [region["value"]["text"] for region in regions(task)]
    assert said.count("We’ll stop") == 1


def test_offsets_in_utf16_units_are_understood() -> None:
    """As early versions of Label Studio counted."""
    tasks = tasks_of(EXAMPLES)
    for task in tasks:
        for region in regions(task):
            for edge in ("start", "end"):
                before = task["data"]["text"][: region["value"][edge]]
                region["value"][edge] = len(before.encode("utf-16-le")) // 2
    assert examples_of(tasks)[0] == EXAMPLES


def test_a_relation_may_point_either_way() -> None:
    tasks = tasks_of(EXAMPLES)
    for relation in tasks[1]["annotations"][0]["result"]:
        if relation["type"] == "relation":
            ends = relation["from_id"], relation["to_id"]
            relation["to_id"], relation["from_id"] = ends
            del relation["labels"]
    assert examples_of(tasks)[0] == EXAMPLES


def test_predictions_cancelled_and_empty_annotations_are_no_labels() -> None:
    tasks = tasks_of(EXAMPLES, predicted=True)
    tasks[1]["annotations"] = [{"result": []}]
    cancelled = tasks_of(EXAMPLES[:1])[0]
    cancelled["annotations"][0]["was_cancelled"] = True
    assert examples_of([*tasks, cancelled]) == ([], 3)


def test_of_several_annotators_one_is_chosen() -> None:
    [task] = tasks_of(EXAMPLES[1:])
    [other] = tasks_of([Example("a2", EXAMPLES[1].text, (Pair("Tarn Guard", "none"),))])
    task["annotations"][0]["completed_by"] = 1
    other["annotations"][0]["completed_by"] = {"id": 2, "email": "oro@example.org"}
    task["annotations"] += other["annotations"]
    assert "--annotator" in faults(task)
    [[chosen], _] = examples_of([task], "oro@example.org")
    assert chosen.pairs == (Pair("Tarn Guard", "none"),)
    assert examples_of([task], "1")[0] == EXAMPLES[1:]


def changed(**value: Any) -> dict[str, Any]:
    [task] = tasks_of(EXAMPLES[1:])
    regions(task)[1]["value"] |= value
    return task


def test_every_fault_of_every_task_is_named() -> None:
    loose = changed()
    loose["annotations"][0]["result"].pop()
    loose["id"] = 77
    reported = faults(
        loose,
        changed(start=0, end=3, text="no truce"),
        changed(labels=["reason"]),
        {"data": {"image": "a.png"}},
        {"data": {"text": "a"}, "annotations": [{"result": [{"type": "labels"}]}]},
    ).splitlines()
    assert reported == [
        "task 77: evidence 'no truce' belongs to nobody: relate it to its actor",
        "task 2: 'no truce' is not what stands at 0 to 3: label it again",
        "task 3: 'no truce' is labelled 'reason': it can be evidence or condition",
        "task 4: no data.text: is this a project of another kind?",
        "task 5: a result is not of the shape that Label Studio gives it",
    ]


def test_the_commands_there_and_back(stance, tmp_path: Path) -> None:
    before = "".join(json_lines(EXAMPLES))
    (tmp_path / "labels.jsonl").write_text(before, "utf-8")
    done = stance("labels", "export", "labels.jsonl", "--to", "label-studio", "-o", "tasks.json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "tasks.xml").read_text() == CONFIG
    done = stance("labels", "import", "tasks.json", "-o", "back.jsonl")
    assert "2 passages; 0 tasks without labels" in done.stdout
    assert (tmp_path / "back.jsonl").read_text("utf-8") == before


def test_another_export_is_refused_in_one_line(stance, tmp_path: Path) -> None:
    (tmp_path / "min.json").write_text('{"text": "a"}')
    done = stance("labels", "import", "min.json", "-o", "back.jsonl")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "back.jsonl").exists()
