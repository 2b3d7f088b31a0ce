"""Two annotators' labels made one: what they agree on, and what is to be reviewed again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stance.corpus import UNKNOWN, Example, as_record
from stance.labels import NONE
from stance.review.agreement import Agreement, SharedPassage


@dataclass(frozen=True)
class Merged:
    """The labels of two annotators."""

    agreed: tuple[Example, ...]
    """Passages without disagreement, and those that one annotator alone labelled."""
    disagreements: tuple[dict[str, Any], ...]
    """Records for the annotation desk: the first annotator's labels, and a note on the other's."""


def merge(found: Agreement, one: str, other: str) -> Merged:
    """Merge what two annotators, named `one` and `other` in notes, have labelled.

    They disagree on a passage if a shared actor's stances differ, or an actor that one of them
    alone labelled has a position. Bystanders that one of them alone labelled are kept. The
    words of evidence and conditions are the first annotator's.
    """
    agreed, again = [], []
    taken = {passage.one.id for passage in found.passages} | {e.id for e in found.only_one}
    for passage in found.passages:
        reasons = list(disagreements(passage, one, other))
        example = _together(passage)
        if reasons:
            again.append(as_record(example) | {"note": "\n".join(reasons)})
        else:
            agreed.append(example)
    agreed += found.only_one
    for example in found.only_other:
        agreed.append(replace(example, id=_free(example.id, taken)))
        taken.add(agreed[-1].id)
    return Merged(tuple(agreed), tuple(again))


def disagreements(passage: SharedPassage, one: str, other: str) -> Iterator[str]:
    """What two annotators disagree on in a passage, each in a line."""
    for actor in passage.actors:
        if not actor.agreed:
            yield f"{actor.one.actor}: {one} says {actor.one.stance}, {other} {actor.other.stance}"
    for pairs, who in ((passage.only_one, one), (passage.only_other, other)):
        for pair in pairs:
            if pair.stance != NONE:
                yield f"{pair.actor}: {who} alone has it ({pair.stance})"


def disagreements_file(merged: Path) -> Path:
    """Where the disagreements stand that a merged file leaves out."""
    return merged.with_name(f"{merged.stem}.disagreements{merged.suffix}")


def _together(passage: SharedPassage) -> Example:
    """The first annotator's labels and the actors that the second alone has."""
    names = {pair.actor for pair in passage.one.pairs}
    further = tuple(pair for pair in passage.only_other if pair.actor not in names)
    return replace(
        passage.one,
        pairs=passage.one.pairs + further,
        conflict=_said(passage.one.conflict, passage.other.conflict),
        style=_said(passage.one.style, passage.other.style),
    )


def _said(one: str, other: str) -> str:
    return other if one == UNKNOWN else one


def _free(name: str, taken: set[str]) -> str:
    """An id that no other passage has."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    return free
