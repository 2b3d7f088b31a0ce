"""From a table of dated news to a timeline, by two commands."""

from pathlib import Path

NEWS = """day,text
2027-03-01,The Orlan Front on Monday rejected the truce.
2027-03-20,The Orlan Front accepted a truce in Kest on Monday.
,The Morvian army rejected the ceasefire offer outright.
"""


def test_predict_then_timeline(stance, tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text(NEWS)
    done = stance("predict", "news.csv", "--date-column", "day", "-f", "jsonl", "-o", "p.jsonl")
    assert done.code == 0, done.err
    done = stance("timeline", "p.jsonl", "--output", "timeline")
    assert done.code == 0, done.err
    assert "1 of 3 documents have no date" in done.err
    assert "1 changes of position" in done.err
    assert "accepted a truce" in (tmp_path / "timeline/changes.csv").read_text()


def test_nothing_dated_is_one_clear_line(stance, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Orlan Front rejected the truce.")
    stance("predict", "a.txt", "-f", "json", "-o", "p.json")
    done = stance("timeline", "p.json", "--output", "timeline")
    assert done.code == 2
    assert "no document has a date" in done.err
    assert not (tmp_path / "timeline").exists()
