"""Labelled passages to tensors: what every head is taught, and which batches an epoch has."""

import random
from itertools import chain
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from stance.corpus import Example, Pair
from stance.errors import StanceError
from stance.labels import STANCES
from stance.model.decoding import BEGIN, INSIDE, OUTSIDE
from stance.records import Span
from stance.tokens import TokenisedText, tokenise
from stance.training.batches import (
    IGNORED,
    EncodedExample,
    collate,
    encode_examples,
    epoch_batches,
)

TEXT = (
    "Ruslan Tervel of the Ona Democratic Front will stop if the siege ends. "
    "The ODF is tired, Tervel’s aide said. The army will stop, Oro Maska said, once it rains."
)
EXAMPLE = Example(
    "e1",
    TEXT,
    (
        Pair("Ruslan Tervel", "condition", "will stop", "the siege ends"),
        Pair("Ona Democratic Front", "none"),
        Pair("Oro Maska", "condition", "will stop", "it rains"),
    ),
)


@pytest.fixture(scope="module")
def tokenizer(tiny_base: Path) -> Tokenizer:
    return Tokenizer.from_file(str(tiny_base / "tokenizer.json"))


class TestEncoding:
    @pytest.fixture(scope="class")
    def encoded(self, tokenizer: Tokenizer) -> EncodedExample:
        return encode_examples([EXAMPLE], tokenizer, STANCES, 512)[0]

    @pytest.fixture(scope="class")
    def tokens(self, tokenizer: Tokenizer) -> TokenisedText:
        return tokenise(tokenizer, [TEXT])[0]

    def tags(self, encoded: EncodedExample, tokens: TokenisedText, words: str) -> list[int]:
        start = TEXT.index(words)
        return [encoded.tags[t] for t in tokens.covering(Span(start, start + len(words)))]

    @pytest.mark.parametrize("name", ["Ruslan Tervel", "Ona Democratic Front", "Oro Maska"])
    def test_a_name_begins_once_and_goes_on(
        self, encoded: EncodedExample, tokens: TokenisedText, name: str
    ) -> None:
        first, *rest = self.tags(encoded, tokens, name)
        assert first == BEGIN
        assert set(rest) == {INSIDE}

    @pytest.mark.parametrize("words", ["of the", "will stop if", "aide said. The army", "is tired"])
    def test_other_words_are_outside(
        self, encoded: EncodedExample, tokens: TokenisedText, words: str
    ) -> None:
        assert set(self.tags(encoded, tokens, words)) == {OUTSIDE}

    @pytest.mark.parametrize("words", ["ODF", "Tervel’s"])
    def test_other_words_of_a_name_are_no_evidence_against_it(
        self, encoded: EncodedExample, tokens: TokenisedText, words: str
    ) -> None:
        """The acronym and the bare surname: only the fullest name is annotated."""
        word = words.removesuffix("’s")
        start = TEXT.index(words)
        inside = tokens.covering(Span(start, start + len(word)))
        assert {encoded.tags[t] for t in inside} == {IGNORED}

    def test_special_tokens_teach_no_tag(self, encoded: EncodedExample) -> None:
        assert encoded.tags[0] == encoded.tags[-1] == IGNORED

    def test_every_annotated_mention_counts(self, tokenizer: Tokenizer) -> None:
        text = "Oro Maska spoke. Nobody heard Oro Maska."
        example = Example("e2", text, (Pair("Oro Maska", "none"),))
        [encoded] = encode_examples([example], tokenizer, STANCES, 512)
        [tokens] = tokenise(tokenizer, [text])
        expected = {t for span in (Span(0, 9), Span(30, 39)) for t in tokens.covering(span)}
        assert set(encoded.mentions[0]) == expected
        assert encoded.tags.count(BEGIN) == 2

    def test_evidence_and_condition_are_their_words(
        self, encoded: EncodedExample, tokens: TokenisedText
    ) -> None:
        """Words that stand twice are those near the actor; token 0 means that there are none."""
        evidence = [tokens.text_span(*ends) for ends in encoded.evidence]
        assert [span.of(TEXT) for span in evidence] == ["will stop", "", "will stop"]
        assert evidence[0].start < TEXT.index("ODF") < evidence[2].start
        assert [tokens.text_span(*ends).of(TEXT) for ends in encoded.condition] == [
            "the siege ends",
            "",
            "it rains",
        ]
        assert encoded.evidence[1] == encoded.condition[1] == (0, 0)

    def test_stances_are_indices_of_the_labels(self, tokenizer: Tokenizer) -> None:
        labels = ("none", "reject", "condition")
        [encoded] = encode_examples([EXAMPLE], tokenizer, labels, 512)
        assert encoded.stances == (2, 0, 2)

    def test_too_long_passages_are_all_refused_by_id(self, tokenizer: Tokenizer) -> None:
        long = Example("e3", TEXT + TEXT, EXAMPLE.pairs)
        short = Example("e4", "Oro Maska left.", (Pair("Oro Maska", "none"),))
        with pytest.raises(StanceError) as raised:
            encode_examples([EXAMPLE, short, long], tokenizer, STANCES, 24)
        first, second = str(raised.value).splitlines()
        assert first.startswith("e1: ")
        assert second.startswith("e3: ")
        assert "24" in first
        assert "split it" in first

    def test_a_passage_of_exactly_the_limit_is_read(self, tokenizer: Tokenizer) -> None:
        length = len(tokenise(tokenizer, [TEXT])[0].ids)
        [encoded] = encode_examples([EXAMPLE], tokenizer, STANCES, length)
        assert len(encoded.ids) == length


