"""A trained model with eight-bit weights."""

from dataclasses import replace
from pathlib import Path

from stance.errors import StanceError
from stance.model.export import write_model
from stance.model.folder import CONFIG, TOKENIZER, ModelConfig, load_config
from stance.model.torch_runtime import load_network
from stance.training.card import model_card


def quantise(source: str | Path, output: str | Path, note: str = "") -> ModelConfig:
    """Write the model folder `source` to `output` with eight-bit weights.

    `note` is a sentence about the model's data or making, for its card; without one, the
    source's own stays. The source's figures are not those of the new weights: measure them again
    (`stance evaluate --record`).

    Raises:
        StanceError: the source is no model or is quantised already, or the output exists.
    """
    source, output = Path(source), Path(output)
    config = load_config(source)
    if config.precision == "int8":
        raise StanceError(f"{source}: its weights have eight bits already")
    if (output / CONFIG).exists():
        raise StanceError(f"{output}: there is a model already: choose another folder or remove it")
    network, tokenizer = load_network(source, config), (source / TOKENIZER).read_text("utf-8")
    training = config.training | ({"note": note} if note else {})
    config = replace(config, name=output.name, precision="int8", files={}, training=training)
    return write_model(network, tokenizer, config, output, card=model_card(config, {}))
