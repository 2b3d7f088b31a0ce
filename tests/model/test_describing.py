"""What is said of a model without running it."""

import json
from pathlib import Path

import pytest

from stance.errors import StanceError
from stance.model.describing import describe, describe_installed, differing_settings
from stance.model.folder import load_config


def test_a_description_names_model_data_size_and_figures(trained: Path) -> None:
    found = describe(trained)
    assert found.config.hash == load_config(trained).hash
    assert found.bytes == sum(path.stat().st_size for path in trained.iterdir())
    [measured] = found.measured
    assert measured.main[0] == "macro_f1"
    assert measured.main[1] == tuple(
        json.loads((trained / "metrics.json").read_text())[measured.data]["figures"]["macro_f1"]
    )


def test_the_shipped_model_is_listed_with_its_figures() -> None:
    [default] = [each for each in describe_installed() if each.config.name == "default"]
    assert default.measured
    assert all(measured.command for measured in default.measured)


def test_the_record_is_json(trained: Path) -> None:
    record = json.loads(json.dumps(describe(trained).as_record()))
    assert record["labels"] == ["support", "reject", "condition", "none"]


def test_settings_that_differ_between_two_models(trained: Path) -> None:
    one, other = load_config(trained), describe_installed()[0].config
    assert "passages, train" in differing_settings(one, other)
    assert differing_settings(one, one) == {}


def test_no_model_and_broken_figures_are_refused(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(StanceError, match="no such model folder"):
        describe(tmp_path / "absent")
    (copy / "metrics.json").write_text("{")
    with pytest.raises(StanceError, match=r"metrics\.json: not JSON"):
        describe(copy)
