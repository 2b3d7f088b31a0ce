"""The rules for people: who bears a bare surname, and who holds a role."""

import re
from collections import defaultdict
from dataclasses import dataclass
from sys import intern
from typing import Final

from stance.names.clusters import Clusters
from stance.names.countries import countries, same_but_country
from stance.names.name import Name, fold, tokens_of
from stance.names.usage import Usage
from stance.names.words import OFFICES, RANKS, TITLES

_STOPS: Final = re.compile(r"[,;:!?()\u2014]|--|\n\s*\n")
_CLOSING: Final = frozenset([",", ".", ";", "!", "?", ")", "(", ":", "\u2014", "--"])
_LONGEST_TAIL: Final = 8
"""Words of a role behind its preposition: *to the United Nations*."""
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")


@dataclass
class _Person:
    """A person met in the article, while its bare mentions are being given out."""

    first: int
    names: list[Name]

    @property
    def offices(self) -> set[str]:
        return {name.office for name in self.names if name.office}

    @property
    def titled(self) -> bool:
        return any(name.role for name in self.names)


def join_people(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    """*Ruslan Tervel*, *President Tervel* and *Tervel*."""
    people: list[_Person] = []
    for i, name in enumerate(names):
        if len(name.person) > 1:
            same = (p for p in people if any(_same_person(name, other) for other in p.names))
            person = next(same, None)
            if person is None:
                people.append(person := _Person(i, []))
            person.names.append(name)
            clusters.join(person.first, i)
    # Each cluster once: "Tervel" and "Tervel's" must not go to two people and tie them together.
    with_article = {clusters[i] for i, name in enumerate(names) if name.article}
    bare = [
        i
        for i, name in enumerate(names)
        if (len(name.person) == 1 and name.role)
        or (clusters[i] == i and i not in with_article and _may_be_surname(name, usage))
    ]
    for i in sorted(bare, key=lambda i: not names[i].role):
        bearer = _bearer(i, names[i], people, usage)
        if bearer:
            clusters.join(bearer.first, i)
        elif names[i].role:
            people.append(_Person(i, [names[i]]))


def join_roles(clusters: Clusters, names: list[Name]) -> None:
    """*The UPF spokesman* for the one person of whom the article says so.

    If of two presidents the second is *President Odo Marr of Morvia*, the first is *the president*.
    """
    holders = [i for i, name in enumerate(names) if name.role and name.person]
    for i, name in enumerate(names):
        if not name.role or name.person or name.indefinite:
            continue
        exact = [j for j in holders if _same_role(names[j].role, name.words)]
        abroad = {clusters[j] for j in exact if _is_of_somewhere(names[j])}
        at_home = [j for j in exact if clusters[j] not in abroad]
        if at_home[:1] == exact[:1]:
            exact = at_home
        longer = [j for j, other in enumerate(names) if _names_role(other, name.words)]
        clusters.join_if_one(i, exact or longer)


def join_appositions(clusters: Clusters, names: list[Name], text: str) -> None:
    """*The defence secretary* for *Renato Macaspad, the defence secretary*."""
    people = {name.person: i for i, name in enumerate(names) if len(name.person) > 1}
    roles = {
        name.written: i
        for i, name in enumerate(names)
        if name.role and not name.person and not name.indefinite
    }
    if not people or not roles:
        return
    words, lengths = _words_and_stops(text), {len(person) for person in people}
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for role in roles:
        first[role[0]].append(role)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start, word in enumerate(words):
        for role in first.get(word, ()):
            if tuple(words[start : start + len(role)]) == role:
                places[role].append(start)
    for role, starts in places.items():
        held: set[int] = set()
        for start in starts:
            if words[start - 1] in RANKS:
                continue
            end = start + len(role)
            if len(starts) == 1:  # "the minister" elsewhere need not be "the minister of Kest"
                end = _end_of_office(words, start, end)
            held |= {people[p] for p in _beside(words, start, end, lengths) if p in people}
        clusters.join_if_one(roles[role], held)


def _words_and_stops(text: str) -> list[str]:
    """The folded words of an article, its stops and blank lines as words of their own."""
    words = ["."]
    for token in tokens_of(_STOPS.sub(r" \g<0> ", text)):
        word = fold(token)
        words.append(intern(word if word and not _POSSESSIVE.search(token) else token))
        if token.endswith(".") and len(word) > 1 and word not in TITLES:
            words.append(".")
    return [*words, "."]


def _beside(words: list[str], start: int, end: int, lengths: set[int]) -> set[tuple[str, ...]]:
    """What may be a name beside a role, a comma between: *the bishop of Hezar, Msgr Odo Marr,*."""
    found = set()
    if words[end] == ",":
        at = end + 1
        while words[at] in TITLES:
            at += 1
        ends = (at + length for length in lengths)
        found = {tuple(words[at:to]) for to in ends if words[to : to + 1] and words[to] in _CLOSING}
    start -= words[start - 1] == "the"
    if words[start - 1] == "," and words[end] in _CLOSING:
        comma = start - 1
        found |= {tuple(words[max(0, comma - length) : comma]) for length in lengths}
    return found


def _end_of_office(words: list[str], start: int, end: int) -> int:
    """Where an office ends that has been found in part: *Zelvian envoy to the United Nations,*."""
    if words[end] not in ("of", "for", "to") or words[start] in OFFICES:
        return end
    tail = words[end : end + _LONGEST_TAIL]
    stop = next((n for n, word in enumerate(tail) if word in _CLOSING), 0)
    return end + stop if TITLES.isdisjoint(tail[:stop]) else end


def _same_person(one: Name, other: Name) -> bool:
    short, long = sorted((one.person, other.person), key=len)
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    initial = 1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0]
    middles_agree = all(
        any(part[: len(middle)] == middle or middle[: len(part)] == part for part in long[1:-1])
        for middle in short[1:-1]
    )
    return short[-1] == long[-1] and (initial or short[0] == long[0]) and middles_agree


