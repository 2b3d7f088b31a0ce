"""A trained model on disk: what its folder holds, and whether it is whole and unaltered.

config.json            labels, base, heads, calibration, training settings, file hashes
tokenizer.json         the tokenizer of the base
reader.onnx            passage -> token states and actor tags        (graph, no weights)
heads.onnx             states and actors -> stance, evidence, condition        (likewise)
weights-*.safetensors  the weights of both graphs, which PyTorch reads as well
metrics.json           what was measured when it was made
MODEL_CARD.md          data, figures and limits, for people
comparison.json        beside the model it continued from, if it did
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stance.errors import StanceError

FORMAT = 1
CONFIG = "config.json"
TOKENIZER = "tokenizer.json"
READER = "reader.onnx"
HEADS = "heads.onnx"
METRICS = "metrics.json"
CARD = "MODEL_CARD.md"
COMPARISON = "comparison.json"


@dataclass(frozen=True)
class Calibration:
    """Turns stance logits into probabilities: softmax((logits + bias) / temperature).

    Temperature scaling (Guo et al. 2017) with one offset for each label, which corrects label
    proportions that differ from those of the training data.
    """

    temperature: float = 1.0
    bias: tuple[float, ...] = ()


@dataclass(frozen=True)
class ModelConfig:
    """All that a runtime needs to know about a model, and where the model came from."""

    name: str
    labels: tuple[str, ...]
    none: str
    base: dict[str, Any]
    """Hub id (or folder name) and SHA-256 of the base encoder."""
    encoder: dict[str, Any]
    """The encoder's own configuration, as `transformers` writes it."""
    pointer_width: int
    max_tokens: int
    """Longest text that the encoder reads, in tokens, special ones included."""
    pad_id: int
    precision: str
    """`float32` or `int8`."""
    calibration: Calibration = Calibration()
    training: dict[str, Any] = field(default_factory=dict)
    """Recipe and data of the run that made the model."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 of every other file that the model runs on."""
    format: int = FORMAT

    @property
    def hash(self) -> str:
        """Twelve hex digits that name these weights, tokenizer and settings."""
        content = {k: v for k, v in asdict(self).items() if k != "training"}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:12]

    def to_json(self) -> str:
        """The content of config.json."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def load_config(folder: str | Path, verify: bool = True) -> ModelConfig:
    """Read a model folder's configuration and check that its files are those it names.

    Raises:
        StanceError: naming the folder and every file that is missing or altered.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise StanceError(f"{folder}: no such model folder (train one with: stance train)")
    path = folder / CONFIG
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["format"] != FORMAT:
            raise StanceError(
                f"{path}: format {content['format']}; this stance reads {FORMAT}: update it"
            )
        calibration = content.pop("calibration")
        config = ModelConfig(
            **content | {"labels": tuple(content["labels"])},
            calibration=Calibration(calibration["temperature"], tuple(calibration["bias"])),
        )
    except FileNotFoundError:
        raise StanceError(f"{folder}: not a model folder: {CONFIG} is missing") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StanceError(f"{path}: not a stance model configuration ({error})") from None
    if verify:
        _verify(folder, config)
    return config


def _verify(folder: Path, config: ModelConfig) -> None:
    missing = [name for name in config.files if not (folder / name).is_file()]
    altered = [
        name
        for name, expected in config.files.items()
        if name not in missing and file_hash(folder / name) != expected
    ]
    problems = [
        f"{', '.join(names)} {what}"
        for names, what in ((missing, "missing"), (altered, "altered (SHA-256 differs)"))
        if names
    ]
    if problems:
        raise StanceError(f"{folder}: {'; '.join(problems)}: restore the folder or train it again")


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
