"""`stance models`: a list, one model, two beside each other, and an export."""

import json
from pathlib import Path


def test_models_are_listed_with_figures_and_size(stance) -> None:
    done = stance("models")
    assert done.code == 0
    assert "default" in done.out
    assert "MB" in done.out
    [record] = json.loads(stance("models", "list", "--json").out)
    assert record["hash"] in done.out


def test_one_model_is_shown_with_the_commands_that_measure_it(stance) -> None:
    done = stance("models", "show", "default")
    assert done.code == 0
    assert "stance evaluate" in done.out
    assert "temperature" in done.out


def test_two_models_stand_side_by_side(stance, trained: Path) -> None:
    done = stance("models", "compare", "default", trained)
    assert done.code == 0
    assert "passages, train" in done.out
    assert "stance evaluate DATA --model default" in done.out


def test_an_export_says_where_it_lies(stance, trained: Path, tmp_path: Path) -> None:
    done = stance("models", "export", trained, "--to", "huggingface", "--output", "exported")
    assert done.code == 0, done.err
    assert (tmp_path / "exported" / "config.json").exists()
    again = stance("models", "export", trained, "--output", "exported")
    assert again.code == 2
    assert "exists already" in again.err


def test_an_unknown_model_is_one_clear_line(stance) -> None:
    done = stance("models", "show", "absent")
    assert done.code == 2
    assert "installed models: default" in done.err
