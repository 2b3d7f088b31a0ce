"""A model for other tools: ONNX files that stand alone, or a Hugging Face folder."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from stance.errors import StanceError
from stance.model.folder import HEADS, READER, TOKENIZER, ModelConfig, load_config

ONNX_README = """\
# {name} ({hash}) as ONNX

Two graphs with their weights inside, for any ONNX runtime. Text becomes token ids by
`tokenizer.json` (Hugging Face `tokenizers`); `labels.json` names the stances in the order of
the logits and has the calibration: softmax((logits + bias) / temperature).

| graph | takes | gives |
|---|---|---|
| `reader.onnx` | `ids`, `mask`: int64 (passages, tokens) | states (passages, tokens, width) and \
tag logits (passages, tokens, 3: outside, begin, inside an actor's name) |
| `heads.onnx` | `states`, `mask` as above; `mentions`: float32 (actors, tokens), 1 at the tokens \
of an actor's mentions; `passage`: int64 (actors), the passage of each | stance logits \
(actors, labels), evidence and condition (actors, 2, tokens): scores of start and end, token 0 \
stands for none |

At most {max_tokens} tokens a passage.
"""

HUGGINGFACE_README = """\
# {name} ({hash}), the encoder for transformers

`AutoModel.from_pretrained` and `AutoTokenizer.from_pretrained` read this folder: it holds the
encoder in float32. `heads.safetensors` holds the four heads (actor tags, stance, evidence,
condition) under the names of `stance.model.network.Heads`; `labels.json` names the stances in
the order of the logits and has the calibration.
"""


def export_onnx(folder: str | Path, output: str | Path) -> None:
    """Write both graphs as single files, with tokenizer, labels and an explanation.

    Raises:
        StanceError: the folder is no model, or the output exists or cannot be written.
    """

    def fill(config: ModelConfig, staging: Path) -> None:
        import onnx

        for name in (READER, HEADS):
            graph = onnx.load(Path(folder, name))  # takes the weights in
            onnx.save_model(graph, str(staging / name))
        shutil.copy(Path(folder, TOKENIZER), staging / TOKENIZER)
        (staging / "README.md").write_text(_explained(ONNX_README, config), "utf-8")

    _written(Path(folder), Path(output), fill)


def export_huggingface(folder: str | Path, output: str | Path) -> None:
    """Write the encoder as `transformers` saves one, and the heads beside it, in float32.

    Raises:
        StanceError: the folder is no model, or the output exists or cannot be written.
    """

    def fill(config: ModelConfig, staging: Path) -> None:
        from safetensors.torch import save_file
        from transformers import PreTrainedTokenizerFast

        from stance.model.torch_runtime import load_network

        network = load_network(Path(folder), config)
        network.encoder.save_pretrained(staging)
        PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
            tokenizer_file=str(Path(folder, TOKENIZER)), model_max_length=config.max_tokens
        ).save_pretrained(staging)
        heads = {name: tensor.contiguous() for name, tensor in network.heads.state_dict().items()}
        save_file(heads, staging / "heads.safetensors", {"format": "pt"})
        (staging / "README.md").write_text(_explained(HUGGINGFACE_README, config), "utf-8")

    _written(Path(folder), Path(output), fill)


def _explained(text: str, config: ModelConfig) -> str:
    return text.format(name=config.name, hash=config.hash, max_tokens=config.max_tokens)


def _written(folder: Path, output: Path, fill: Callable[[ModelConfig, Path], None]) -> None:
    """Fill a folder beside the output and rename it into place, so that no half of it stays."""
    config = load_config(folder)
    if output.exists():
        raise StanceError(f"{output}: exists already: choose another folder or remove it")
    calibration = {
        "temperature": config.calibration.temperature,
        "bias": list(config.calibration.bias),
    }
    about = {"labels": list(config.labels), "none": config.none, "calibration": calibration}
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=output.parent, prefix=f".{output.name}-"))
    except OSError as error:
        raise StanceError(f"{output}: cannot be written: {error.strerror}") from None
    try:
        fill(config, staging)
        (staging / "labels.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
        os.chmod(staging, 0o755)
        os.replace(staging, output)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
