"""Two passages read as one: what an actor stands beside in an article is often about others."""

import random
from collections.abc import Sequence

from stance.corpus import Example
from stance.names.words import BODIES, SMALL, TITLES
from stance.renaming import words_of

LONGEST_JOINED = 220
"""Words of two passages together: more than a window of an article mostly has."""

_TRIES = 10
_BETWEEN = (" ", " ", "\n", "\n\n")


def joined(example: Example, others: Sequence[Example], chance: random.Random) -> Example:
    """The passage with another one before or behind it, and the actors of both.

    The other is drawn from `others`; it shares no telling word of an actor's name, so that
    every label stays true. Where a few draws find none, the passage stays as it is.
    """
    for _ in range(_TRIES):
        other = chance.choice(others)
        words = len(example.text.split()) + len(other.text.split())
        if words <= LONGEST_JOINED and _strangers(example, other):
            first, second = chance.sample([example, other], 2)
            return Example(
                id=f"{first.id}+{second.id}",
                text=first.text + chance.choice(_BETWEEN) + second.text,
                pairs=first.pairs + second.pairs,
            )
    return example


def _strangers(one: Example, other: Example) -> bool:
    """Whether no actor of either is named, even in part, in the other's text."""
    return not (_naming(one) & words_of(other.text) or _naming(other) & words_of(one.text))


def _naming(example: Example) -> set[str]:
    """The words of its actors' names; of a description (*the rebels*) all that say anything."""
    words = set()
    for pair in example.pairs:
        own = words_of(pair.actor)
        words |= own - BODIES - TITLES - SMALL or own - SMALL
    return words
