"""Actors across documents: their positions in time, and where they changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stance.actors_file import KnownActor, resolve
from stance.labels import POSITIONS
from stance.names import canonical, plain
from stance.timeline.results import DatedPosition


@dataclass(frozen=True)
class Change:
    """An actor's stance that is another than in the document before."""

    before: DatedPosition
    after: DatedPosition


@dataclass(frozen=True)
class History:
    """One actor's positions, in the order of time."""

    actor: str
    positions: tuple[DatedPosition, ...]
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Documents by stance, in the order of `POSITIONS`."""
        found = Counter(position.stance for position in self.positions)
        return {stance: found[stance] for stance in POSITIONS}


def histories(
    positions: Sequence[DatedPosition],
    known: Sequence[KnownActor] = (),
    uncertain: bool = False,
) -> list[History]:
    """The history of every actor, those with most documents first.

    Names are one actor's where the actors file says so, and otherwise where they are the same
    but for case, articles, possessives and titles: what may be another in another document
    (a surname, *the minister*) is not joined. Uncertain positions make no change, unless
    `uncertain` is set.
    """
    groups: dict[KnownActor | str, list[DatedPosition]] = {}
    for position in positions:
        key = resolve(position.name, known) or plain(position.name)
        groups.setdefault(key, []).append(position)
    found = []
    for key, group in groups.items():
        known_one = key if isinstance(key, KnownActor) else None
        counted = [p for p in group if uncertain or not p.uncertain]
        found.append(
            History(
                actor=known_one.name if known_one else canonical([p.name for p in group]),
                positions=tuple(group),
                changes=tuple(
                    Change(one, two) for one, two in pairwise(counted) if one.stance != two.stance
                ),
            )
        )
    return sorted(found, key=lambda history: (-len(history.positions), history.actor))
