"""Statements that say again what another actor says, whom their name only stands for."""

import re
from collections.abc import Callable, Iterator, Sequence
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
    cased = is_cased(text)
    lists = list(_lists_of_signers(text))
    headline = _headline(text)
    capitalised = {fold(match[0]) for match in _WITHIN_SENTENCE.finditer(text, headline.end)}
    names = [parse(statement.name, cased) for statement in statements]
    signs = [_signs(s, name, lists) for s, name in zip(statements, names, strict=True)]
    ours = [bool(_OURS.search(s.name)) for s in statements]
    described = [cased and _only_headline_calls_so(s, headline, capitalised) for s in statements]
    echoes = [any(kinds) for kinds in zip(signs, ours, described, strict=True)]

    def said_by(speaks: Callable[[Name], object]) -> set[str]:
        own = zip(statements, names, echoes, strict=True)
        return {s.stance for s, name, echo in own if not echo and speaks(name)}

    bodies = said_by(lambda name: name.body or name.initials)
    people = said_by(lambda name: name.role or name.person or is_country(name.words))
    anybody = said_by(lambda name: True)
    return [
        s
        for s, sign, our, description in zip(statements, signs, ours, described, strict=True)
        if s.stance == none
        or resolve(s.name, known)
        or not (
            (sign and s.stance in bodies)
            or (our and s.stance in people)
            or (description and s.stance in anybody)
        )
    ]


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
    listed = all(any(span.overlaps(own) for own in lists) for span in statement.mentions)
    several = len(name.words) > 2 and name.words[0].removesuffix("s") in TITLES
    return listed and (bool(name.person) or several) and not _NO_PERSON.intersection(name.words)


def _headline(text: str) -> Span:
    """The first paragraph, if it is short and no sentence, and more follows; else nothing."""
    end = BLANK_LINES.search(text)
    first = text[: end.start()] if end else ""
    is_one = 0 < len(first.split()) <= _HEADLINE_WORDS and not first.rstrip(' \n"”’').endswith(".")
    return Span(0, len(first) if is_one else 0)


def _only_headline_calls_so(statement: Statement, headline: Span, capitalised: set[str]) -> bool:
    """Whether it is a description of the headline: nouns, and no word that the text capitalises.

    A single word that is no noun for a body may be a name: *Hezbollah*.
    """
    words = {fold(word) for word in re.findall(r"\w+", statement.name)} - SMALL
    name = parse(statement.name, cased=True)
    return (
        all(span.overlaps(headline) for span in statement.mentions)
        and not (name.role and name.person)
        and (words <= BODIES or (len(words) > 1 and words.isdisjoint(capitalised)))
    )
