"""`stance predict` with the shipped model: what a user sees, and what a user may get wrong."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
NEWS = "The Orlan Front on Monday rejected the truce. Its envoy left the talks in Kestrin."


def test_an_article_becomes_a_table_with_a_line_on_what_was_read(stance) -> None:
    done = stance("predict", EXAMPLES / "article.txt")
    assert done.code == 0
    assert "rejects" in done.out
    assert "390 words" in done.out
    assert "model default" in done.out
    assert done.err == ""


def test_standard_input_and_all_formats(stance) -> None:
    answers = {f: stance("predict", "-", "-f", f, stdin=NEWS) for f in ("json", "jsonl", "csv")}
    [document] = json.loads(answers["json"].out)["documents"]
    line = json.loads(answers["jsonl"].out)
    [row] = csv.DictReader(StringIO(answers["csv"].out))
    [actor] = document["actors"]
    assert (
        (actor["name"], actor["stance"])
        == (row["actor"], row["stance"])
        == ("Orlan Front", "reject")
    )
    assert line["actors"] == document["actors"]
    assert NEWS[actor["evidence"]["start"] : actor["evidence"]["end"]] == row["evidence"]


def test_everyone_is_shown_with_all(stance) -> None:
    few = json.loads(stance("predict", EXAMPLES / "page.html", "-f", "jsonl").out)
    everyone = json.loads(stance("predict", EXAMPLES / "page.html", "-f", "jsonl", "--all").out)
    names = [a["name"] for a in everyone["actors"] if a["stance"] == "none"]
    assert any("Open Granary" in name for name in names)
    assert len(everyone["actors"]) > len(few["actors"])


def test_a_folder_a_pattern_and_a_table_of_articles(stance, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    (tmp_path / "rows.csv").write_text(f'n,body\n7,"{NEWS}"\n8,"{NEWS}"\n')
    done = stance(
        "predict", "*.txt", "rows.csv", "--text-column", "body", "--id-column", "n", "-f", "csv"
    )
    assert [row["document"] for row in csv.DictReader(StringIO(done.out))] == ["a.txt", "7", "8"]


def test_low_confidence_is_marked_not_dropped(stance) -> None:
    sure = json.loads(stance("predict", "-", "-f", "jsonl", stdin=NEWS).out)["actors"]
    unsure = json.loads(
        stance("predict", "-", "-f", "jsonl", "--min-confidence", "1", stdin=NEWS).out
    )["actors"]
    assert [a["uncertain"] for a in sure] == [False]
    assert [a["uncertain"] for a in unsure] == [True]
    assert "?" in stance("predict", "-", "--min-confidence", "1", stdin=NEWS).out


def test_an_actors_file_names_and_joins(stance, tmp_path: Path) -> None:
    (tmp_path / "actors.toml").write_text(
        '[[actor]]\nname = "Highland Rebels"\naliases = ["Orlan Front"]\naffiliation = "east"\n'
    )
    done = stance("predict", "-", "--actors", "actors.toml", "-f", "jsonl", stdin=NEWS)
    [actor] = json.loads(done.out)["actors"]
    assert (actor["name"], actor["affiliation"]) == ("Highland Rebels", "east")


def test_text_that_speaks_of_no_ceasefire(stance) -> None:
    done = stance("predict", "-", stdin="The bakery on Mill Street opens at six.")
    assert done.code == 0
    assert "No actor takes a position" in done.out


def test_hostile_text_is_shown_as_text(stance) -> None:
    text = "The [bold red]Orlan Front[/bold red]\x1b[31m rejected the truce on <b>Monday</b>."
    done = stance("predict", "-", "--all", stdin=text)
    assert done.code == 0
    assert "\x1b" not in done.out


FAULTS = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\t\n", "is empty"),
    "junk.txt": (bytes(range(256)) * 8, "text"),
    "paper.txt": (b"%PDF-1.7\n%\xe2\xe3", "pdftotext"),
    "rows.csv": (b"id,body\n1,Peace\n", "text"),
    "rows.jsonl": (b'{"id": 1, "body": "Peace"}\n', "text"),
    "broken.jsonl": (b'{"text": "Peace"}\n{"text": \n', "broken.jsonl:2"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_file_is_one_clear_line_and_nothing_is_written(stance, tmp_path: Path, name) -> None:
    content, reason = FAULTS[name]
    (tmp_path / name).write_bytes(content)
    done = stance("predict", name, "--output", "answer.csv", "-f", "csv")
    assert done.code == 2
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("stance: ")
    assert name in done.err
    assert reason in done.err
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere.txt"], "nowhere.txt"),
        (["-", "--model", "nowhere"], "no such model"),
        (["-", "--model", "."], "config.json is missing"),
        (["-", "--device", "mps"], "--device cpu"),
        (["-", "--output", "/dev/full"], "No space left"),
        (["-", "--output", "no/such/folder.csv"], "cannot be written"),
        (["-", "--actors", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_a_bad_setting_is_one_clear_line(stance, arguments: list[str], reason: str) -> None:
    done = stance("predict", *arguments, stdin=NEWS)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert reason in done.err
    assert "Traceback" not in done.err


def test_a_full_disk_behind_standard_output_is_one_clear_line(tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "a.txt").write_text(NEWS)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "stance", "predict", "a.txt"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["stance: output: No space left on device"]
