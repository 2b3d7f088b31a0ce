"""`stance agreement`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from stance.review.agreement import Agreement


def agreement(
    one: Annotated[
        Path, typer.Argument(metavar="A", help="One annotator's labels.", show_default=False)
    ],
    other: Annotated[
        Path,
        typer.Argument(metavar="B", help="Another's of the same passages.", show_default=False),
    ],
    merge: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what both agree on, or one alone labelled."),
    ] = None,
) -> None:
    """Say how far two annotators agree, and merge their labels.

    Passages are matched by their text, actors by mentions that overlap. `--merge FILE` leaves
    passages with disagreements out of FILE and writes them beside it, as
    `FILE.disagreements.jsonl`, for `stance review` to decide. There, an actor with a position
    that one annotator alone has is a disagreement; bystanders that one alone has are kept.

    **Examples**

    - `stance agreement ilva.jsonl oro.jsonl`
    - `stance agreement ilva.jsonl oro.jsonl --merge both.jsonl`
    - `stance review both.disagreements.jsonl --output settled.jsonl`
    """
    from rich.console import Console

    from stance.corpus import load_examples
    from stance.review.agreement import agreement as compare

    found = compare(load_examples([one]), load_examples([other]))
    console = Console()
    names = (one.stem, other.stem) if one.stem != other.stem else (str(one), str(other))
    _show(found, *names, console)
    if merge:
        _merge(found, *names, merge, console)


def _show(found: "Agreement", one: str, other: str, console: "Console") -> None:
    from rich.text import Text

    from stance.review.merging import disagreements

    console.print(_figures(found, one, other))
    console.print(_labels(found, one, other))
    for passage in found.passages:
        if reasons := list(disagreements(passage, one, other)):
            console.print(Text(passage.one.id, style="bold"))
            console.print(Text("\n".join(f"  {reason}" for reason in reasons)))


def _figures(found: "Agreement", one: str, other: str) -> object:
    from rich.table import Table
    from rich.text import Text

    table = Table("measure", title="Agreement of two annotators", title_justify="left")
    table.add_column("value", justify="right")
    rows = (
        ("passages that both labelled", f"{len(found.passages):,}"),
        (f"passages of {one} alone", f"{len(found.only_one):,}"),
        (f"passages of {other} alone", f"{len(found.only_other):,}"),
        ("actors that both labelled", f"{len(found.actors):,}"),
        (f"actors of {one} alone", f"{sum(len(p.only_one) for p in found.passages):,}"),
        (f"actors of {other} alone", f"{sum(len(p.only_other) for p in found.passages):,}"),
        ("equal stances", f"{found.share:.1%}"),
        ("Cohen's kappa", f"{found.kappa:.3f}"),
        ("token-F1 of evidence", _share(found.evidence_f1)),
        ("token-F1 of conditions", _share(found.condition_f1)),
    )
    for name, value in rows:
        table.add_row(Text(name), value)
    return table


def _labels(found: "Agreement", one: str, other: str) -> object:
    from rich.table import Table
    from rich.text import Text

    from stance.labels import STANCES

    table = Table(title=Text(f"Stances by {one} (rows) and {other} (columns)"))
    table.title_justify = "left"
    for column in ("", *STANCES, "agreement"):
        table.add_column(column, justify="right" if column else "left")
    for label in STANCES:
        row = [f"{found.counts[label, theirs]:,}" for theirs in STANCES]
        table.add_row(label, *row, _share(found.specific(label)))
    return table


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _merge(found: "Agreement", one: str, other: str, output: Path, console: "Console") -> None:
    import json

    from stance.corpus import json_lines
    from stance.output.files import write_whole
    from stance.review.merging import disagreements_file, merge

    merged = merge(found, one, other)
    again = disagreements_file(output)
    write_whole(output, json_lines(merged.agreed))
    write_whole(again, (json.dumps(r, ensure_ascii=False) + "\n" for r in merged.disagreements))
    console.print(
        f"{output}: {len(merged.agreed):,} passages; {again}: {len(merged.disagreements):,} to "
        "review again",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
