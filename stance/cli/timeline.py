"""`stance timeline`."""

from pathlib import Path
from typing import Annotated

import typer


def timeline(
    results: Annotated[
        list[Path],
        typer.Argument(
            metavar="RESULTS...",
            help="What `stance predict --format json` or `jsonl` wrote.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Write the files here.")
    ],
    actors: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Actors you know (TOML): name, aliases, affiliation."),
    ] = None,
    uncertain: Annotated[
        bool, typer.Option("--uncertain", help="Count uncertain positions as changes, too.")
    ] = False,
) -> None:
    """Follow every actor's position over many dated documents, and list what changed.

    Writes timeline.png, timeline.html (needs no network), positions.csv, changes.csv and
    matrix.csv. Names are one actor's where they differ by case, articles and titles only, or
    where `--actors` says so. Documents without a date are left out, and listed.

    Needs the training extra: `pip install 'stance[train]'` (for the picture).

    **Example**

    - `stance predict news.csv --date-column published --format jsonl --output positions.jsonl`
    - `stance timeline positions.jsonl --output timeline/`
    """
    from stance.cli.extra import require_plotting

    require_plotting()
    from datetime import date

    from stance.actors_file import load_actors
    from stance.timeline.history import histories
    from stance.timeline.results import load_results
    from stance.timeline.writing import write_timeline

    loaded = load_results(results)
    found = histories(loaded.positions, load_actors(actors) if actors else (), uncertain)
    write_timeline(found, loaded, output, date.today().isoformat())
    if loaded.undated:
        typer.echo(
            f"{len(loaded.undated)} of {loaded.documents} documents have no date and are left "
            "out: see `stance predict --date-column`",
            err=True,
        )
    changes = sum(len(history.changes) for history in found)
    typer.echo(f"{output}: {len(found)} actors, {changes} changes of position", err=True)
