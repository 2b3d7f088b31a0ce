"""`stance check`: reported like a test suite."""

import json
from pathlib import Path

PASSAGE = {
    "id": "1",
    "text": "The Orlan Front accepted the truce on Monday.",
    "pairs": [{"actor": "Orlan Front", "stance": "support", "evidence": "accepted the truce"}],
}


def test_every_check_is_reported_and_failures_are_written(stance, tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text(json.dumps(PASSAGE))
    done = stance("check", "data.jsonl", "--swaps", 2, "--output", "failures.json")
    assert done.code in (0, 1), done.err
    report = json.loads((tmp_path / "failures.json").read_text())
    assert [check["name"] for check in report] == [
        "other names",
        "unrelated sentence",
        "passive voice",
        "acceptance negated",
    ]
    assert all(check["name"] in done.out for check in report)
    assert done.code == (0 if all(check["passed"] for check in report) else 1)


def test_missing_data_is_one_clear_line(stance) -> None:
    done = stance("check", "nowhere.jsonl")
    assert (done.code, done.err) == (2, "stance: nowhere.jsonl: no such file\n")
