#!/usr/bin/env python3
"""One model whose weights are the mean of several: of one run's epochs, or of runs from one start.

usage: average.py MODEL MODEL ... --dev CALIBRATION.jsonl --output MODEL [--share N N ...]

The models must have the same architecture and have been continued from the same model, so that
their weights lie close together (Wortsman et al. 2022, *Model soups*). The mean is calibrated
anew on the passages of --dev, which none of them should have been trained on. Give weights in 32
bits, and quantise the mean.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import torch
import typer
from tokenizers import Tokenizer

from stance.corpus import load_examples
from stance.errors import StanceError
from stance.model.export import write_model
from stance.model.folder import CONFIG, TOKENIZER, ModelConfig, load_config
from stance.model.network import StanceNetwork
from stance.model.torch_runtime import load_network
from stance.training.batches import encode_examples
from stance.training.calibrating import calibrate
from stance.training.card import model_card
from stance.training.loop import stance_logits


def main(
    models: list[Path],
    dev: Annotated[Path, typer.Option(help="Labelled passages that calibrate the mean.")],
    output: Annotated[Path, typer.Option()],
    share: Annotated[list[float] | None, typer.Option(help="Of each model; equal if none.")] = None,
) -> None:
    """Write the mean of several models."""
    shares = share or [1.0] * len(models)
    if len(shares) != len(models):
        raise typer.BadParameter(f"{len(models)} models, and {len(shares)} shares of them")
    if (output / CONFIG).exists():
        raise StanceError(f"{output}: there is a model already: choose another folder or remove it")
    config = average(models, shares, dev, output)
    typer.echo(f"{output}: {config.hash}, temperature {config.calibration.temperature}", err=True)


def average(
    models: Sequence[Path], shares: Sequence[float], dev: Path, output: Path
) -> ModelConfig:
    """Write the calibrated mean of the models' weights to `output`.

    Raises:
        StanceError: the models differ in more than their weights, or `dev` is faulty.
    """
    configs = [load_config(folder) for folder in models]
    first, tokenizer = configs[0], (models[0] / TOKENIZER).read_text("utf-8")
    for folder, config in zip(models, configs, strict=True):
        if (config.encoder, config.labels) != (first.encoder, first.labels):
            raise StanceError(f"{folder} and {models[0]} are of different architectures")
    network = mean_of(
        [load_network(folder, config) for folder, config in zip(models, configs, strict=True)],
        shares,
    )
    examples = encode_examples(
        load_examples([dev], first.labels, first.none),
        Tokenizer.from_str(tokenizer),
        first.labels,
        first.max_tokens,
    )
    gold, logits = stance_logits(network, examples, first.pad_id)
    made_of = " + ".join(
        f"{number:g} {config.hash}" for number, config in zip(shares, configs, strict=True)
    )
    config = replace(
        first,
        name=output.name,
        calibration=calibrate(gold.numpy(), logits.numpy()) or first.calibration,
        precision="float32",
        training=first.training | {"mean_of": made_of},
        files={},
    )
    return write_model(network, tokenizer, config, output, card=model_card(config, {}))


@torch.no_grad()
def mean_of(networks: Sequence[StanceNetwork], shares: Sequence[float]) -> StanceNetwork:
    """The first network, with the weighted mean of all networks' weights."""
    whole = sum(shares)
    others = [dict(network.named_parameters()) for network in networks]
    for name, own in networks[0].named_parameters():
        own.copy_(sum(s / whole * n[name] for s, n in zip(shares, others, strict=True)))
    return networks[0]


if __name__ == "__main__":
    typer.run(main)
