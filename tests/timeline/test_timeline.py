"""Positions over time: who changed, when, in which words; nothing undated is slipped in."""

import csv
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from stance.actors_file import KnownActor
from stance.errors import StanceError
from stance.timeline.history import histories
from stance.timeline.results import DatedPosition, load_results
from stance.timeline.writing import page, tables, write_timeline


def position(day: int, name: str, stance: str, uncertain: bool = False) -> DatedPosition:
    words = f"{name} {stance}"
    return DatedPosition(date(2027, 3, day), f"w{day}", name, stance, 0.9, uncertain, words, "")


def answer(document: str, day: str | None, *actors: tuple[str, str]) -> dict:
    return {
        "model": {"name": "m", "hash": "0f1e"},
        "document": document,
        "date": day,
        "actors": [
            {
                "name": name,
                "stance": stance,
                "confidence": 0.9,
                "uncertain": False,
                "evidence": {"text": f"<b>{name}</b>", "start": 0, "end": 1},
                "condition": None,
            }
            for name, stance in actors
        ],
    }


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.jsonl"
    rows = (
        answer("w2", "2027-03-09", ("the Orlan Front", "support"), ("Kest", "none")),
        answer("w1", "2027-03-01", ("Orlan Front", "reject")),
        answer("w3", None, ("Orlan Front", "condition")),
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_results_come_in_the_order_of_time_and_the_undated_are_named(results: Path) -> None:
    loaded = load_results([results])
    assert [(p.document, p.stance) for p in loaded.positions] == [
        ("w1", "reject"),
        ("w2", "support"),
    ]
    assert loaded.undated == ("w3",)
    assert loaded.documents == 3


def test_a_json_document_is_read_as_json_lines_are(results: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in results.read_text().splitlines()]
    whole = tmp_path / "results.json"
    whole.write_text(json.dumps({"model": rows[0]["model"], "documents": rows}))
    assert load_results([whole]) == load_results([results])


def test_a_change_has_both_statements(results: Path) -> None:
    [front] = histories(load_results([results]).positions)
    [change] = front.changes
    assert (change.before.stance, change.after.stance) == ("reject", "support")
    assert (change.before.document, change.after.document) == ("w1", "w2")
    assert front.counts == {"support": 1, "reject": 1, "condition": 0}


def test_uncertain_positions_make_no_change_unless_asked_for() -> None:
    taken = [
        position(1, "Orlan Front", "reject"),
        position(2, "Orlan Front", "support", uncertain=True),
        position(3, "Orlan Front", "reject"),
    ]
    assert histories(taken)[0].changes == ()
    assert len(histories(taken, uncertain=True)[0].changes) == 2


def test_names_are_joined_where_they_are_clearly_one_or_the_user_says_so() -> None:
    taken = [
        position(1, "the Orlan Front", "reject"),
        position(2, "ORLAN FRONT", "reject"),
        position(3, "General Tervel", "support"),
        position(4, "Kestrin", "support"),
    ]
    assert len(histories(taken)) == 3
    known = KnownActor("Government of Orlan", ("Kestrin", "General Tervel"))
    assert {h.actor: len(h.positions) for h in histories(taken, [known])} == {
        "Government of Orlan": 2,
        histories(taken)[0].actor: 2,
    }


def test_tables_hold_positions_changes_and_the_matrix(results: Path) -> None:
    made = tables(histories(load_results([results]).positions))
    rows = {name: list(csv.DictReader(StringIO(text))) for name, text in made.items()}
    assert [row["date"] for row in rows["positions.csv"]] == ["2027-03-01", "2027-03-09"]
    assert rows["changes.csv"][0]["after_evidence"] == "<b>the Orlan Front</b>"
    assert rows["matrix.csv"][0]["reject"] == "1"


def test_the_page_is_whole_escaped_and_names_the_undated(results: Path) -> None:
    loaded = load_results([results])
    html = page(histories(loaded.positions), loaded, "2027-04-01")
    assert "default-src 'none'" in html
    assert html.count("<script") == 1
    assert "&lt;b&gt;Orlan Front&lt;/b&gt;" in html
    assert "<li>w3</li>" in html
    assert "m 0f1e" in html


def test_all_files_are_written(results: Path, tmp_path: Path) -> None:
    loaded = load_results([results])
    write_timeline(histories(loaded.positions), loaded, tmp_path / "deep/out", "2027-04-01")
    names = {path.name for path in (tmp_path / "deep/out").iterdir()}
    assert names == {
        "timeline.png",
        "timeline.html",
        "positions.csv",
        "changes.csv",
        "matrix.csv",
    }
    assert (tmp_path / "deep/out/timeline.png").read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_used_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(answer("w", None)))
    with pytest.raises(StanceError, match="--date-column"):
        load_results([path])
    path.write_text('{"document": "w"}')
    with pytest.raises(StanceError, match="stance predict --format jsonl"):
        load_results([path])
    with pytest.raises(StanceError, match="no such file"):
        load_results([tmp_path / "absent.jsonl"])
