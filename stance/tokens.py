"""Between characters and tokens: what the encoder reads, and where its tokens stand in the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from stance.records import Span


@dataclass(frozen=True)
class TokenisedText:
    """A text as the encoder reads it, special tokens included.

    `spans[i]` is where token `ids[i]` stands in the text; special tokens have the empty
    span (0, 0).
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]

    def covering(self, span: Span) -> list[int]:
        """Indices of the tokens that share a character with `span`."""
        return [
            index
            for index, token in enumerate(self.spans)
            if token.start < span.end and span.start < token.end
        ]

    def text_span(self, first: int, last: int) -> Span:
        """The stretch of text from token `first` to token `last`, both included."""
        return Span(self.spans[first].start, self.spans[last].end)


def tokenise(tokenizer: Tokenizer, texts: Sequence[str]) -> list[TokenisedText]:
    """Tokenise texts without padding or truncation (a tokenizer's own settings are ignored)."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return [
        TokenisedText(tuple(e.ids), tuple(_trimmed(t, o) for o in e.offsets))
        for t, e in zip(texts, tokenizer.encode_batch(list(texts)), strict=True)
    ]


def _trimmed(text: str, offsets: tuple[int, int]) -> Span:
    """Byte-level and SentencePiece tokenizers count the space before a word: leave it out."""
    start, end = offsets
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
