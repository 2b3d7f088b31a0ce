"""`stance labels`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

labels = typer.Typer(
    help="Exchange labelled passages with other annotation tools.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Tool(StrEnum):
    """An annotation tool whose files are written and read."""

    label_studio = "label-studio"


class As(StrEnum):
    """What the labels are to the other tool."""

    annotations = "annotations"
    predictions = "predictions"


@labels.command("export")
def export_labels(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA...", help="Labelled passages (JSONL or CSV).", show_default=False
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The tasks (JSON) to write.")
    ],
    to: Annotated[Tool, typer.Option(help="Who is to read them.")] = Tool.label_studio,
    given_as: Annotated[
        As, typer.Option("--as", help="predictions are to be confirmed there.")
    ] = As.annotations,
) -> None:
    """Write labelled passages as tasks of another tool, and the configuration that they fit.

    The configuration is written beside the tasks, as FILE with the ending `.xml`: paste it into
    the project's labelling setup before the tasks are imported.

    **Examples**

    - `stance labels export labels.jsonl --to label-studio -o tasks.json`
    - `stance labels export proposed.jsonl --as predictions -o tasks.json`
    """
    import json

    from stance.corpus import load_examples
    from stance.output.files import write_whole
    from stance.review.label_studio import CONFIG, tasks_of

    tasks = tasks_of(load_examples(data), predicted=given_as is As.predictions)
    config = output.with_suffix(".xml")
    write_whole(output, [json.dumps(tasks, ensure_ascii=False, indent=1), "\n"])
    write_whole(config, [CONFIG])
    typer.echo(f"{output}: {len(tasks):,} tasks; {config}: their labelling configuration")


@labels.command("import")
def import_labels(
    tasks: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What the tool exported (JSON).", show_default=False),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The labels (JSONL) to write."),
    ],
    annotator: Annotated[
        str | None,
        typer.Option(metavar="WHO", help="Whose annotations, by number or address, if several."),
    ] = None,
) -> None:
    """Write what people have labelled in Label Studio as the codebook's records.

    Tasks that nobody has labelled are left out.

    **Examples**

    - `stance labels import tasks.json -o labels.jsonl`
    - `stance labels import tasks.json --annotator ilva@example.org -o ilva.jsonl`
    """
    import json

    from stance.corpus import json_lines
    from stance.errors import StanceError
    from stance.output.files import write_whole
    from stance.review.label_studio import examples_of

    try:
        content = json.loads(tasks.read_text("utf-8"))
    except ValueError:
        raise StanceError(f"{tasks}: not JSON: export the project as JSON") from None
    examples, left_out = examples_of(content, annotator)
    if not examples:
        raise StanceError(f"{tasks}: no task is labelled")
    write_whole(output, json_lines(examples))
    typer.echo(f"{output}: {len(examples):,} passages; {left_out:,} tasks without labels left out")
