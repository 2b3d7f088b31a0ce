"""The base encoder with fresh heads and adapters, from the hub or a local folder."""

import hashlib
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from stance.errors import StanceError
from stance.model.network import Heads, StanceNetwork
from stance.training.recipe import Recipe


def load_base(
    recipe: Recipe, folder: str | Path | None = None
) -> tuple[StanceNetwork, Tokenizer, dict[str, Any]]:
    """The untrained network, its tokenizer, and what is known of the base (id, sha256).

    The base is any encoder that `AutoModel` loads and that has a fast tokenizer: `recipe.base`
    from the Hugging Face hub, or what lies in `folder` if one is given.

    Raises:
        StanceError: the base is not found, has no fast tokenizer, or is not the pinned one.
    """
    from transformers import AutoModel, AutoTokenizer

    place = str(folder or recipe.base)
    try:
        encoder = AutoModel.from_pretrained(place, dtype=torch.float32)
        tokenizer = AutoTokenizer.from_pretrained(place, use_fast=True)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise StanceError(
            f"base {place!r} cannot be loaded: {reason} "
            "(give a Hugging Face encoder id or a local folder with --base)"
        ) from None
    if not tokenizer.is_fast:
        raise StanceError(f"base {place!r} has no fast tokenizer: choose another")
    sha256 = weights_hash(place)
    if recipe.base_sha256 and sha256 != recipe.base_sha256:
        raise StanceError(
            f"base {place!r} has SHA-256 {sha256}, the recipe pins {recipe.base_sha256}: "
            "fetch it again, or drop base_sha256 from the recipe to use another"
        )
    if hasattr(encoder, "pooler"):
        encoder.pooler = None
    torch.manual_seed(recipe.seed)
    heads = Heads(
        encoder.config.hidden_size, len(recipe.labels), recipe.pointer_width, recipe.head_dropout
    )
    about = {"id": recipe.base, "sha256": sha256}
    return StanceNetwork(encoder, heads), tokenizer.backend_tokenizer, about


def weights_hash(base: str) -> str | None:
    """SHA-256 of the base's model.safetensors; None if it has no such file."""
    folder = Path(base)
    if folder.is_dir():
        path: str | None = str(folder / "model.safetensors")
    else:
        from huggingface_hub import try_to_load_from_cache

        cached = try_to_load_from_cache(base, "model.safetensors")
        path = cached if isinstance(cached, str) else None
    if path is None or not Path(path).exists():
        return None
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def add_adapters(network: StanceNetwork, recipe: Recipe, half: bool) -> None:
    """Freeze the encoder and put LoRA adapters on its linear layers, in place.

    With `half` the frozen layers are kept in bfloat16: they are multiplied in it anyway, and
    casting them anew in every step costs a tenth of the time.
    """
    from peft import LoraConfig, get_peft_model

    if recipe.adapters.rank == 0:
        return
    if half:
        for module in network.encoder.modules():
            if isinstance(module, nn.Linear):
                module.to(torch.bfloat16)
    network.encoder = get_peft_model(
        network.encoder,
        LoraConfig(
            r=recipe.adapters.rank,
            lora_alpha=recipe.adapters.alpha,
            lora_dropout=recipe.adapters.dropout,
            target_modules="all-linear",
        ),
    )


def merge_adapters(network: StanceNetwork) -> None:
    """Add the adapters into the encoder's own weights, in float32, in place."""
    if hasattr(network.encoder, "merge_and_unload"):
        network.float()
        network.encoder = network.encoder.merge_and_unload()
