"""The model card that every run writes: what the model is, its data, figures and limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from stance.model.folder import ModelConfig

_SHOWN = {
    "macro_f1": "macro-F1, all labels",
    "macro_f1_positions": "macro-F1, positions",
    "accuracy": "accuracy",
    "evidence_token_f1": "evidence, token-F1",
    "condition_token_f1": "condition, token-F1",
    "actor_recall_positions": "actors with a position found",
    "actor_precision": "precision of found actors",
    "ece": "expected calibration error",
}

_SHOWN_OF_DOCUMENTS = {
    "f1": "actor and stance, F1",
    "precision": "actor and stance, precision",
    "recall": "actor and stance, recall",
    "actor_f1": "actor alone, F1",
}

_LIMITS = """\
- It judges English news text on armed conflicts; other languages and matters (a truce in a
  trade war) are outside what it has learnt.
- It says what the text reports, not what is true, and only of actors that the passage names: a
  position that a passage gives to a pronoun alone is missed.
- It errs: the figures say how often. Check the evidence before you rely on a position.
"""


def model_card(config: ModelConfig, metrics: Mapping[str, Any]) -> str:
    """The text of MODEL_CARD.md; `metrics` is the content of metrics.json."""
    training = config.training
    passages = training.get("passages", {})
    temperature = config.calibration.temperature
    parts = [
        f"# {config.name}\n",
        f"A stance model ({config.precision}, hash `{config.hash}`): it finds the actors of a "
        f"passage and labels each {', '.join(config.labels)}, with evidence and condition.\n",
        "## Made from\n",
        f"- Base encoder: {_base(config.base)}.",
        f"- Passages: {', '.join(f'{count} {name}' for name, count in passages.items())}; no "
        "conflict is in two of train, dev and test.",
        f"- Best epoch {training.get('best_epoch')}, development macro-F1 "
        f"{training.get('dev_macro_f1')}.",
        f"- Calibrated on the development passages: temperature {temperature}.",
    ]
    if passages.get("extra"):
        parts.append(
            f"- {passages['extra']} passages were given for training only (`--extra`). If they "
            "are not published with the model, a run without them gives other figures."
        )
    if training.get("note"):
        parts.append(f"- {training['note']}")
    for name, measured in metrics.items():
        parts += [f"\n## Figures on {name}\n", *_table(measured["figures"])]
        parts += ["", f"Measured with `{measured['command']}`."]
    parts += ["\n## Limits\n", _LIMITS, "## Settings\n", "```", *_settings(training), "```", ""]
    return "\n".join(parts)


def _base(base: Mapping[str, Any]) -> str:
    sha256 = f" (SHA-256 of its weights {base['sha256']})" if base.get("sha256") else ""
    origin = f", continued from {base['from']}" if base.get("from") else ""
    return f"`{base.get('id')}`{sha256}{origin}"


def _table(figures: Mapping[str, Sequence[float]]) -> list[str]:
    rows = ["| measure | value | 95 % interval |", "|---|---|---|"]
    shown = _SHOWN_OF_DOCUMENTS if "f1" in figures else _SHOWN
    for key, title in shown.items():
        if key in figures:
            value, low, high = figures[key]
            rows.append(f"| {title} | {value:.3f} | {low:.3f} to {high:.3f} |")
    return rows


def _settings(training: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {value}" for name, value in training.get("recipe", {}).items()]
