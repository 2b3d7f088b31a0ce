"""Event records: types and modes of the ontology, dates only where there are some."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from stance.model.folder import ModelConfig
from stance.output.plover import COLUMNS, event_records
from stance.records import Dated, Reading


def rows(readings: list[Reading], model: ModelConfig) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO("".join(event_records(readings, model)))))


def test_a_position_becomes_an_event_and_a_bystander_none(
    reading: Reading, model: ModelConfig
) -> None:
    [row] = rows([reading], model)
    assert tuple(row) == COLUMNS
    assert (row["source_actor"], row["event_type"], row["event_mode"], row["event_context"]) == (
        "Žofia’s Front",
        "REJECT",
        "yield",
        "military",
    )
    assert row["text"] == "no truce"
    assert row["condition"] == "until the siege ends"
    assert row["date"] == ""


@pytest.mark.parametrize(
    ("stance", "event"),
    [
        ("support", ("AGREE", "")),
        ("reject", ("REJECT", "yield")),
        ("condition", ("DEMAND", "yield")),
    ],
)
def test_every_stance_has_its_type_and_mode(
    reading: Reading, model: ModelConfig, stance: str, event: tuple[str, str]
) -> None:
    taken = replace(reading.positions[0], stance=stance)
    [row] = rows([replace(reading, positions=(taken,))], model)
    assert (row["event_type"], row["event_mode"]) == event


def test_a_known_date_is_the_event_s(reading: Reading, model: ModelConfig) -> None:
    dated = replace(reading.document, dated=Dated(date(2027, 3, 14), "column"))
    [row] = rows([replace(reading, document=dated)], model)
    assert row["date"] == "2027-03-14"
