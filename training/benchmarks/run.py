#!/usr/bin/env python3
"""Train on a public data set with our trainer, unchanged but for the labels, and score it.

usage: run.py SET FOLDER [--recipe FILE] [--base FOLDER] [--seed N] [--output DIR] [--resume]

SET names a module of this folder with a function `load(folder) -> Benchmark`; FOLDER holds the
data in their original form. Prints macro-F1 and accuracy of every test with 95 % intervals.
"""

import importlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from stance.corpus import Example
from stance.errors import StanceError
from stance.evaluation.bootstrap import bootstrap
from stance.evaluation.measures import Numbers
from stance.training.batches import EncodedExample, encode_examples
from stance.training.epochs import Epochs
from stance.training.loop import TrainingData, fit, stance_logits
from stance.training.recipe import load_recipe
from stance.training.run import fresh

RECIPE = Path(__file__).parent / "recipe.toml"


def main(
    name: Annotated[str, typer.Argument(metavar="SET")],
    folder: Path,
    recipe: Annotated[Path, typer.Option()] = RECIPE,
    base: Annotated[Path | None, typer.Option()] = None,
    seed: Annotated[int, typer.Option()] = 0,
    output: Annotated[Path, typer.Option()] = Path("runs/benchmark"),
    resume: Annotated[bool, typer.Option()] = False,
) -> None:
    """Train and score; an interrupted run goes on with --resume."""
    try:
        figures = run(name, folder, recipe, base, seed, output, resume)
    except StanceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps(figures, indent=1))


def run(
    name: str,
    folder: Path,
    recipe_file: Path,
    base: Path | None,
    seed: int,
    output: Path,
    resume: bool,
) -> dict[str, Any]:
    """Figures of every test set after training on the train set."""
    data = importlib.import_module(name).load(folder)
    recipe = load_recipe(recipe_file, labels=data.labels, none=data.none, seed=seed)
    source = fresh(recipe, base)

    def encode(examples: Sequence[Example]) -> list[EncodedExample]:
        return encode_examples(examples, source.tokenizer, recipe.labels, source.config.max_tokens)

    began = time.monotonic()
    passages = TrainingData(
        train=Epochs(data.train, source.tokenizer, recipe, source.config.max_tokens),
        dev=encode(data.dev),
        pad_id=source.config.pad_id,
    )
    progress = fit(source.network, passages, recipe, output, "auto", resume, _report)
    figures: dict[str, Any] = {
        "set": data.name,
        "seed": seed,
        "epochs": recipe.epochs,
        "best_epoch": progress.best_epoch + 1,
        "dev_macro_f1": round(progress.best_score, 4),
        "minutes": round((time.monotonic() - began) / 60, 1),
    }
    for test, examples in data.tests.items():
        gold, logits = stance_logits(source.network, encode(examples), passages.pad_id)
        figures[test] = scores(gold.numpy(), logits.argmax(-1).numpy(), data.published.get(test))
    return figures


def scores(gold: Any, predicted: Any, published: float | None) -> dict[str, Any]:
    """Macro-F1 and accuracy with their intervals, resampled by target, beside the paper's."""
    from sklearn.metrics import accuracy_score, f1_score

    def measure(weights: Numbers) -> dict[str, float]:
        return {
            "macro_f1": float(f1_score(gold, predicted, average="macro", sample_weight=weights)),
            "accuracy": float(accuracy_score(gold, predicted, sample_weight=weights)),
        }

    figures = bootstrap(measure, len(gold), replicates=1000, seed=0)
    return {
        "targets": len(gold),
        "published_macro_f1": published,
        **{name: [round(v, 4) for v in (f.value, f.low, f.high)] for name, f in figures.items()},
    }


def _report(record: dict[str, Any]) -> None:
    if "epoch" in record or record["step"] % 100 == 0:
        typer.echo(json.dumps(record), err=True)


if __name__ == "__main__":
    typer.run(main)
