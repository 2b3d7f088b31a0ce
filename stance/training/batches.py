"""Examples to padded batches of tensors, bucketed by length so that little is padding."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from stance.corpus import Example, Pair, locate, mention_spans
from stance.errors import StanceError
from stance.model.decoding import BEGIN, INSIDE, OUTSIDE
from stance.records import Span
from stance.tokens import TokenisedText, tokenise

IGNORED = -100
"""The tag of tokens that may or may not name an actor: left out of the loss."""


@dataclass(frozen=True)
class EncodedExample:
    """An example as token ids and token positions."""

    ids: tuple[int, ...]
    tags: tuple[int, ...]
    mentions: tuple[tuple[int, ...], ...]
    """For each pair, the tokens of its actor's mentions."""
    stances: tuple[int, ...]
    evidence: tuple[tuple[int, int], ...]
    """For each pair, first and last token; (0, 0) for none."""
    condition: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Batch:
    """B passages of at most T tokens with N actors; see `Heads.judge` for the shapes."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    mentions: Tensor
    passage: Tensor
    stances: Tensor
    evidence: Tensor
    condition: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The batch on another device."""
        return Batch(**{name: tensor.to(device) for name, tensor in vars(self).items()})


def encode_examples(
    examples: Sequence[Example], tokenizer: Tokenizer, labels: Sequence[str], max_tokens: int
) -> list[EncodedExample]:
    """Encode examples for training.

    Raises:
        StanceError: naming all passages that are longer than the encoder reads.
    """
    tokenised = tokenise(tokenizer, [example.text for example in examples])
    faults = [
        f"{example.id}: {len(text.ids)} tokens, and the encoder reads {max_tokens}: split it"
        for example, text in zip(examples, tokenised, strict=True)
        if len(text.ids) > max_tokens
    ]
    if faults:
        raise StanceError("\n".join(faults))
    return [_encode(e, t, labels) for e, t in zip(examples, tokenised, strict=True)]


def _encode(example: Example, text: TokenisedText, labels: Sequence[str]) -> EncodedExample:
    spans = mention_spans(example)
    return EncodedExample(
        ids=text.ids,
        tags=tuple(_tags(example, text, spans)),
        mentions=tuple(
            tuple(sorted({token for span in own for token in text.covering(span)})) for own in spans
        ),
        stances=tuple(labels.index(pair.stance) for pair in example.pairs),
        evidence=tuple(
            _token_range(pair.evidence, example.text, text, own)
            for pair, own in zip(example.pairs, spans, strict=True)
        ),
        condition=tuple(
            _token_range(pair.condition, example.text, text, own)
            for pair, own in zip(example.pairs, spans, strict=True)
        ),
    )


def _token_range(
    words: str | None, passage: str, text: TokenisedText, near: Sequence[Span]
) -> tuple[int, int]:
    if words is None:
        return (0, 0)
    tokens = text.covering(locate(words, passage, near))
    return (tokens[0], tokens[-1]) if tokens else (0, 0)


def _tags(example: Example, text: TokenisedText, spans: Sequence[Sequence[Span]]) -> list[int]:
    """BIO tags of the annotated mentions; other mentions of the same actors are ignored.

    Only the fullest name of an actor is annotated, so a token that repeats a word of it
    elsewhere (a surname, *the Front*, the acronym of a body) is no proof of absence.
    """
    names = {w.casefold() for p in example.pairs for w in _name_words(p)}
    doubtful = [
        Span(*match.span())
        for match in re.finditer(r"\w+", example.text)
        if match.group().casefold() in names
    ]
    tags = [OUTSIDE] * len(text.ids)
    tags[0] = tags[-1] = IGNORED
    for span in doubtful:
        for token in text.covering(span):
            tags[token] = IGNORED
    for span in sorted((s for own in spans for s in own), key=lambda s: s.start - s.end):
        for position, token in enumerate(text.covering(span)):
            tags[token] = INSIDE if position else BEGIN
    return tags


def _name_words(pair: Pair) -> list[str]:
    """The telling words of an actor's name, and its acronym."""
    words = re.findall(r"\w+", pair.actor)
    acronym = "".join(word[0] for word in words if word[0].isupper())
    return [w for w in words if len(w) > 3 or w.isupper()] + ([acronym] if len(acronym) > 2 else [])


def epoch_batches(
    examples: Sequence[EncodedExample], size: int, seed: int, epoch: int
) -> list[list[int]]:
    """The batches of one epoch, as indices: shuffled, then bucketed by length.

    Fifty batches' worth of passages at a time are sorted by length and cut, so that a batch
    is of one length but no two epochs have the same batches. The result depends on the
    arguments only.
    """
    chance = random.Random(f"{seed}:{epoch}")
    order = list(range(len(examples)))
    chance.shuffle(order)
    bucket = 50 * size
    batches = []
    for start in range(0, len(order), bucket):
        chunk = sorted(order[start : start + bucket], key=lambda i: len(examples[i].ids))
        batches += [chunk[i : i + size] for i in range(0, len(chunk), size)]
    chance.shuffle(batches)
    return batches


def in_length_order(examples: Sequence[EncodedExample], size: int) -> Iterator[list[int]]:
    """All indices in batches of one length, for measuring."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    for start in range(0, len(order), size):
        yield order[start : start + size]


def collate(examples: Sequence[EncodedExample], pad_id: int) -> Batch:
    """Pad encoded examples into one batch."""
    longest = max(len(e.ids) for e in examples)
    owners = [b for b, e in enumerate(examples) for _ in e.stances]
    mentions = torch.zeros(len(owners), longest)
    for row, tokens in enumerate(tokens for e in examples for tokens in e.mentions):
        mentions[row, list(tokens)] = 1

    def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
        return torch.tensor([[*row, *[fill] * (longest - len(row))] for row in rows])

    return Batch(
        ids=padded([e.ids for e in examples], pad_id),
        mask=padded([[1] * len(e.ids) for e in examples], 0),
        tags=padded([e.tags for e in examples], IGNORED),
        mentions=mentions,
        passage=torch.tensor(owners),
        stances=torch.tensor([s for e in examples for s in e.stances]),
        evidence=torch.tensor([r for e in examples for r in e.evidence]),
        condition=torch.tensor([r for e in examples for r in e.condition]),
    )
