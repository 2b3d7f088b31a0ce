"""`stance check`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.predict import Device

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stance.behaviour.checking import CheckResult


def check(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA...", help="Labelled passages (JSONL or CSV).", show_default=False
        ),
    ],
    model: Annotated[
        str, typer.Option("--model", "-m", help="An installed model's name, or a model folder.")
    ] = "default",
    passages: Annotated[
        int, typer.Option(min=1, help="Passages, drawn at random, for the checks that take any.")
    ] = 500,
    swaps: Annotated[int, typer.Option(min=1, help="Sets of other names for a passage.")] = 5,
    seed: Annotated[int, typer.Option(help="Of the draw and of the changes.")] = 0,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write every failure as JSON."),
    ] = None,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
) -> None:
    """Change passages a little and see whether the answers stay, or turn, as they must.

    - **other names**: every actor renamed at random within its kind: all labels stay
    - **unrelated sentence**: one about something else before or after: all labels stay
    - **passive voice**: *the truce was rejected by the Front*: the label stays
    - **acceptance negated**: *agreed to* becomes *refused*: support becomes reject

    Exit code 1 if a check fails more often than its limit.

    **Example**: `stance check labelled.jsonl --model my-model --output failures.json`
    """
    from stance.behaviour.checking import all_checks, run_checks
    from stance.corpus import load_examples
    from stance.model.installed import find_model
    from stance.model.stance_model import StanceModel

    loaded = StanceModel.load(find_model(model), device.value)
    examples = load_examples(data, loaded.config.labels, loaded.config.none)
    results = run_checks(loaded, examples, all_checks(swaps, seed), passages, seed)
    _show(results)
    if output:
        _write(results, output)
    if not all(result.passed for result in results):
        raise typer.Exit(1)


def _show(results: "Sequence[CheckResult]") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("check", "cases", "failed", "rate", "limit", "")
    for result in results:
        verdict = "[green]passed[/]" if result.passed else "[red]failed[/]"
        table.add_row(
            result.name,
            f"{result.cases:,}",
            f"{len(result.failures):,}",
            f"{result.rate:.1%}",
            f"{result.limit:.0%}",
            verdict if result.cases else "no case found",
        )
    console = Console()
    console.print(table)
    for result in results:
        if worst := result.worst:
            console.print(
                f"\n[bold]{result.name}[/], worst of {worst.passage}: "
                f"{escape(worst.actor_before)} {worst.before.label} {worst.before.probability:.0%}"
                f" → {escape(worst.actor_after)} {worst.after.label} {worst.after.probability:.0%}"
            )
            console.print(escape(worst.text_after), style="dim")


def _write(results: "Sequence[CheckResult]", output: Path) -> None:
    import json
    from dataclasses import asdict

    from stance.output.files import write_whole

    report = [asdict(r) | {"rate": r.rate, "passed": r.passed} for r in results]
    write_whole(output, [json.dumps(report, ensure_ascii=False, indent=1), "\n"])
