"""Checkpoints that survive a kill at any moment: written beside, then renamed."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from stance.errors import StanceError


@dataclass(frozen=True)
class Progress:
    """Where a run stands."""

    step: int = 0
    """Optimiser steps done."""
    epoch: int = 0
    """Epochs done."""
    best_score: float = -1.0
    """Best development macro-F1 so far."""
    best_epoch: int = -1
    settings: str = ""
    """Fingerprint of recipe and data: a run resumes only what it began."""


def trainable(network: nn.Module) -> dict[str, Tensor]:
    """The weights that training changes, by name."""
    return {
        name: parameter.detach()
        for name, parameter in network.named_parameters()
        if parameter.requires_grad
    }


def save_weights(weights: dict[str, Tensor], path: Path) -> None:
    """Write tensors to a safetensors file, whole or not at all."""
    partial = path.with_name(path.name + ".part")
    save_file({name: tensor.contiguous() for name, tensor in weights.items()}, partial)
    os.replace(partial, path)


def load_weights(network: nn.Module, path: Path) -> None:
    """Put the weights of a file into the network, in place."""
    parameters = dict(network.named_parameters())
    with torch.no_grad():
        for name, tensor in load_file(path).items():
            parameters[name].copy_(tensor)


def save_checkpoint(
    directory: Path, network: nn.Module, optimiser: torch.optim.Optimizer, progress: Progress
) -> None:
    """Write everything that a resumed run needs, in one file, under one rename."""
    names = list(trainable(network))
    state = {f"weight/{name}": tensor for name, tensor in trainable(network).items()}
    for index, moments in optimiser.state_dict()["state"].items():
        state |= {f"moment/{key}/{names[index]}": value for key, value in moments.items()}
    path = directory / "checkpoint.safetensors"
    partial = path.with_name(path.name + ".part")
    save_file(
        {name: tensor.contiguous() for name, tensor in state.items()},
        partial,
        metadata={"progress": json.dumps(asdict(progress))},
    )
    os.replace(partial, path)


def load_checkpoint(
    directory: Path, network: nn.Module, optimiser: torch.optim.Optimizer, settings: str
) -> Progress:
    """Take up a run where its checkpoint left it; a run without one starts anew.

    Raises:
        StanceError: the checkpoint is of other data or another recipe.
    """
    path = directory / "checkpoint.safetensors"
    if not path.exists():
        return Progress(settings=settings)
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        progress = Progress(**json.loads(file.metadata()["progress"]))
        if progress.settings != settings:
            raise StanceError(
                f"{directory}: its checkpoint is of other data or settings: "
                "give the same ones, or train into a new folder"
            )
        parameters = trainable(network)
        moments: dict[int, dict[str, Tensor]] = {i: {} for i in range(len(parameters))}
        order = {name: index for index, name in enumerate(parameters)}
        for key in file.keys():  # noqa: SIM118 - not a dict
            kind, _, name = key.partition("/")
            if kind == "weight":
                parameters[name].copy_(file.get_tensor(key))
            else:
                moment, _, name = name.partition("/")
                moments[order[name]][moment] = file.get_tensor(key)
    groups = optimiser.state_dict()["param_groups"]
    optimiser.load_state_dict({"state": moments, "param_groups": groups})
    return progress
