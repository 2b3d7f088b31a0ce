"""A body and those who act in its name: *the FMLN delegation*, *the rebels*."""

from typing import Final

from stance.names.clusters import Clusters
from stance.names.name import Name
from stance.names.words import HEADS

_ORGANS: Final = frozenset(
    """
    command commands staff delegation delegations delegates representatives members leadership
    leaders commanders guerrillas rebels insurgents fighters terrorists negotiators
    """.split()
)
"""Those who speak or act for the body that stands before them."""

_OF_ORGANS: Final = frozenset("general high supreme central military political".split())

_COMMON: Final = frozenset(
    """
    government army military police bishops militia militias brigade division guard council
    committee commission conference forces
    """.split()
)
"""What an article calls a body alone once it has said whose it is."""

_FIGHTERS: Final = frozenset("guerrillas rebels insurgents guerrilla rebel".split())
"""How an article calls the armed group that it has named."""

_PEOPLES: Final = ("an", "ese", "ish", "i")
"""How the adjectives of countries and peoples end: *Zelvian rebels*."""

_ARMED: Final = frozenset("liberation revolutionary resistance guerrilla rebel".split())
"""Words in the names of armed groups and of few others."""


def join_organs(clusters: Clusters, names: list[Name]) -> None:
    """*The FMLN General Command* and *FMLN delegates* for *the FMLN*."""
    bodies = {words: i for i, n in enumerate(names) if _is_body(n) for words in _called(n)}
    for i, name in enumerate(names):
        body = bodies.get(_without_organ(name.words))
        if body is not None and body != i and not name.person:
            clusters.join(body, i)


def join_common(clusters: Clusters, names: list[Name]) -> None:
    """*The government* and *the army* for the only one of which the article says whose it is."""
    for i, name in enumerate(names):
        if len(name.words) == 1 and name.words[0] in _COMMON and not name.indefinite:
            longer = (j for j, n in enumerate(names) if len(n.words) > 1 and not n.indefinite)
            clusters.join_if_one(i, [j for j in longer if _whose(names[j], name.words[0])])


def _whose(name: Name, noun: str) -> bool:
    """Whether a name is the noun with its owner: *Zelvian army*, *bishops of the Merin valley*."""
    return not _ARMED.intersection(name.words) and noun in (
        name.words[-1],
        name.written[0] if name.written[1:2] == ("of",) else "",
    )


def join_fighters(clusters: Clusters, names: list[Name]) -> None:
    """*The rebels* and *Zelvian guerrillas* for the one armed group that the article names."""
    armed = [i for i, name in enumerate(names) if _ARMED.intersection(name.words) and name.capital]
    groups = [i for i in armed if not _FIGHTERS.issuperset(names[i].words[-1:])]
    for i, name in enumerate(names):
        if name.words[-1:] and name.words[-1] in _FIGHTERS and _plain(name) and not name.indefinite:
            clusters.join_if_one(i, [j for j in groups if j != i] or _called_so(i, names))


def _called_so(index: int, names: list[Name]) -> list[int]:
    """Names with a country before the same word: *Zelvian guerrillas* of *the guerrillas*."""
    words = names[index].words
    return [
        i
        for i, name in enumerate(names)
        if len(name.words) > len(words) == 1 and name.words[-1:] == words and _plain(name)
    ]


def _plain(name: Name) -> bool:
    """Whether nothing but a country stands before the noun."""
    before = name.words[:-1]
    return not before or (len(before) == 1 and before[0].endswith(_PEOPLES))


def _is_body(name: Name) -> bool:
    return not name.role and (
        bool(name.acronym)
        or bool((HEADS | {"government"}).intersection(name.words))
        or (len(name.words) == 1 and name.capital and not name.nameless)
        or (len(name.words) == 2 and name.words[1].isdigit())
    )


def _called(name: Name) -> list[tuple[str, ...]]:
    return [name.words, name.acronym] if name.acronym else [name.words]


def _without_organ(words: tuple[str, ...]) -> tuple[str, ...]:
    if words[-1:] and words[-1] in _ORGANS:
        words = words[:-1]
        while words[-1:] and words[-1] in _OF_ORGANS:
            words = words[:-1]
    return words
