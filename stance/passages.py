"""Documents to passages: sentences, and windows of sentences that a model reads at once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from stance.normalisation import normalise
from stance.records import Passage, Span

BLANK_LINES: Final = re.compile(r"\n\s*\n")
_LINE: Final = re.compile(r"[^\n]+")
_WORD: Final = re.compile(r"\S{1,80}")
"""A word; a longer stretch without a space, such as an address, counts as several."""
_CLAUSE_END: Final = re.compile(r"[,;:)\u2013\u2014\u201d]$|--$")

_WRAPPED_LINE: Final = 120
"""Text with longer lines than this is not wrapped by hand: each line is a paragraph."""
_TINY_TAIL: Final = 15
_TAIL_ROOM: Final = 1.3


@dataclass(frozen=True)
class _Piece:
    """A sentence, or a part of a very long one, and what it costs to read."""

    span: Span
    words: int
    tokens: int


def sentences(text: str) -> list[Span]:
    """The sentences of `text`, trimmed, in order, never across a blank line.

    A line that stands alone, such as a headline, is a sentence of its own, with or without a
    full stop. Every character that is not white space lies in exactly one sentence.
    """
    from sentencex import get_sentence_boundaries

    text = normalise(text)
    found = []
    for paragraph in _paragraphs(text):
        for boundary in get_sentence_boundaries("en", paragraph.of(text)):
            part = Span(boundary["start_index"], boundary["end_index"]).shifted(paragraph.start)
            sentence = _trimmed(text, part)
            if sentence.start < sentence.end:
                found.append(sentence)
    return found


def split_passages(
    text: str,
    *,
    words: int = 60,
    overlap: int = 1,
    max_tokens: int = 384,
    count_tokens: Callable[[str], int] | None = None,
) -> list[Passage]:
    """Windows of consecutive sentences of about `words` words and at most `max_tokens` tokens.

    Each window begins `overlap` sentences before the end of the one before, unless those leave
    no room for anything new. A sentence of more than twice `words` words, or of more than
    `max_tokens` tokens, is cut into pieces, at clauses where it can be. Nothing is left out:
    every character that is not white space lies in at least one passage. Without `count_tokens`
    four characters count as a token.
    """
    count = count_tokens or (lambda part: len(part) // 4 + 1)
    pieces = [
        piece
        for sentence in sentences(text)
        for piece in _pieces(text, sentence, words, max_tokens, count)
    ]
    between = (text[one.span.end : other.span.start] for one, other in pairwise(pieces))
    # A blank line is a token to some tokenizers, and a page of spaces is many.
    gaps = [count(gap) if len(gap) > 1 else 0 for gap in between]
    return [
        Passage(
            text[pieces[first].span.start : pieces[last - 1].span.end], pieces[first].span.start
        )
        for first, last in _windows(pieces, gaps, words, overlap, max_tokens)
    ]


def _paragraphs(text: str) -> Iterator[Span]:
    breaks = [match.span() for match in BLANK_LINES.finditer(text)]
    edges = [0, *(edge for gap in breaks for edge in gap), len(text)]
    for block in (Span(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)):
        lines = [Span(*match.span()) for match in _LINE.finditer(text, *block)]
        if any(line.end - line.start > _WRAPPED_LINE for line in lines):
            yield from lines
        else:
            yield block


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(
        span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip())
    )


def _pieces(
    text: str, sentence: Span, words: int, max_tokens: int, count: Callable[[str], int]
) -> Iterator[_Piece]:
    found = [Span(*match.span()) for match in _WORD.finditer(text, *sentence)]
    if len(found) <= 2 * words:
        yield from _within_tokens(text, found, max_tokens, count)
        return
    for first, last in pairwise(_cuts(text, found, words)):
        yield from _within_tokens(text, found[first:last], max_tokens, count)


def _cuts(text: str, words: list[Span], size: int) -> list[int]:
    """Where to cut a row of words into parts of at most `size`, the last third for a clause."""
    cuts = [0]
    while len(words) - cuts[-1] > size:
        latest = cuts[-1] + size
        earliest = latest - size // 3
        cuts.append(
            next(
                (cut for cut in range(latest, earliest, -1) if _ends_clause(text, words[cut - 1])),
                latest,
            )
        )
    return [*cuts, len(words)]


def _ends_clause(text: str, word: Span) -> bool:
    return _CLAUSE_END.search(word.of(text)) is not None


def _within_tokens(
    text: str, words: list[Span], max_tokens: int, count: Callable[[str], int]
) -> Iterator[_Piece]:
    span = Span(words[0].start, words[-1].end)
    tokens = count(span.of(text))
    if tokens <= max_tokens or span.end - span.start == 1:
        yield _Piece(span, len(words), tokens)
        return
    if len(words) == 1:
        middle = (span.start + span.end) // 2
        words = [Span(span.start, middle), Span(middle, span.end)]
    half = _cuts(text, words, (len(words) + 1) // 2)[1]
    yield from _within_tokens(text, words[:half], max_tokens, count)
    yield from _within_tokens(text, words[half:], max_tokens, count)


def _windows(
    pieces: list[_Piece], gaps: list[int], words: int, overlap: int, max_tokens: int
) -> Iterator[tuple[int, int]]:
    """Windows as index pairs, end exclusive; each ends further on than the one before."""
    upto_words = [0, *accumulate(piece.words for piece in pieces)]
    upto_tokens = [0, *accumulate(piece.tokens for piece in pieces)]
    upto_gap = [0, *accumulate(gaps)]

    def fits(first: int, last: int, room: float) -> bool:
        tokens = upto_tokens[last] - upto_tokens[first] + upto_gap[last - 1] - upto_gap[first]
        return upto_words[last] - upto_words[first] <= room and tokens <= max_tokens

    first = last = 0
    while last < len(pieces):
        first = max(last - overlap, min(first + 1, last))
        while first < last and not fits(first, last + 1, words):
            first += 1
        last += 1
        while last < len(pieces) and fits(first, last + 1, words):
            last += 1
        tail = upto_words[-1] - upto_words[last]
        if tail < _TINY_TAIL and fits(first, len(pieces), words * _TAIL_ROOM):
            last = len(pieces)
        yield first, last
