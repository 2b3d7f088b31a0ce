"""`stance predict`."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from stance.model.folder import ModelConfig
    from stance.records import Document, Reading


class Format(StrEnum):
    """How the answer is written."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    html = "html"
    plover = "plover"


class Device(StrEnum):
    """What runs the model."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"
    mps = "mps"


def predict(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Files (.txt .md .html .jsonl .csv), folders, patterns, or - for standard input.",
            show_default=False,
        ),
    ],
    model: Annotated[
        str, typer.Option("--model", "-m", help="An installed model's name, or a model folder.")
    ] = "default",
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="json and jsonl are the complete answer; html is a page; plover, event records.",
        ),
    ] = Format.table,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write here instead of the terminal."),
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--all", "-a", help="Show actors without a position, too.")
    ] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            show_default="0.95",
            help="Positions below this probability (for refusals and demands a lower one, "
            "0.8 by default) are marked uncertain, never dropped.",
        ),
    ] = None,
    actors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Actors you know (TOML): name, aliases, affiliation."),
    ] = None,
    text_column: Annotated[str, typer.Option(help="Where .jsonl and .csv keep the text.")] = "text",
    id_column: Annotated[str, typer.Option(help="Where .jsonl and .csv keep the id.")] = "id",
    date_column: Annotated[
        str | None, typer.Option(help="Where .jsonl and .csv keep the date.", show_default="date")
    ] = None,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
) -> None:
    """Say who takes which position on a ceasefire, in which words, on what condition.

    Actors are found in the text, so nothing needs to be listed beforehand. Positions come in
    the order of the text; an actor's position is the latest that the document reports, and a
    refusal outweighs the demands that go with it.

    **Examples**

    - `stance predict article.txt`
    - `stance predict news/ 'wires/*.html' --format jsonl --output positions.jsonl`
    - `stance predict reports.csv --text-column body --id-column report_id -f csv`
    - `stance predict news/ --format html --output report.html`
    - `pdftotext communique.pdf - | stance predict -`

    **Actors file**

    `[[actor]]`, `name = "Orlan Front"`, `aliases = ["OF", "the Front"]`,
    `affiliation = "rebels"`: mentions under these names are one actor, whatever the names
    themselves suggest.
    """
    from stance.actors_file import load_actors
    from stance.model.installed import find_model
    from stance.model.stance_model import StanceModel
    from stance.output.files import write_whole
    from stance.prediction import MIN_CONFIDENCE
    from stance.prediction import predict as read
    from stance.reading import expand, read_documents

    known = load_actors(actors) if actors else ()
    files = expand(sources)
    loaded = StanceModel.load(find_model(model), device.value)
    documents = read_documents(
        files, text_column=text_column, id_column=id_column, date_column=date_column
    )
    threshold = MIN_CONFIDENCE if min_confidence is None else min_confidence
    readings = read(_shown(documents, files), loaded, threshold, known)
    if format is Format.table:
        pieces = _tables(readings, loaded.config, everyone, to_file=output is not None)
    else:
        pieces = _written(format, readings, loaded.config, everyone)
    if output:
        write_whole(output, pieces)
        return
    for piece in pieces:
        typer.echo(piece, nl=False)


def _written(
    format: Format, readings: "Iterable[Reading]", config: "ModelConfig", everyone: bool
) -> Iterator[str]:
    """The readings in a format for programs or browsers."""
    from stance.output import page, plover, records

    if format is Format.html:
        return page.report(readings, config, date.today().isoformat())
    if format is Format.plover:
        return plover.event_records(readings, config)
    write = {
        Format.json: records.json_document,
        Format.jsonl: records.json_lines,
        Format.csv: records.csv_table,
    }[format]
    return write(readings, config, everyone)


FEW = 5
"""Documents that need no progress bar."""


def _shown(documents: "Iterable[Document]", files: list[str]) -> "Iterator[Document]":
    """The documents, with a progress bar on stderr if there are many and someone is looking."""
    import sys

    tables = any(file.endswith((".csv", ".jsonl")) for file in files)
    if not sys.stderr.isatty() or (len(files) <= FEW and not tables):
        yield from documents
        return
    from rich.console import Console
    from rich.progress import track

    total = None if tables else len(files)
    yield from track(
        documents, "Reading", total=total, console=Console(stderr=True), transient=True
    )


def _tables(
    readings: "Iterable[Reading]", config: object, everyone: bool, to_file: bool
) -> Iterator[str]:
    """Every document's table as text, coloured for a terminal only."""
    from rich.console import Console

    from stance.output.table import print_reading

    console = Console(width=110, force_terminal=False) if to_file else Console()
    for number, reading in enumerate(readings):
        with console.capture() as captured:
            if number:
                console.print()
            print_reading(reading, config, console, everyone)  # type: ignore[arg-type]
        yield captured.get()
