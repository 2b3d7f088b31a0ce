"""A recipe: every setting of a training run, read from TOML and checked."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from stance.errors import StanceError
from stance.labels import NONE, STANCES


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Adapters(_Settings):
    """LoRA (Hu et al. 2021) on every linear layer of the encoder."""

    rank: int = Field(16, ge=0, description="0 trains the whole encoder instead")
    alpha: int = Field(32, ge=1)
    dropout: float = Field(0.0, ge=0, lt=1)
    """Beside the encoder's own dropout; on a CPU it costs a third of the time of a step."""


class LossWeights(_Settings):
    """What each head counts in the loss; the stance head counts one."""

    tags: float = Field(0.5, ge=0)
    evidence: float = Field(0.15, ge=0)
    condition: float = Field(0.15, ge=0)
    label_smoothing: float = Field(0.05, ge=0, lt=1)
    consistency: float = Field(0.0, ge=0)
    """Each passage is read twice in a step, the second time under other names, and the two
    stances of an actor are drawn together: R-Drop (Liang et al. 2021) across names. A step
    takes twice as long."""


class Recipe(_Settings):
    """The settings of a run; a TOML file names those that differ from the defaults."""

    base: str = "sentence-transformers/all-mpnet-base-v2"
    base_sha256: str | None = None
    """Pinned hash of the base's model.safetensors; None accepts any."""
    labels: tuple[str, ...] = STANCES
    none: str = NONE
    """The label of an actor without a position."""
    pointer_width: int = Field(128, ge=1)
    head_dropout: float = Field(0.1, ge=0, lt=1)
    adapters: Adapters = Field(default_factory=lambda: Adapters.model_validate({}))
    loss: LossWeights = Field(default_factory=lambda: LossWeights.model_validate({}))
    epochs: int = Field(5, ge=1)
    batch_passages: int = Field(12, ge=1)
    accumulate: int = Field(1, ge=1)
    """Batches whose gradients are added up before a step."""
    renamed: float = Field(0.0, ge=0, le=1)
    """Share of the passages whose actors get other names, drawn anew in every epoch."""
    joined: float = Field(0.0, ge=0, le=1)
    """Share of the passages that are read with another one before or behind them."""
    adapter_rate: float = Field(3e-4, gt=0)
    head_rate: float = Field(5e-4, gt=0)
    weight_decay: float = Field(0.01, ge=0)
    warmup: float = Field(0.1, ge=0, lt=1)
    clip: float = Field(1.0, gt=0)
    patience: int = Field(2, ge=1)
    """Epochs without a better development macro-F1 before the run ends."""
    keep: Literal["best", "last"] = "best"
    """The epoch whose weights stay. With few positions in the development set its macro-F1 is
    mostly chance, and the last epoch, whose rate has come down to nothing, the better choice."""
    seed: int = 0
    precision: Literal["auto", "fp32", "bf16"] = "auto"
    """auto: bf16 where the device multiplies it natively (GPU; CPU with AMX or AVX-512 BF16)."""
    hold_out_test: bool = False
    """Keep a tenth of the conflicts out of training and measure the model on them."""

    @model_validator(mode="after")
    def _none_is_a_label(self) -> "Recipe":
        if self.none not in self.labels:
            raise ValueError(f"none = {self.none!r} is not one of the labels")
        return self

    @model_validator(mode="after")
    def _twins_have_the_same_actors(self) -> "Recipe":
        if self.joined and self.loss.consistency:
            raise ValueError("joined and loss.consistency exclude each other: set one to 0")
        return self


ADAPTING = {"adapter_rate": 1e-4, "head_rate": 1e-4, "epochs": 6}
"""Settings for continuing from a trained model, where no recipe says otherwise."""


def load_recipe(path: str | Path | None = None, **overrides: Any) -> Recipe:
    """The recipe of a TOML file, with the overrides that are not None on top.

    Raises:
        StanceError: the file is missing, is not TOML, or a setting is unknown or out of range.
    """
    settings: dict[str, Any] = {}
    if path is not None:
        try:
            settings = tomllib.loads(Path(path).read_text("utf-8"))
        except FileNotFoundError:
            raise StanceError(f"{path}: no such recipe") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise StanceError(f"{path}: not a TOML file: {error}") from None
    settings |= {name: value for name, value in overrides.items() if value is not None}
    try:
        return Recipe(**settings)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise StanceError(f"{path or 'settings'}: {faults}") from None
