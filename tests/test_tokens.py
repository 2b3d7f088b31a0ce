"""Tokens and characters: whatever the tokenizer, offsets count the characters of the text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from stance.records import Span
from stance.tokens import TokenisedText, tokenise

TEXT = "  “Léa Mbaku’s troops”,\xa0she said — naïve? 🕊️ Ine\u0301s Coll:\n\tno ﬁghting, 1.5 km away…"
PHRASES = (
    "Léa Mbaku",
    "Mbaku’s troops",
    "“",
    "she",
    "naïve",
    "Ine\u0301s Coll",
    "ﬁghting",
    "1.5 km",
    "no",
)

SPLITS_WORDS = pytest.mark.parametrize("family", ["bert", "roberta"])
"""WordPiece that drops accents, and byte-level BPE: no token holds parts of two words."""


@pytest.fixture
def read(base_of: Callable[[str], Path]) -> Callable[..., TokenisedText]:
    def read(family: str, text: str = TEXT) -> TokenisedText:
        tokenizer = Tokenizer.from_file(str(base_of(family) / "tokenizer.json"))
        return tokenise(tokenizer, [text])[0]

    return read


Read = Callable[..., TokenisedText]


@SPLITS_WORDS
@pytest.mark.parametrize("phrase", PHRASES)
def test_words_become_tokens_and_the_tokens_those_words(
    read: Read, family: str, phrase: str
) -> None:
    tokens = read(family)
    start = TEXT.index(phrase)
    found = tokens.covering(Span(start, start + len(phrase)))
    assert tokens.text_span(found[0], found[-1]).of(TEXT) == phrase


@pytest.mark.parametrize("family", ["bert", "roberta", "xlm-roberta"])
def test_tokens_stand_in_order_and_miss_nothing(read: Read, family: str) -> None:
    spans = read(family).spans
    assert [span.start for span in spans[1:-1]] == sorted(span.start for span in spans[1:-1])
    covered = {at for span in spans for at in range(span.start, span.end)}
    visible = {at for at, character in enumerate(TEXT) if not character.isspace()}
    assert covered >= visible - {TEXT.index("\ufe0f"), TEXT.index("\u0301")}


@pytest.mark.parametrize("family", ["bert", "roberta", "xlm-roberta"])
def test_no_token_begins_with_the_space_before_it(read: Read, family: str) -> None:
    words = [span.of(TEXT) for span in read(family).spans]
    assert not [word for word in words if word[:1].isspace()]


@pytest.mark.parametrize("family", ["bert", "roberta", "xlm-roberta"])
def test_special_tokens_stand_nowhere(read: Read, family: str) -> None:
    tokens = read(family, "Oro Maska")
    assert tokens.spans[0] == tokens.spans[-1] == Span(0, 0)
    everything = tokens.covering(Span(0, 9))
    assert everything == list(range(1, len(tokens.ids) - 1))


def test_covering_is_by_shared_characters() -> None:
    tokens = TokenisedText((0, 7, 8, 9, 1), tuple(map(Span, (0, 0, 5, 9, 0), (0, 5, 9, 12, 0))))
    assert tokens.covering(Span(0, 5)) == [1]
    assert tokens.covering(Span(4, 6)) == [1, 2]
    assert tokens.covering(Span(8, 10)) == [2, 3]
    assert tokens.covering(Span(12, 20)) == []


def test_a_tokenizers_own_padding_and_truncation_do_not_matter(tiny_base: Path) -> None:
    tokenizer = Tokenizer.from_file(str(tiny_base / "tokenizer.json"))
    texts = ["The Tarn Guard rejected the truce.", "Never."]
    plain = tokenise(tokenizer, texts)
    tokenizer.enable_truncation(4)
    tokenizer.enable_padding(length=30)
    assert tokenise(tokenizer, texts) == plain
    assert len(plain[0].ids) > len(plain[1].ids) > 2