def of_length(length: int) -> EncodedExample:
    ids = tuple(range(length))
    return EncodedExample(ids, (OUTSIDE,) * length, ((1,),), (0,), ((0, 0),), ((0, 0),))


class TestBatches:
    EXAMPLES = tuple(of_length(random.Random(n).randint(8, 400)) for n in range(1013))

    @pytest.mark.parametrize("size", [1, 8, 12])
    def test_an_epoch_reads_every_passage_once(self, size: int) -> None:
        batches = epoch_batches(self.EXAMPLES, size, seed=3, epoch=2)
        assert sorted(chain.from_iterable(batches)) == list(range(1013))
        assert max(map(len, batches)) == size

    def test_batches_depend_on_seed_and_epoch_alone(self) -> None:
        first = epoch_batches(self.EXAMPLES, 8, seed=1, epoch=0)
        random.seed(99)
        torch.manual_seed(99)
        assert epoch_batches(self.EXAMPLES, 8, seed=1, epoch=0) == first
        members = {frozenset(batch) for batch in first}
        for seed, epoch in ((1, 1), (2, 0)):
            other = epoch_batches(self.EXAMPLES, 8, seed, epoch)
            assert len(members & {frozenset(batch) for batch in other}) < 5

    def test_little_is_padding(self) -> None:
        tokens = sum(len(e.ids) for e in self.EXAMPLES)
        padded = sum(
            len(batch) * max(len(self.EXAMPLES[i].ids) for i in batch)
            for batch in epoch_batches(self.EXAMPLES, 8, seed=0, epoch=0)
        )
        assert tokens / padded > 0.95

    def test_long_and_short_batches_are_mixed(self) -> None:
        """Sorted by length from start to end, an epoch would end on the long passages alone."""
        batches = epoch_batches(self.EXAMPLES, 8, seed=0, epoch=0)
        longest = [max(len(self.EXAMPLES[i].ids) for i in batch) for batch in batches[:40]]
        assert longest != sorted(longest)

    def test_fewer_passages_than_a_batch_takes(self) -> None:
        assert sorted(epoch_batches(self.EXAMPLES[:3], 8, 0, 0)[0]) == [0, 1, 2]


def test_a_batch_knows_which_actors_are_whose(tokenizer: Tokenizer) -> None:
    short = Example("e5", "Oro Maska left.", (Pair("Oro Maska", "reject", "left"),))
    encoded = encode_examples([short, EXAMPLE], tokenizer, STANCES, 512)
    batch = collate(encoded, pad_id=1)
    lengths = [len(e.ids) for e in encoded]
    assert batch.ids.shape == batch.mask.shape == batch.tags.shape == (2, max(lengths))
    assert batch.mask.sum(1).tolist() == lengths
    assert set(batch.ids[0, lengths[0] :].tolist()) == {1}
    assert set(batch.tags[0, lengths[0] :].tolist()) == {IGNORED}
    assert batch.passage.tolist() == [0, 1, 1, 1]
    assert [STANCES[s] for s in batch.stances] == ["reject", "condition", "none", "condition"]
    marked = [tuple(row.nonzero().flatten().tolist()) for row in batch.mentions]
    assert marked == [*encoded[0].mentions, *encoded[1].mentions]
    assert batch.evidence.tolist() == [list(r) for e in encoded for r in e.evidence]
    assert batch.condition.shape == (4, 2)
