"""What is known of a model without running it: where it is from, its size and its figures."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stance.errors import StanceError
from stance.model.folder import COMPARISON, METRICS, ModelConfig, load_config
from stance.model.installed import installed_models


@dataclass(frozen=True)
class Measured:
    """The figures of a model on one data set."""

    data: str
    command: str
    """Measures them again."""
    figures: dict[str, tuple[float, float, float]]
    """Value and both ends of the 95 % interval, by measure."""

    @property
    def main(self) -> tuple[str, tuple[float, float, float]]:
        """The figure to look at first: macro-F1, or F1 of whole documents."""
        name = "macro_f1" if "accuracy" in self.figures else "f1"
        return name, self.figures[name]


@dataclass(frozen=True)
class Description:
    """A model folder, described."""

    folder: Path
    config: ModelConfig
    bytes: int
    """Of all its files."""
    measured: tuple[Measured, ...]
    beside: str
    """How it compares with the model it continued from; empty if it did not."""

    def as_record(self) -> dict[str, Any]:
        """The description for programs."""
        config = self.config
        return {
            "name": config.name,
            "hash": config.hash,
            "folder": str(self.folder),
            "bytes": self.bytes,
            "precision": config.precision,
            "labels": list(config.labels),
            "base": config.base,
            "calibration": {
                "temperature": config.calibration.temperature,
                "bias": list(config.calibration.bias),
            },
            "training": config.training,
            "measured": {m.data: {"command": m.command, **m.figures} for m in self.measured},
            "beside": self.beside,
        }


def describe(folder: str | Path) -> Description:
    """Describe a model folder; its weights are not read.

    Raises:
        StanceError: the folder is no model, or its figures cannot be read.
    """
    folder = Path(folder)
    config = load_config(folder, verify=False)
    files = (path for path in folder.iterdir() if path.is_file())
    return Description(
        folder=folder,
        config=config,
        bytes=sum(path.stat().st_size for path in files),
        measured=tuple(
            Measured(
                data,
                entry.get("command", ""),
                {name: (v[0], v[1], v[2]) for name, v in entry["figures"].items()},
            )
            for data, entry in _json(folder / METRICS).items()
        ),
        beside=_json(folder / COMPARISON).get("verdict", ""),
    )


def describe_installed() -> list[Description]:
    """All models that come with this stance."""
    return [describe(folder) for folder in installed_models().values()]


def differing_settings(one: ModelConfig, other: ModelConfig) -> dict[str, tuple[Any, Any]]:
    """Settings of training in which two models differ, with the value of each."""
    mine, theirs = _settings(one), _settings(other)
    return {
        name: (mine.get(name), theirs.get(name))
        for name in dict.fromkeys([*mine, *theirs])
        if mine.get(name) != theirs.get(name)
    }


def _settings(config: ModelConfig) -> dict[str, Any]:
    passages = {f"passages, {k}": v for k, v in config.training.get("passages", {}).items()}
    about = {
        "precision of the weights": config.precision,
        "base": config.base.get("id"),
        "continued from": config.base.get("from"),
    }
    return about | passages | dict(config.training.get("recipe", {}))


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError as error:
        raise StanceError(f"{path}: not JSON ({error}): restore or remove the file") from None
    return dict(content)
