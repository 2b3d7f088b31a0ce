"""Readings as tables for the terminal."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from stance.labels import CONDITION, NONE, REJECT, SUPPORT, VERBS
from stance.model.folder import ModelConfig
from stance.records import Position, Reading

COLOURS = {SUPPORT: "green", REJECT: "red", CONDITION: "yellow", NONE: "dim"}


def print_reading(
    reading: Reading, model: ModelConfig, console: Console, everyone: bool = False
) -> None:
    """Print one document's positions and, below them, what was read and by which model.

    Texts are printed as they are: markup in an article has no effect on the terminal.
    """
    shown = [p for p in reading.positions if everyone or p.statement]
    console.print(Text(reading.document.id, style="bold"))
    if shown:
        console.print(_table(shown, reading.document.text))
    else:
        console.print("No actor takes a position on a ceasefire.")
    console.print(Text(_summary(reading, model), style="dim"))


def _table(positions: list[Position], text: str) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, header_style="bold", padding=(0, 1, 1, 0))
    table.add_column("Actor", ratio=4)
    table.add_column("Stance", no_wrap=True)
    table.add_column("Conf.", justify="right", no_wrap=True)
    table.add_column("Statement", ratio=7)
    table.add_column("Condition", ratio=5)
    for position in positions:
        said = position.statement
        table.add_row(
            _printable(_actor(position)),
            Text(VERBS.get(position.stance, position.stance), COLOURS.get(position.stance, ""))
            + Text(" ?" if position.uncertain else ""),
            f"{position.confidence:.0%}",
            _printable(said.evidence.of(text) if said and said.evidence else ""),
            _printable(said.condition.of(text) if said and said.condition else ""),
        )
    if any(position.uncertain for position in positions):
        table.caption = "? uncertain: below --min-confidence"
    return table


def _actor(position: Position) -> str:
    affiliation = position.actor.affiliation
    return f"{position.actor.name} ({affiliation})" if affiliation else position.actor.name


def _printable(words: str) -> Text:
    """On one line, without control characters that a terminal would obey."""
    return Text("".join(c if c.isprintable() else " " for c in " ".join(words.split())))


def _summary(reading: Reading, model: ModelConfig) -> str:
    positions = sum(position.statement is not None for position in reading.positions)
    return (
        f"{reading.words:,} words, {len(reading.passages)} passages, "
        f"{len(reading.positions)} actors, {positions} with a position; "
        f"model {model.name} {model.hash}"
    )
