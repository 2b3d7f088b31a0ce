"""A model folder: only a whole and unaltered one is loaded, and its hash names what it holds."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stance.errors import StanceError
from stance.model.folder import Calibration, load_config
from stance.model.stance_model import StanceModel

RUNS_ON = ["reader.onnx", "heads.onnx", "tokenizer.json", "weights-1-of-1.safetensors"]


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the content of a folder's config.json."""
    path = folder / "config.json"
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def fault(folder: Path) -> str:
    with pytest.raises(StanceError) as raised:
        StanceModel.load(folder, "cpu")
    message = str(raised.value)
    assert message.startswith(str(folder))
    assert "\n" not in message
    return message


class TestWhatIsLoaded:
    def test_a_whole_folder_wherever_it_lies(self, trained: Path, copy: Path) -> None:
        assert load_config(copy) == load_config(trained)
        assert sorted(load_config(copy).files) == sorted(RUNS_ON)

    @pytest.mark.parametrize("name", RUNS_ON)
    def test_an_altered_file_is_named(self, copy: Path, name: str) -> None:
        content = bytearray((copy / name).read_bytes())
        content[len(content) // 2] ^= 1
        (copy / name).write_bytes(content)
        message = fault(copy)
        assert f"{name} altered" in message
        assert "restore the folder or train it again" in message

    def test_missing_and_altered_files_are_named_together(self, copy: Path) -> None:
        (copy / "reader.onnx").unlink()
        (copy / "tokenizer.json").unlink()
        with open(copy / "weights-1-of-1.safetensors", "r+b") as file:
            file.truncate(1000)
        message = fault(copy)
        assert "reader.onnx, tokenizer.json missing" in message
        assert "weights-1-of-1.safetensors altered" in message
        assert "restore the folder or train it again" in message

    def test_notes_and_figures_may_be_edited(self, copy: Path) -> None:
        (copy / "MODEL_CARD.md").write_text("ours")
        (copy / "metrics.json").unlink()
        assert load_config(copy).name == "model"

    def test_a_folder_without_configuration(self, copy: Path) -> None:
        (copy / "config.json").unlink()
        assert "not a model folder: config.json is missing" in fault(copy)

    @pytest.mark.parametrize("content", ["", "{", "null", "[]", '"model"', '{"labels": []}'])
    def test_a_configuration_that_is_none(self, copy: Path, content: str) -> None:
        (copy / "config.json").write_text(content)
        assert "config.json: not a stance model configuration" in fault(copy)

    def test_an_encoder_is_no_stance_model(self, tiny_base: Path) -> None:
        assert "config.json: not a stance model configuration" in fault(tiny_base)

    def test_nothing_there(self, tmp_path: Path) -> None:
        assert "no such model folder (train one with: stance train)" in fault(tmp_path / "none")

    def test_a_file_is_no_folder(self, copy: Path) -> None:
        assert "no such model folder" in fault(copy / "config.json")

    @pytest.mark.parametrize("more", [{}, {"heads": 5}], ids=["same settings", "new settings"])
    def test_a_later_format_asks_for_a_later_stance(self, copy: Path, more: dict[str, int]) -> None:
        edit(copy, lambda content: content.update(format=2, **more))
        message = fault(copy)
        assert "format 2; this stance reads 1" in message
        assert "update" in message


class TestHash:
    def test_twelve_hex_digits_that_the_card_names(self, trained: Path) -> None:
        name = load_config(trained).hash
        assert len(name) == 12
        assert set(name) <= set("0123456789abcdef")
        assert name in (trained / "MODEL_CARD.md").read_text("utf-8")

    def test_it_stays_when_the_folder_moves_or_notes_change(
        self, trained: Path, copy: Path
    ) -> None:
        edit(copy, lambda content: content["training"].update(best_epoch=99))
        (copy / "metrics.json").write_text("{}")
        assert load_config(copy).hash == load_config(trained).hash

    @pytest.mark.parametrize("name", RUNS_ON)
    def test_other_weights_are_another_model(self, trained: Path, name: str) -> None:
        config = load_config(trained)
        assert replace(config, files=config.files | {name: "0" * 64}).hash != config.hash

    def test_another_calibration_is_another_model(self, trained: Path) -> None:
        config = load_config(trained)
        assert replace(config, calibration=Calibration(1.5)).hash != config.hash
