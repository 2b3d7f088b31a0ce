"""A trained model with eight-bit weights."""

import json
from dataclasses import replace
from pathlib import Path

from stance.errors import StanceError
from stance.model.export import write_model
from stance.model.folder import CARD, CONFIG, METRICS, TOKENIZER, ModelConfig, load_config
from stance.model.torch_runtime import load_network


def quantise(source: str | Path, output: str | Path) -> ModelConfig:
    """Write the model folder `source` to `output` with eight-bit weights.

    The figures of metrics.json and of the card are those of the source until they are measured
    again (`stance evaluate --output`).

    Raises:
        StanceError: the source is no model or is quantised already, or the output exists.
    """
    source, output = Path(source), Path(output)
    config = load_config(source)
    if config.precision == "int8":
        raise StanceError(f"{source}: its weights have eight bits already")
    if (output / CONFIG).exists():
        raise StanceError(f"{output}: there is a model already: choose another folder or remove it")
    return write_model(
        load_network(source, config),
        (source / TOKENIZER).read_text("utf-8"),
        replace(config, name=output.name, precision="int8", files={}),
        output,
        metrics=json.loads((source / METRICS).read_text("utf-8")),
        card=(source / CARD).read_text("utf-8"),
    )