def _may_be_surname(name: Name, usage: Usage) -> bool:
    return (
        len(name.words) == 1
        and not (name.role or name.body)
        and name.capital
        and name.words[0] not in usage.often_definite
    )


def _bearer(index: int, name: Name, people: list[_Person], usage: Usage) -> _Person | None:
    """The person whom a bare surname means: the latest introduced before it, else the only one."""
    fitting = [person for person in people if _fits(name, person, usage)]
    in_office = [person for person in fitting if name.office and name.office in person.offices]
    fitting = in_office or fitting
    before = [person for person in fitting if person.first < index]
    if before:
        return max(before, key=lambda person: person.first)
    return fitting[0] if len(fitting) == 1 else None


def _fits(name: Name, person: _Person, usage: Usage) -> bool:
    surname = (name.person or name.words)[0]
    if name.office and person.offices and name.office not in person.offices:
        return False
    called = any(
        surname in full.person[1:] or (surname == full.person[0] and full.role)
        for full in person.names
    )
    # "Zelvian Hezar" and "South Hezar" look like people, and "Hezar" like a surname.
    return called and (
        person.titled
        or bool(name.role)
        or not (
            surname in usage.places
            or any(countries(full.person[0]) & usage.words for full in person.names)
        )
    )


def _same_role(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one == other or same_but_country(one, other)


def _is_of_somewhere(name: Name) -> bool:
    """Whether the person's name goes on to say of where: *President Odo Marr of Morvia*."""
    end = len(name.role) + len(name.person)
    return name.written[end : end + 1] == ("of",)


def _names_role(name: Name, role: tuple[str, ...]) -> bool:
    """Whether a longer role ends in `role`: *the president*, of *Zelvian president*."""
    before = name.role[: -len(role)]
    return bool(before) and name.role[-len(role) :] == role and before[-1] not in TITLES | RANKS
