"""Exported models give what the model itself gives."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer

from stance.errors import StanceError
from stance.model.exporting import export_huggingface, export_onnx
from stance.model.folder import load_config
from stance.model.runtime import open_runtime

SENTENCE = "The Orlan Front rejected the truce in Kest."


@pytest.fixture
def states(trained: Path) -> np.ndarray:
    """Of the sentence, by the model itself."""
    ids = np.array([Tokenizer.from_file(str(trained / "tokenizer.json")).encode(SENTENCE).ids])
    runtime = open_runtime(trained, load_config(trained), "cpu")
    return np.asarray(runtime.read(ids, np.ones_like(ids))[0])


def test_a_hugging_face_folder_is_read_by_auto_model(
    trained: Path, states: np.ndarray, tmp_path: Path
) -> None:
    export_huggingface(trained, tmp_path / "hf")
    encoder = AutoModel.from_pretrained(tmp_path / "hf").eval()
    tokens = AutoTokenizer.from_pretrained(tmp_path / "hf")(SENTENCE, return_tensors="pt")
    with torch.inference_mode():
        theirs = encoder(**tokens).last_hidden_state.numpy()
    np.testing.assert_allclose(theirs, states, atol=1e-4)
    assert (tmp_path / "hf" / "heads.safetensors").exists()


def test_onnx_files_stand_alone(trained: Path, states: np.ndarray, tmp_path: Path) -> None:
    export_onnx(trained, tmp_path / "onnx")
    names = {path.name for path in (tmp_path / "onnx").iterdir()}
    assert names == {"reader.onnx", "heads.onnx", "tokenizer.json", "labels.json", "README.md"}
    alone = tmp_path / "reader.onnx"
    (tmp_path / "onnx" / "reader.onnx").rename(alone)
    ids = np.array(
        [Tokenizer.from_file(str(tmp_path / "onnx/tokenizer.json")).encode(SENTENCE).ids]
    )
    theirs, _ = onnxruntime.InferenceSession(alone).run(
        None, {"ids": ids, "mask": np.ones_like(ids)}
    )
    np.testing.assert_allclose(theirs, states, atol=1e-4)
    assert json.loads((tmp_path / "onnx/labels.json").read_text())["none"] == "none"


def test_nothing_is_overwritten_and_no_half_stays(trained: Path, tmp_path: Path) -> None:
    with pytest.raises(StanceError, match="exists already"):
        export_onnx(trained, tmp_path)
    with pytest.raises(StanceError, match="no such model folder"):
        export_onnx(tmp_path / "absent", tmp_path / "new")
    assert list(tmp_path.iterdir()) == []
