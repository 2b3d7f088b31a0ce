"""The timeline as files: a picture, a page and tables, all of them or none."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from stance import __version__
from stance.labels import CONDITION, POSITIONS, REJECT, SUPPORT
from stance.output.files import write_together
from stance.output.page import asset, environment, script_hash
from stance.output.records import csv_line
from stance.timeline.history import History
from stance.timeline.results import DatedPosition, Results

MARKERS = {SUPPORT: "o", REJECT: "s", CONDITION: "D"}
COLOURS = {SUPPORT: "#1d7a3c", REJECT: "#b3261e", CONDITION: "#8a6100"}
IN_PICTURE = 25
"""Most actors of the picture: those with most documents. The page has all."""

_POSITION = ("date", "document", "stance", "confidence", "uncertain", "evidence", "condition")


def write_timeline(
    found: Sequence[History], results: Results, directory: str | Path, created: str
) -> None:
    """Write timeline.png, timeline.html, positions.csv, changes.csv and matrix.csv.

    Raises:
        StanceError: the directory cannot be written to.
    """
    contents = {
        "timeline.png": picture(found),
        "timeline.html": page(found, results, created).encode(),
    } | {name: text.encode() for name, text in tables(found).items()}
    write_together(contents, directory, "the timeline")


def tables(found: Sequence[History]) -> dict[str, str]:
    """The positions, the changes and the matrix of actors by stance, as CSV by file name."""
    before_after = [f"{when}_{name}" for when in ("before", "after") for name in _POSITION]
    return {
        "positions.csv": csv_line(["actor", *_POSITION])
        + "".join(csv_line([h.actor, *_cells(p)]) for h in found for p in h.positions),
        "changes.csv": csv_line(["actor", *before_after])
        + "".join(
            csv_line([h.actor, *_cells(c.before), *_cells(c.after)])
            for h in found
            for c in h.changes
        ),
        "matrix.csv": csv_line(["actor", *POSITIONS])
        + "".join(csv_line([h.actor, *h.counts.values()]) for h in found),
    }


def _cells(position: DatedPosition) -> list[object]:
    return [
        position.day.isoformat(),
        position.document,
        position.stance,
        position.confidence,
        position.uncertain,
        position.evidence,
        position.condition,
    ]


def picture(found: Sequence[History]) -> bytes:
    """A row of marks for each actor, the uncertain ones hollow, as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = found[:IN_PICTURE]
    figure = Figure(figsize=(10, 1.6 + 0.36 * len(shown)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for stance, marker in MARKERS.items():
        for hollow in (False, True):
            places = [
                (p.day, row)
                for row, history in enumerate(shown)
                for p in history.positions
                if p.stance == stance and p.uncertain == hollow
            ]
            axes.scatter(
                [day for day, _ in places],  # type: ignore[arg-type]
                [row for _, row in places],
                marker=marker,
                s=60,
                facecolors="white" if hollow else COLOURS[stance],
                edgecolors=COLOURS[stance],
                linewidths=1.5,
                zorder=3,
                label=None if hollow else stance,
            )
    axes.set_yticks(range(len(shown)), [_short(history.actor) for history in shown])
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.grid(axis="y", color="0.85", zorder=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.autofmt_xdate(rotation=30)
    figure.legend(loc="outside upper left", ncols=3, frameon=False)
    target = BytesIO()
    figure.savefig(target, format="png", dpi=130)
    return target.getvalue()


def _short(name: str) -> str:
    """Fit for an axis; a dollar sign is no formula there."""
    return (name if len(name) <= 40 else name[:39] + "…").replace("$", r"\$")


def page(found: Sequence[History], results: Results, created: str) -> str:
    """The same as a page that needs no network."""
    days = [position.day for history in found for position in history.positions]
    first, last = (min(days), max(days)) if days else (date.min, date.min)
    whole = max((last - first).days, 1)
    script = asset("timeline.js")
    return (
        environment()
        .get_template("timeline.html.j2")
        .render(
            histories=found,
            results=results,
            first=first,
            last=last,
            share=lambda day: 100 * (day - first).days / whole,
            changes=sum(len(history.changes) for history in found),
            stances=POSITIONS,
            css=asset("reading.css"),
            script=script,
            script_hash=script_hash(script),
            created=created,
            version=__version__,
        )
    )
