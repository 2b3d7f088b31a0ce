"""Statements that say again what another actor says, whom their name only stands for."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from stance.actors_file import KnownActor, resolve
from stance.labels import NONE
from stance.names.countries import is_country
from stance.names.name import Name, fold, is_cased, parse
from stance.names.words import BODIES, HEADS, SMALL, TITLES
from stance.passages import BLANK_LINES
from stance.records import Span, Statement

_SIGNED: Final = re.compile(
    r"[(\[]signed[)\]]:?|^signed:"
    r"|\b(?:communique|document|letter|statement|message|release)"
    r"(?: (?:is|was)|,)? (?:also )?signed by\b",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_LIST: Final = 600
"""Characters of a list of signers."""
_SENTENCE_END: Final = re.compile(r"(?<!\b[A-Z][a-z]{2})(?<=\w{2})\.(?=\s|$)")
_NO_PERSON: Final = HEADS | {"staff", "government", "army", "forces", "church", "republic"}
"""Words of bodies whose names look like those of people."""
_OURS: Final = re.compile(r"\b(?:[Mm]y|[Oo]ur) (?=[a-z])|\b(?:MY|OUR)\b")
"""*Our government*; *Our Lady of Kest* is a name."""
_HEADLINE_WORDS: Final = 20
_WITHIN_SENTENCE: Final = re.compile(r"(?<=[\w,] )[A-Z]\w+|(?<=-)[A-Z]\w+")
"""A word with a capital that does not come from where it stands."""


class Echo(StrEnum):
    """How a name stands for somebody whom the document names elsewhere."""

    signer = "signer"
    ours = "ours"
    headline = "headline"


_SPEAKERS: Final[Mapping[Echo, Callable[[Name], bool]]] = {
    Echo.signer: lambda name: name.body or name.initials,
    Echo.ours: lambda name: bool(name.role or name.person) or is_country(name.words),
    Echo.headline: lambda name: True,
}
"""Whose statement makes that of an echo superfluous."""


def without_echoes(
    statements: Sequence[Statement],
    text: str,
    none: str = NONE,
    known: Sequence[KnownActor] = (),
) -> list[Statement]:
    """The statements without those that another actor's statement makes superfluous.

    Three kinds of names stand for somebody whom the document names elsewhere, and are dropped
    where that other has the same stance: people who sign what a body says, *our government*
    beside a person or country that speaks for it, and a description in the headline beside
    whoever the text then names (*Rival gangs agree to truce*). `known` actors are never dropped.
    """
    positions = [statement for statement in statements if statement.stance != none]
    cased = is_cased(text)
    names = [parse(statement.name, cased) for statement in positions]
    kinds = _kinds_of_echoes(positions, names, text, cased)
    own = [
        (s.stance, name) for s, name, kind in zip(positions, names, kinds, strict=True) if not kind
    ]
    said = {
        kind: {stance for stance, name in own if speaks(name)} for kind, speaks in _SPEAKERS.items()
    }
    dropped = {
        id(s)
        for s, kind in zip(positions, kinds, strict=True)
        if any(s.stance in said[each] for each in kind) and not resolve(s.name, known)
    }
    return [statement for statement in statements if id(statement) not in dropped]


def _kinds_of_echoes(
    positions: Sequence[Statement], names: Sequence[Name], text: str, cased: bool
) -> list[set[Echo]]:
    """For each statement how its name stands for another; nothing for most."""
    lists = list(_lists_of_signers(text))
    headline = _headline(text) if cased else Span(0, 0)
    capitalised = (
        {fold(match[0]) for match in _WITHIN_SENTENCE.finditer(text, headline.end)}
        if headline.end
        else set()
    )
    kinds = []
    for statement, name in zip(positions, names, strict=True):
        found = {
            Echo.signer: _signs(statement, name, lists),
            Echo.ours: _OURS.search(statement.name) is not None,
            Echo.headline: _only_headline_calls_so(statement, name, headline, capitalised),
        }
        kinds.append({kind for kind, is_one in found.items() if is_one})
    return kinds


def _lists_of_signers(text: str) -> Iterator[Span]:
    """Where the text names those who signed it, to the end of the sentence or paragraph."""
    for match in _SIGNED.finditer(text):
        start, end = match.end(), min(len(text), match.end() + _LONGEST_LIST)
        for stop in (BLANK_LINES.search(text, start, end), _SENTENCE_END.search(text, start, end)):
            if stop:
                end = min(end, stop.end())
        yield Span(start, end)


def _signs(statement: Statement, name: Name, lists: Sequence[Span]) -> bool:
    """Whether a person says it whom the passage names among the signers only."""
    several = len(name.words) > 2 and name.words[0].removesuffix("s") in TITLES
    return (
        (bool(name.person) or several)
        and not _NO_PERSON.intersection(name.words)
        and all(any(span.overlaps(own) for own in lists) for span in statement.mentions)
    )


def _headline(text: str) -> Span:
    """The first paragraph, if it is short and no sentence, and more follows; else nothing."""
    end = BLANK_LINES.search(text)
    first = text[: end.start()] if end else ""
    is_one = 0 < len(first.split()) <= _HEADLINE_WORDS and not first.rstrip(' \n"”’').endswith(".")
    return Span(0, len(first) if is_one else 0)


def _only_headline_calls_so(
    statement: Statement, name: Name, headline: Span, capitalised: set[str]
) -> bool:
    """Whether it is a description of the headline: nouns, and no word that the text capitalises.

    A single word that is no noun for a body may be a name: *Hezbollah*.
    """
    if not all(span.overlaps(headline) for span in statement.mentions):
        return False
    words = {fold(word) for word in re.findall(r"\w+", statement.name)} - SMALL
    return not (name.role and name.person) and (
        words <= BODIES or (len(words) > 1 and words.isdisjoint(capitalised))
    )
