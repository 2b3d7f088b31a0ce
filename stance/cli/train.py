"""`stance train`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from stance.cli.predict import Device


def train(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA...",
            help="Labelled passages: the codebook's JSONL, or CSV (text, actor, stance, ...).",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="DIR", help="The model folder to write."),
    ],
    recipe: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A TOML file with settings, as in training/recipes/."),
    ] = None,
    start_from: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="MODEL", help="Continue from this model (a name or folder)."
        ),
    ] = None,
    base: Annotated[
        str | None, typer.Option(help="Base encoder: a Hugging Face id or a local folder.")
    ] = None,
    extra: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Labelled passages for training only; a file given twice counts twice.",
        ),
    ] = None,
    dev: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Labelled passages that choose the best epoch and calibrate, in place of a "
            "tenth of the conflicts.",
        ),
    ] = None,
    note: Annotated[str, typer.Option(help="A sentence for the model card: the data.")] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Take up an interrupted run of the same data.")
    ] = False,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
    epochs: Annotated[int | None, typer.Option(help="Readings of the data.")] = None,
    batch_passages: Annotated[int | None, typer.Option(help="Passages in a batch.")] = None,
    accumulate: Annotated[int | None, typer.Option(help="Batches to a step.")] = None,
    adapter_rate: Annotated[float | None, typer.Option(help="Learning rate, encoder.")] = None,
    head_rate: Annotated[float | None, typer.Option(help="Learning rate, heads.")] = None,
    patience: Annotated[
        int | None, typer.Option(help="Epochs without a better score before the end.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Of batches, dropout and heads.")] = None,
    precision: Annotated[
        str | None, typer.Option(help="auto, fp32 or bf16 (for multiplications).")
    ] = None,
) -> None:
    """Train a model on labelled passages, from a base encoder or from a trained model.

    The data are checked whole before anything trains: every faulty row is named with its file
    and line. A tenth of the conflicts (or `--dev`) is kept aside, chooses the best epoch and
    calibrates. The folder takes a log of every step (log.jsonl) and, while the run lasts,
    checkpoints: after an interruption repeat the command with `--resume`, and it ends with the
    same model. With `--from`, the two models are then compared on the passages kept aside
    (comparison.json); `stance evaluate --compare` does so on any data.

    Needs the training extra: `pip install 'stance[train]'`.

    **Examples**

    - `stance train my-200.csv --from default --output my-model`
    - `stance train training/corpus/*.jsonl --recipe training/recipes/default.toml -o model`
    - `stance train data.jsonl -o model --base FacebookAI/roberta-base --epochs 3`
    - `accelerate launch -m stance train data.jsonl -o model` (several GPUs)
    """
    from stance.cli.extra import require_training_extra

    require_training_extra()
    from rich.console import Console

    from stance.model.installed import find_model
    from stance.training.recipe import ADAPTING, load_recipe
    from stance.training.run import train as run

    settings: dict[str, Any] = {
        "epochs": epochs,
        "batch_passages": batch_passages,
        "accumulate": accumulate,
        "adapter_rate": adapter_rate,
        "head_rate": head_rate,
        "patience": patience,
        "seed": seed,
        "precision": precision,
    }
    defaults = ADAPTING if start_from and recipe is None else {}
    folder = Path(base) if base and Path(base).is_dir() else None
    if base and folder is None:  # another base than the recipe's: its pinned hash is not asked for
        settings |= {"base": base, "base_sha256": ""}
    elif folder and recipe is None:
        settings["base"] = folder.name
    chosen = load_recipe(recipe, **defaults | {k: v for k, v in settings.items() if v is not None})
    with _Display() as display:
        config = run(
            data,
            output,
            chosen,
            extra=extra or (),
            dev=dev or (),
            base=folder,
            start_from=find_model(start_from) if start_from else None,
            device=device.value,
            resume=resume,
            note=note,
            listen=display,
        )
    Console(stderr=True).print(
        f"{output}: model {config.name} {config.hash}, development macro-F1 "
        f"{config.training['dev_macro_f1']:.3f}",
        markup=False,
    )


class _Display:
    """Live progress on a terminal; one line an epoch elsewhere."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = self._progress.add_task("loading", total=None)
        self._loss, self._score = 0.0, ""

    def __enter__(self) -> "_Display":
        if self._progress.console.is_terminal:
            self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def __call__(self, record: dict[str, Any]) -> None:
        if "loss" in record:
            self._loss = 0.95 * (self._loss or record["loss"]) + 0.05 * record["loss"]
            self._progress.update(self._task, completed=record["step"], total=record["of"])
        elif "compared" in record:
            self._progress.console.print(
                f"on the passages kept aside: {record['compared']}", markup=False, highlight=False
            )
        else:
            self._score = f", dev macro-F1 {record['dev_macro_f1']:.3f}"
            self._progress.console.print(
                f"epoch {record['epoch']}: loss {self._loss:.3f}{self._score}", markup=False
            )
        self._progress.update(self._task, description=f"loss {self._loss:.3f}{self._score}")
