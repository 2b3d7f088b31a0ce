"""A passage cut into the pieces that an annotator selects: words, and what stands between."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from stance.records import Span

_LETTERS: Final = r"\w[\w\u0300-\u036f]*"
_WORD: Final = re.compile(
    rf"{_LETTERS}(?:[-.&/]{_LETTERS}|['’](?!s\b){_LETTERS})*"  # well-known, U.S., O'Hara
    r"|['’]s\b"  # a possessive stands apart from its name
    r"|[^\w\s\x00-\u02ff\u2000-\u200c\u200e-\u206f]+"  # an emoji of several characters
    r"|\S"
)


@dataclass(frozen=True)
class Piece:
    """A stretch of a passage: code points, end exclusive."""

    text: str
    start: int
    end: int
    is_word: bool


def pieces(text: str, spans: Iterable[Span] = ()) -> Iterator[Piece]:
    """All of a text in pieces, cut wherever a word or one of the spans begins or ends."""
    words = [match.span() for match in _WORD.finditer(text)]
    inside = {at for start, end in words for at in range(start, end)}
    edges = {edge for ends in (*words, *spans) for edge in ends}
    for start, end in pairwise(sorted({0, len(text), *edges})):
        yield Piece(text[start:end], start, end, start in inside)
