"""A body and those who act in its name: *the FMLN delegation*, *the rebels*, *the army*."""

from typing import Final

from stance.names.clusters import Clusters
from stance.names.countries import countries, is_country
from stance.names.name import Name
from stance.names.usage import Usage
from stance.names.words import HEADS, PREPOSITIONS

_ORGANS: Final = frozenset(
    "command commands staff delegation delegations delegates representatives leadership "
    "directorate negotiators".split()
)
"""Those who act for any body whose name stands before them."""

_OF_GROUPS: Final = _ORGANS | frozenset(
    "leaders commanders members guerrillas rebels insurgents fighters terrorists".split()
)
"""Those who act for an armed group whose name stands before them."""

_GROUPS: Final = frozenset("group movement organization organisation".split())
"""What a rebel group may be called beside *rebel*."""

_KINDS_OF_ORGANS: Final = frozenset("general high supreme central military political".split())

_NO_BODIES: Final = frozenset("us usa un eu uk nato".split())
"""Acronyms whose parts are actors of their own: *the US Central Command*."""

_COMMON: Final = frozenset(
    """
    government army military police bishops militia militias brigade division guard council
    committee commission conference
    """.split()
)
"""What an article calls a body alone once it has said whose it is."""

_OF_STATES: Final = frozenset("government army military police".split())
"""Bodies of which every country has one."""

_FIGHTERS: Final = frozenset("guerrillas rebels insurgents guerrilla rebel insurgent".split())
"""How an article calls the armed group that it has named; *rebel* is of *the rebel offer*."""

_ARMED: Final = frozenset("liberation revolutionary resistance".split())
"""Words in the names of armed groups and of few others."""

_UNARMED: Final = frozenset("party council guard guards corps government command".split())


def join_organs(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    """*The FMLN General Command* and *FMLN delegates* for *the FMLN*."""
    groups = {words: i for i, n in enumerate(names) if _is_group(n) for words in _called(n)}
    bodies = {n.words: i for i, n in enumerate(names) if _is_body(n)}
    surnames = {n.person[-1:] for n in names}
    short = {
        n.words: i
        for i, n in enumerate(names)
        if _is_short(n, usage) and n.words not in surnames and not is_country(n.words)
    }
    for i, name in enumerate(names):
        if name.person or name.indefinite:
            continue
        body = groups.get(_without(name.words, _OF_GROUPS))
        if body is None and name.words[-1:] and name.words[-1] in _GROUPS:
            body = groups.get(_without(name.words[:-1], _FIGHTERS) or name.words[:-1])
        if body is None:
            body = bodies.get(_without(name.words, _ORGANS))
        if body is None and name.words[-2:-1] and name.words[-2] in _KINDS_OF_ORGANS:
            body = short.get(_without(name.words, _ORGANS))
        if body is not None and body != i:
            clusters.join(body, i)


def join_common(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    """*The government* and *the army* for the only one of which the article says whose it is."""
    for i, name in enumerate(names):
        if len(name.words) != 1 or name.words[0] not in _COMMON or name.indefinite:
            continue
        noun = name.words[0]
        owned = [
            j
            for j, other in enumerate(names)
            if _is_owned(other, noun) or (noun == "bishops" and _is_of_bishops(other))
        ]
        owners = {word for j in owned for word in names[j].words}
        if usage.before.get(noun, set()) <= owners and any(
            noun not in _OF_STATES or _is_a_states(names[j], usage) for j in owned
        ):
            clusters.join_if_one(i, owned)


def join_fighters(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    """*The rebels* and *Zelvian guerrillas* for the one armed group that the article names."""
    whose = {
        i: before
        for i, name in enumerate(names)
        if (before := _whose_fighters(name, usage)) is not None
    }
    fighters = list(whose)
    qualified = [i for i, before in whose.items() if before]
    if len({whose[i] for i in qualified}) > 1:
        return
    groups = [
        i
        for i, name in enumerate(names)
        if i not in fighters
        and name.capital
        and _ARMED.intersection(name.words)
        and not _UNARMED.intersection(_without(name.words, _ORGANS) or name.words)
    ]
    for i in fighters:
        # "The rebel group" is one that has been named, "the rebels" may be named later.
        named = [g for g in groups if g < i or names[i].words[-1] not in _GROUPS]
        clusters.join_if_one(i, named or qualified)


def _is_owned(name: Name, noun: str) -> bool:
    """Whether a name is the noun with its owner: *Zelvian army*, *bishops of the Merin valley*."""
    if name.role or name.person or name.indefinite or _ARMED.intersection(name.words):
        return False
    if name.written[:2] == (noun, "of"):
        return True
    return len(name.words) > 1 and name.words[-1] == noun and PREPOSITIONS.isdisjoint(name.written)


def _is_of_bishops(name: Name) -> bool:
    """*The Episcopal Conference* and *the Zelvian Bishops' Conference* speak as *the bishops*."""
    bishops = not {"episcopal", "bishops"}.isdisjoint(name.words)
    return bishops and "conference" in name.words and not (name.role or name.person)


def _is_a_states(name: Name, usage: Usage) -> bool:
    """Whether the owner of an army or a government is a country that the article names."""
    return "of" in name.written or bool(countries(name.words[-2]) & usage.words)


def _whose_fighters(name: Name, usage: Usage) -> str | None:
    """*zelvian* of *Zelvian rebels*, nothing of *the rebels* or *the rebel group*; else None."""
    words = name.words
    if words[-1:] and words[-1] in _GROUPS:
        words = words[:-1]
    if words[-1:] == () or words[-1] not in _FIGHTERS or name.indefinite:
        return None
    if len(words) == 1:
        return ""
    return words[0] if len(words) == 2 and countries(words[0]) & usage.words else None


def _is_group(name: Name) -> bool:
    """Whether it can have fighters: an acronym or a name like those of armed groups."""
    if name.role or name.person or _NO_BODIES.intersection(name.words):
        return False
    short = name.initials or (len(name.words) == 2 and name.words[1].isdigit())
    return short or bool(name.acronym or _ARMED.intersection(name.words))


def _is_short(name: Name, usage: Usage) -> bool:
    """Whether it may be an acronym where capitals say nothing: *FARC* in *FARC GENERAL STAFF*."""
    return (
        not usage.cased
        and len(name.words) == 1
        and not (name.role or name.body or _NO_BODIES.intersection(name.words))
        and name.words[0] not in usage.places
        and not countries(name.words[0]) & usage.words
    )


def _is_body(name: Name) -> bool:
    return not (name.role or name.person) and bool(
        (HEADS | {"government"}).intersection(name.words)
    )


def _called(name: Name) -> list[tuple[str, ...]]:
    return [words for words in (name.words, name.acronym) if words]


def _without(words: tuple[str, ...], organs: frozenset[str]) -> tuple[str, ...]:
    """The body whose organ the words name; nothing if they name none."""
    if words[-1:] == () or words[-1] not in organs:
        return ()
    words = words[:-1]
    while words[-1:] and words[-1] in _KINDS_OF_ORGANS:
        words = words[:-1]
    return words
