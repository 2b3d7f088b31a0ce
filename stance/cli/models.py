"""`stance models`."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from stance.model.describing import Description

models = typer.Typer(
    help="List the models, look at one, compare two, or export one for other tools.",
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Target(StrEnum):
    """What a model is exported for."""

    onnx = "onnx"
    huggingface = "huggingface"


Name = Annotated[str, typer.Argument(metavar="MODEL", help="A name, or a model folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@models.callback(invoke_without_command=True)
def listed(context: typer.Context) -> None:
    """List the models, look at one, compare two, or export one for other tools."""
    if context.invoked_subcommand is None:
        list_models()


@models.command("list")
def list_models(
    folders: Annotated[
        list[Path] | None, typer.Argument(help="Model folders beside the installed ones.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the installed models, and any folders given, with their main figures."""
    from stance.model.describing import describe, describe_installed

    found = describe_installed() + [describe(folder) for folder in folders or ()]
    if as_json:
        _print_json([each.as_record() for each in found])
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for column in ("model", "hash", "weights", "size", "trained on", "macro-F1 or F1, measured on"):
        table.add_column(column)
    for each in found:
        config = each.config
        passages = config.training.get("passages", {})
        table.add_row(
            config.name,
            config.hash,
            config.precision,
            f"{each.bytes / 1e6:.0f} MB",
            f"{passages.get('train', 0) + passages.get('extra', 0):,} passages",
            "\n".join(f"{m.main[1][0]:.3f}  {m.data}" for m in each.measured),
        )
    Console().print(table)


@models.command("show")
def show(model: Name, as_json: AsJson = False) -> None:
    """Show what a model was made from, how it is calibrated, and all its figures."""
    from stance.model.describing import describe
    from stance.model.installed import find_model

    found = describe(find_model(model))
    if as_json:
        _print_json(found.as_record())
    else:
        _print_description(found)


@models.command("compare")
def compare(one: Name, other: Name) -> None:
    """Put the recorded figures of two models side by side, and the settings that differ.

    Figures stand beside each other where both were measured on data of the same name. To
    measure both on one data set: `stance evaluate DATA --model ONE --compare OTHER`.
    """
    from rich.console import Console
    from rich.table import Table

    from stance.model.describing import describe, differing_settings
    from stance.model.installed import find_model

    first, second = (describe(find_model(name)) for name in (one, other))
    titles = [f"{each.config.name} {each.config.hash}" for each in (first, second)]
    table = Table("measured on", "measure", *titles)
    theirs = {m.data: m for m in second.measured}
    for mine in first.measured:
        if mine.data in theirs:
            name, value = mine.main
            beside = theirs[mine.data].figures.get(name)
            table.add_row(mine.data, name, _interval(value), _interval(beside) if beside else "-")
    settings = Table("setting", *titles)
    for name, (mine_is, theirs_is) in differing_settings(first.config, second.config).items():
        settings.add_row(name, str(mine_is), str(theirs_is))
    console = Console()
    for part in (table, settings):
        if part.row_count:
            console.print(part)
    console.print(f"To measure both: stance evaluate DATA --model {one} --compare {other}")


@models.command("export")
def export(
    model: Name,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder.")],
    to: Annotated[Target, typer.Option(help="What for.")] = Target.onnx,
) -> None:
    """Write a model for other tools: ONNX files that stand alone, or a Hugging Face folder.

    Needs the training extra: `pip install 'stance[train]'`.

    **Examples**

    - `stance models export default --to onnx --output exported`
    - `stance models export my-model --to huggingface -o encoder` (for `AutoModel`)
    """
    from stance.cli.extra import require_training_extra

    require_training_extra()
    from stance.model import exporting
    from stance.model.installed import find_model

    write = {
        Target.onnx: exporting.export_onnx,
        Target.huggingface: exporting.export_huggingface,
    }[to]
    write(find_model(model), output)
    typer.echo(f"{output}: written; its README.md says how to use it", err=True)


def _print_description(found: "Description") -> None:
    from rich.console import Console
    from rich.table import Table

    config, console = found.config, Console()
    base = config.base
    about = Table.grid(padding=(0, 2))
    bias = ", ".join(f"{value:+.2f}" for value in config.calibration.bias)
    for name, value in (
        ("model", f"{config.name} {config.hash}, {config.precision}, {found.bytes / 1e6:.0f} MB"),
        ("folder", str(found.folder)),
        ("labels", ", ".join(config.labels)),
        ("base", f"{base.get('id')}" + (f", from {base['from']}" if base.get("from") else "")),
        ("passages", str(config.training.get("passages", {}))),
        ("calibration", f"temperature {config.calibration.temperature}, bias {bias}"),
        ("beside it", found.beside),
        ("note", config.training.get("note", "")),
    ):
        if value:
            about.add_row(f"[bold]{name}", value)
    console.print(about)
    for measured in found.measured:
        table = Table(title=measured.data, caption=measured.command, title_justify="left")
        for column in ("measure", "value", "95 % interval"):
            table.add_column(column)
        for name, (value, low, high) in measured.figures.items():
            if not name.startswith("count."):
                table.add_row(name, f"{value:.3f}", f"{low:.3f} to {high:.3f}")
        console.print(table)


def _interval(figure: Sequence[float]) -> str:
    value, low, high = figure
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _print_json(content: object) -> None:
    import json

    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
