"""What programs get: complete, exact to the character, harmless in a spreadsheet."""

import csv
import json
from io import StringIO

import pytest

from stance.labels import NONE, REJECT
from stance.model.folder import ModelConfig
from stance.output.records import COLUMNS, as_record, csv_table, json_document, json_lines
from stance.records import Reading


def test_offsets_give_back_the_words_of_the_source(reading: Reading) -> None:
    record = as_record(reading, everyone=True)
    [front, aid] = record["actors"]
    for place in (front["evidence"], front["condition"], *front["mentions"], *aid["mentions"]):
        assert reading.document.text[place["start"] : place["end"]] == place["text"]
    assert sum(front["statements"][0]["probabilities"].values()) == pytest.approx(1)


def test_actors_without_a_position_are_left_out_unless_asked_for(reading: Reading) -> None:
    assert [a["stance"] for a in as_record(reading)["actors"]] == [REJECT]
    assert [a["stance"] for a in as_record(reading, everyone=True)["actors"]] == [REJECT, NONE]


def test_json_and_json_lines_say_the_same_and_name_the_model(
    reading: Reading, model: ModelConfig
) -> None:
    whole = json.loads("".join(json_document([reading, reading], model)))
    lines = [json.loads(line) for line in json_lines([reading, reading], model)]
    assert whole["model"] == {"name": "m", "hash": model.hash}
    assert [{"model": whole["model"]} | d for d in whole["documents"]] == lines


def test_json_of_no_document_is_still_json(model: ModelConfig) -> None:
    assert json.loads("".join(json_document([], model)))["documents"] == []


def test_csv_has_a_row_for_each_position(reading: Reading, model: ModelConfig) -> None:
    rows = list(csv.DictReader(StringIO("".join(csv_table([reading], model)))))
    assert tuple(rows[0]) == COLUMNS
    assert [(r["actor"], r["stance"], r["condition"]) for r in rows] == [
        ("Žofia’s Front", "reject", "until the siege ends")
    ]


def test_csv_holds_no_formula(reading: Reading, model: ModelConfig) -> None:
    *_, last = csv.reader(StringIO("".join(csv_table([reading], model, everyone=True))))
    assert last[2] == "'=SUM(A1)"
