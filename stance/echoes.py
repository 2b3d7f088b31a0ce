"""Statements that say again, under a name that tells nothing, what another actor says."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from stance.labels import NONE
from stance.names.name import fold, is_cased, parse
from stance.names.words import BODIES, HEADS, SMALL
from stance.passages import BLANK_LINES
from stance.records import Span, Statement

_SIGNED: Final = re.compile(
    r"[(\[]signed[)\]]:?|^signed:"
    r"|\b(?:communique|document|letter|statement|declaration|message|proposal|text|release)"
    r"(?: (?:is|was)|,)? (?:also )?signed by\b",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_LIST: Final = 600
"""Characters of a list of signers."""
_SENTENCE_END: Final = re.compile(r"\w{2}\.(?=\s|$)")
_NO_PERSON: Final = HEADS | {"staff", "government", "army", "forces", "church", "republic"}
_OURS: Final = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_HEADLINE_WORDS: Final = 20
_WITHIN_SENTENCE: Final = re.compile(r"(?<=[\w,] )[A-Z]\w+")


def without_echoes(statements: Sequence[Statement], text: str, none: str = NONE) -> list[Statement]:
    """The statements without those that another actor's statement makes superfluous.

    Three kinds of names stand for somebody whom the document names elsewhere: people who sign
    what a body says, *our government*, and what a headline calls an actor before the text names
    it (*Rebels reject truce*). Where the document has the same stance from an actor that is
    none of these, theirs says nothing new, and it would be counted twice.
    """
    cased = is_cased(text)
    lists = list(_lists_of_signers(text))
    headline = _headline(text)
    named = {match[0].casefold() for match in _WITHIN_SENTENCE.finditer(text, headline.end)}
    echoing = [
        _signs(statement, lists, cased)
        or bool(_OURS.search(statement.name))
        or (cased and _only_headline_calls_so(statement, headline, named))
        for statement in statements
    ]
    said = {s.stance for s, echoes in zip(statements, echoing, strict=True) if not echoes}
    return [
        statement
        for statement, echoes in zip(statements, echoing, strict=True)
        if not echoes or statement.stance == none or statement.stance not in said
    ]


def _lists_of_signers(text: str) -> Iterator[Span]:
    """Where the text names those who signed it, to the end of the sentence or paragraph."""
    for match in _SIGNED.finditer(text):
        start, end = match.end(), min(len(text), match.end() + _LONGEST_LIST)
        for stop in (BLANK_LINES.search(text, start, end), _SENTENCE_END.search(text, start, end)):
            if stop:
                end = min(end, stop.end())
        yield Span(start, end)


def _signs(statement: Statement, lists: Sequence[Span], cased: bool) -> bool:
    """Whether a person says it whom the passage names among the signers only."""
    listed = all(any(span.overlaps(own) for own in lists) for span in statement.mentions)
    name = parse(statement.name, cased)
    return (
        listed
        and (bool(name.role) or len(name.words) > 1)
        and not _NO_PERSON.intersection(name.words)
    )


def _headline(text: str) -> Span:
    """The first paragraph, if it is short and no sentence, and more follows; else nothing."""
    end = BLANK_LINES.search(text)
    first = text[: end.start()] if end else ""
    is_one = 0 < len(first.split()) <= _HEADLINE_WORDS and not first.rstrip().endswith(".")
    return Span(0, len(first) if is_one else 0)


def _only_headline_calls_so(statement: Statement, headline: Span, named: set[str]) -> bool:
    """Whether a name stands in the headline only and holds no name that the text knows."""
    words = {fold(word) for word in re.findall(r"\w+", statement.name)} - SMALL
    name = parse(statement.name, cased=True)
    return (
        all(span.overlaps(headline) for span in statement.mentions)
        and not (name.role and name.person)
        and (words <= BODIES or not any(word in named for word in words))
    )
