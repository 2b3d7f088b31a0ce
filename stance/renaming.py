"""The same passage about other actors: every name replaced by another of its kind.

A label must come from the words and not from who speaks: training reads passages under other
names (`Recipe.renamed`), and `stance check` asks whether that changes an answer.
"""

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from stance.corpus import Example, Pair, locate, mention_spans
from stance.names.name import ARTICLE, fold, is_cased, parse, tokens_of
from stance.names.words import BODIES, SMALL, TITLES
from stance.records import Span

_OUTLETS: Final = frozenset(
    "radio television tv news times herald gazette tribune post daily observer press".split()
)
_PLURAL_TITLE: Final = re.compile(
    r"(?:foreign |prime |defen[cs]e )?(?:ministers|presidents|generals|colonels|commanders"
    r"|ambassadors|senators|bishops|leaders) (?=[A-Z]\w+ [A-Z])",
    re.IGNORECASE,
)
"""Titles of several people of whom a name gives the first: *Ministers Karim Dal and Oro Maska*."""


class Kind(StrEnum):
    """Kinds of names among which one can stand for another."""

    person = "person"
    """Without titles: *Karim Dal* of *President Karim Dal*."""
    body = "body"
    """Several words with a noun for a group: *Orlan People's Front*."""
    outlet = "outlet"
    """A radio, newspaper or news agency: *Radio Orlan*, *the Orlan Times*."""
    single = "single"
    """One word, be it a country, a group or a surname: *Zelvia*, *UPF*."""


Pool = Mapping[Kind, Sequence[str]]
"""Names to choose from, without articles."""


@dataclass(frozen=True)
class Edit:
    """Words put in the place of others."""

    span: Span
    words: str


def proper_name(name: str, cased: bool) -> tuple[Kind, Span] | None:
    """The kind of a name and the part that can be replaced; None for a description (*the rebels*).

    Titles and articles stay: of *President Karim Dal* only *Karim Dal* is replaced.
    """
    article = ARTICLE.match(name)
    start = article.end() if article else 0
    bare = name[start:]
    words = [fold(token) for token in tokens_of(bare)]
    if not words or all(word in BODIES | TITLES | SMALL or not word for word in words):
        return None
    if not any(token[0].isupper() for token in bare.split()):
        return None
    if titles := _PLURAL_TITLE.match(bare):
        rest = bare[titles.end() :]
        found = proper_name(rest, cased)
        return found and (found[0], found[1].shifted(len(name) - len(rest)))
    parsed = parse(name, cased)
    if not parsed.role and len(words) > 1 and not _OUTLETS.isdisjoint(words):
        return Kind.outlet, Span(start, len(name))
    if parsed.person and (parsed.role or len(parsed.person) > 1):
        return _person(bare, parsed.person, start)
    if len(bare.split()) == 1 and not parsed.role:
        return Kind.single, Span(start, len(name))
    if parsed.body and bare[0].isupper():
        return Kind.body, Span(start, len(name))
    return None


def _person(bare: str, person: tuple[str, ...], start: int) -> tuple[Kind, Span] | None:
    for match in re.finditer(r"\S+", bare):
        tail = bare[match.start() :].partition(",")[0]
        words = tuple(fold(token) for token in tokens_of(tail))
        if words[: len(person)] == person:
            kind = Kind.person if len(person) > 1 else Kind.single
            begin = start + match.start()
            return kind, Span(begin, begin + len(tail))
    return None


def names_of(examples: Iterable[Example]) -> dict[Kind, list[str]]:
    """All names of the actors of some passages, by kind: a pool to rename others with."""
    pool: dict[Kind, dict[str, None]] = {kind: {} for kind in Kind}
    for example in examples:
        if not is_cased(example.text):
            continue
        for pair in example.pairs:
            if found := proper_name(pair.actor, True):
                kind, span = found
                pool[kind][span.of(pair.actor)] = None
    return {kind: list(names) for kind, names in pool.items()}


