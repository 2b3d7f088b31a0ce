"""`stance review`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.predict import Device

if TYPE_CHECKING:
    from stance.review.proposals import Proposal


def review(
    corpus: Annotated[
        list[str],
        typer.Argument(
            metavar="CORPUS...",
            help="Files, folders and tables as of stance predict; labelled passages (JSONL), too.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="FILE", help="The labels (JSONL) to write."),
    ],
    model: Annotated[
        str, typer.Option("--model", "-m", help="An installed model's name, or a model folder.")
    ] = "default",
    annotator: Annotated[str, typer.Option(metavar="NAME", help="Of whoever decides.")] = "",
    limit: Annotated[
        int | None, typer.Option(min=1, help="Passages in all; by default every one.")
    ] = None,
    text_column: Annotated[str, typer.Option(help="Where .jsonl and .csv keep the text.")] = "text",
    id_column: Annotated[str, typer.Option(help="Where .jsonl and .csv keep the id.")] = "id",
    host: Annotated[str, typer.Option(help="The address to bind to.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8766,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
) -> None:
    """Open the annotation desk: accept or correct the model's labels, passage by passage.

    The passages of which the model is least sure come first; of those that say nearly the same,
    one is shown. Labels that the corpus has already are shown in place of the model's. The desk
    works by keys alone (`?` lists them) and has the codebook at hand (`k`).

    Every decision is kept at once in `FILE.journal`, and `FILE` is always ready for `stance
    train`. The same command goes on where you stopped.

    Needs the serve extra: `pip install 'stance[serve]'`.

    **Examples**

    - `stance review news/ --output labels.jsonl --limit 200`
    - `stance review labels.jsonl --output checked.jsonl --annotator Ilva`
    - `stance train labels.jsonl --from default --output my-model`
    """
    from stance.cli.extra import require_serve_extra

    require_serve_extra()
    from stance.model.installed import find_model
    from stance.model.stance_model import StanceModel
    from stance.review.candidates import read_candidates
    from stance.review.desk import desk
    from stance.review.opening import open_review
    from stance.web.running import run

    loaded = StanceModel.load(find_model(model), device.value)
    candidates = read_candidates(corpus, loaded, text_column=text_column, id_column=id_column)
    opened = open_review(candidates, loaded, output, annotator, limit, _shown)
    run(desk(opened, host), host, port)


def _shown(proposals: "Iterator[Proposal]", total: int) -> "Iterator[Proposal]":
    """A progress bar for someone looking; a line on stderr for a log."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if console.is_terminal:
        yield from track(proposals, "Judging", total=total, console=console, transient=True)
    else:
        console.print(f"judging {total:,} passages", highlight=False)
        yield from proposals
