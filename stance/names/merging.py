"""Names to actors: the rules by which two names are one, the surest first."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from stance.names.aliases import join_aliases
from stance.names.clusters import Clusters
from stance.names.countries import capital_of, same_but_country
from stance.names.name import BRACKET, Name, fold, parse, tokens_of
from stance.names.organs import join_common, join_fighters, join_organs
from stance.names.people import join_appositions, join_people, join_roles
from stance.names.usage import Usage, usage_in
from stance.names.words import BODIES, HEADS, PARTICLES, PREPOSITIONS, SMALL

_STATES: Final = (("government",), ("foreign", "ministry"))
"""What speaks for a country beside its name: *the Zelvian foreign ministry*."""


def merge(names: Sequence[str], text: str = "") -> list[int]:
    """A cluster number for each of the distinct `names`, which stand in document order.

    `text` is the whole article: it shows acronyms in brackets, whether capitals mean anything,
    and other bearers of a name. Numbers count from zero in the order of first appearance.
    Articles, prepositions, pronouns and numbers without a name stay alone.
    """
    usage = usage_in(text, names)
    parsed = [parse(name, usage.cased) for name in names]
    named = [i for i, name in enumerate(parsed) if not name.nameless]
    clusters = _cluster([parsed[i] for i in named], usage, text)
    first = {i: named[clusters[place]] for place, i in enumerate(named)}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(first.get(i, i), len(numbers)) for i in range(len(names))]


def _cluster(names: list[Name], usage: Usage, text: str) -> Clusters:
    clusters = Clusters(len(names))
    _join_variants(clusters, names)
    _join_states(clusters, names, usage)
    _join_brackets(clusters, names, text)
    _join_initials(clusters, names, usage)
    join_organs(clusters, names, usage)
    _join_back_references(clusters, names, usage)
    join_common(clusters, names, usage)
    join_fighters(clusters, names, usage)
    join_people(clusters, names, usage)
    join_roles(clusters, names)
    join_appositions(clusters, names, text)
    join_aliases(clusters, names, text)
    return clusters


def _join_variants(clusters: Clusters, names: list[Name]) -> None:
    """Articles, case, possessives; *Zelvia's army* and *the Zelvian army*; a country's rulers."""
    same: dict[tuple[str, ...], int] = {}
    alike: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        if name.role and (name.person or name.indefinite):
            continue
        clusters.join(i, same.setdefault(name.words, i))
        if name.role or name.body:
            alike[len(name.words), name.words[-1]].append(i)
        if name.acronym:
            clusters.join(i, same.setdefault(name.acronym, i))
    for group in alike.values():
        for i, j in combinations(group, 2):
            if same_but_country(names[i].words, names[j].words):
                clusters.join(i, j)


def _join_states(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    """A country, its government, its foreign ministry and its capital."""
    known = {name.words: i for i, name in reversed([*enumerate(names)]) if name.words}
    surnames = {name.person[-1] for name in names if name.person}
    for i, name in enumerate(names):
        for state in _STATES:
            if name.words[-len(state) :] != state:
                continue
            country = name.words[: -len(state)]
            for words, j in known.items():
                if same_but_country(words, country):
                    clusters.join(i, j)
            of = name.written[-len(country) - 1 : -len(country)] == ("of",)
            # "The government of Lima" may be a person's.
            is_place = country[:1] and (country[0] in usage.places or country[-1] not in surnames)
            if of and is_place and country in known:
                clusters.join(i, known[country])
        whose = capital_of(name.words)
        if whose in known and name.words[0] not in surnames:
            clusters.join(i, known[whose])


def _join_brackets(clusters: Clusters, names: list[Name], text: str) -> None:
    """*the United Patriotic Front (UPF)*, and *the UPF (United Patriotic Front)*."""
    known = {name.written: i for i, name in enumerate(names) if not name.role}
    longest = max(map(len, known), default=0)
    for bracket in BRACKET.finditer(text):
        tokens = tokens_of(text[max(0, bracket.start() - 200) : bracket.start()])
        before = tuple(fold(token) for token in tokens[-longest:])
        ends = (before[start:] for start in range(len(before)))
        outer = next((end for end in ends if end in known), None)
        inner = parse(bracket[1], cased=False).written
        if outer is None or inner not in known:
            continue
        short, full = sorted((inner, outer), key=len)
        acronym = bracket[1] if short == inner else tokens[-1]
        looks_like_one = len(short) == 1 and sum(map(str.isupper, acronym)) > 1
        if looks_like_one and (short[0] in _initials(full) or names[known[full]].body):
            clusters.join(known[short], known[full])


def _join_initials(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    full: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        if len(name.written) > 1 and name.capital and not name.role:
            for initials in _initials(name.written):
                full[initials].append(i)
    for i, name in enumerate(names):
        if len(name.written) == 1 and len(name.written[0]) > (1 if usage.cased else 2):
            clusters.join_if_one(i, full.get(name.written[0], ()))


def _initials(words: tuple[str, ...]) -> set[str]:
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in SMALL | PARTICLES),
    }


def _join_back_references(clusters: Clusters, names: list[Name], usage: Usage) -> None:
    """*The Front* for the one body in the article whose name has that noun as its head."""
    bodies = [i for i, name in enumerate(names) if name.body and name.capital]
    for i in sorted(bodies, key=lambda i: -len(names[i].words)):
        words = names[i].words
        if names[i].indefinite or (len(words) == 1 and words[0] not in HEADS):
            continue
        longer = [j for j in bodies if _calls_back(words, names[j])]
        modifiers = {word for j in longer for word in names[j].words}
        if usage.before.get(words[0], set()) <= modifiers:
            clusters.join_if_one(i, longer)


def _calls_back(words: tuple[str, ...], name: Name) -> bool:
    """Whether `words` end a longer name, or are the only noun for a body that it begins with.

    *The Committee* is *the National Committee for Dialogue*; *the party* is not *the armed wing
    of the Kest Party*.
    """
    if len(name.words) <= len(words):
        return False
    if name.words[-len(words) :] == words:
        return True
    places = range(len(name.written) - len(words) + 1)
    found = [at for at in places if name.written[at : at + len(words)] == words]
    if not found:
        return False
    before, after = name.written[: found[-1]], name.written[found[-1] + len(words) :]
    return PREPOSITIONS.isdisjoint(before) and BODIES.isdisjoint(after)