def renamed(example: Example, pool: Pool, chance: random.Random) -> Example:
    """The example with every proper name of an actor replaced by a random one of its kind.

    All mentions of an actor get the same new name, a later surname alone the new surname. No
    two actors get the same name, and none gets one whose words the passage knows already.
    Descriptions (*the rebels*) stay. Labels stay; evidence and condition follow the text.
    """
    cased = is_cased(example.text)
    used = words_of(example.text)
    names: list[Edit] = []
    surnames: list[Edit] = []
    for pair in example.pairs:
        found = proper_name(pair.actor, cased)
        if not found:
            continue
        kind, part = found
        new = _unused(pool.get(kind, ()), used, chance)
        if new is None:
            continue
        used |= words_of(new)
        old = part.of(pair.actor)
        names += _everywhere(old, new, example.text)
        if kind is Kind.person:
            surname = old.split()[-1].rstrip(",.")
            surnames += _everywhere(surname, new.split()[-1], example.text)
    return edited(example, _apart([*_shortest_first(names), *surnames]), cased)


def edited(example: Example, edits: Sequence[Edit], cased: bool = True) -> Example:
    """The example with some words replaced, and its actors, evidence and conditions with it."""
    text, end = "", 0
    moves: list[tuple[Span, Span]] = []
    for edit in edits:
        words = edit.words if cased else edit.words.upper()
        text += example.text[end : edit.span.start]
        moves.append((edit.span, Span(len(text), len(text) + len(words))))
        text, end = text + words, edit.span.end
    text += example.text[end:]
    spans = mention_spans(example)

    def follow(words: str | None, near: Sequence[Span]) -> str | None:
        return words and _moved(locate(words, example.text, near), moves).of(text)

    pairs = [
        Pair(
            actor=_moved(own[0], moves).of(text),
            stance=pair.stance,
            evidence=follow(pair.evidence, own),
            condition=follow(pair.condition, own),
        )
        for pair, own in zip(example.pairs, spans, strict=True)
    ]
    if len({pair.actor for pair in pairs}) < len(pairs):
        return example
    return replace(example, text=text, pairs=tuple(pairs))


def _unused(names: Sequence[str], used: set[str], chance: random.Random) -> str | None:
    """A random name whose first word the passage does not know; None if a few tries find none."""
    for _ in range(20 if names else 0):
        name = chance.choice(names)
        if not words_of(name.split()[0]) & used:
            return name
    return None


def words_of(text: str) -> set[str]:
    """The words of a text, folded (see `fold`)."""
    return {fold(word) for word in re.findall(r"\w+", text)}


def _everywhere(old: str, new: str, text: str) -> list[Edit]:
    pattern = rf"(?<!\w){re.escape(old)}(?!\w)"
    return [Edit(Span(*match.span()), new) for match in re.finditer(pattern, text)]


def _shortest_first(edits: Iterable[Edit]) -> list[Edit]:
    """Of a name within a name the inner one is replaced."""
    return sorted(edits, key=lambda edit: edit.span.end - edit.span.start)


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in the order of the text; of two that overlap, the one given first."""
    kept: list[Edit] = []
    for edit in edits:
        if all(e.span.end <= edit.span.start or edit.span.end <= e.span.start for e in kept):
            kept.append(edit)
    return sorted(kept, key=lambda e: e.span.start)


def _moved(span: Span, moves: Sequence[tuple[Span, Span]]) -> Span:
    """Where a span of the old text lies in the new one; it grows by a name that it cuts."""

    def place(at: int, end: bool) -> int:
        shift = 0
        for old, new in moves:
            if old.start < at < old.end or (at == old.end and end) or (at == old.start and not end):
                return new.end if end else new.start
            if old.end <= at:
                shift = new.end - old.end
        return at + shift

    return Span(place(span.start, False), place(span.end, True))
