"""Texts whose tokens the tests choose."""

from stance.records import Span
from stance.tokens import TokenisedText


def tokenised(text: str, pieces: str) -> TokenisedText:
    """The text as if its tokens were these pieces, between a first and a last special token."""
    spans, at = [Span(0, 0)], 0
    for piece in pieces.split():
        start = text.index(piece, at)
        at = start + len(piece)
        spans.append(Span(start, at))
    spans.append(Span(0, 0))
    return TokenisedText(tuple(range(len(spans))), tuple(spans))
