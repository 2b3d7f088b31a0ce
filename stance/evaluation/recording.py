"""Figures that stay with a model: metrics.json and the model card."""

import json
from collections.abc import Mapping
from pathlib import Path

from stance.evaluation.bootstrap import Figure
from stance.model.folder import CARD, METRICS, load_config
from stance.output.files import write_whole
from stance.training.card import model_card


def record(folder: str | Path, name: str, figures: Mapping[str, Figure], command: str) -> None:
    """Keep the figures of a model on the data called `name` in its folder.

    Figures that were recorded under other names stay; `command` says how to measure again.
    """
    folder = Path(folder)
    metrics = json.loads((folder / METRICS).read_text("utf-8"))
    metrics[name] = {
        "command": command,
        "figures": {
            key: [round(value, 4) for value in (figure.value, figure.low, figure.high)]
            for key, figure in figures.items()
        },
    }
    write_whole(folder / METRICS, [json.dumps(metrics, indent=2, ensure_ascii=False) + "\n"])
    write_whole(folder / CARD, [model_card(load_config(folder), metrics)])
