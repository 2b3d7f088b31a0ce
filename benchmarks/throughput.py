"""Articles a second, beside the plain ways to do the same, and beside the machine's limit."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.limits import eight_bit_rate, encoder_operations, single_precision_rate
from benchmarks.report import Row, ratio, write_part
from stance.model.folder import TOKENIZER
from stance.model.installed import default_model
from stance.model.network import StanceNetwork
from stance.model.stance_model import JudgedActor, StanceModel
from stance.model.torch_runtime import TorchRuntime, load_network
from stance.passages import split_passages
from stance.records import Document
from stance.throughput import generate_articles, measure
from stance.tokens import tokenise

ROUNDS = 5

Pair = tuple[tuple[int, ...], list[int]]
"""Token ids of a passage, and which of them name the actor."""


@dataclass(frozen=True)
class _Round:
    """Seconds of every way over the same articles, and what the machine can do just then."""

    ours: float
    plain_path: float
    single_pairs: float
    pair_batches: float
    passages: int
    pairs: int
    equal: int
    """Pairs with the same label in eight bits and in float32."""
    operations: float
    single_precision: float
    eight_bits: float


def run(articles: int = 300) -> None:
    """Measure on so many generated articles, a fifth in each round."""
    model = StanceModel.load(default_model(), "cpu")
    tokenizer = Tokenizer.from_file(str(default_model() / TOKENIZER))
    network = load_network(default_model(), model.config).eval()
    plain = StanceModel(model.config, tokenizer, TorchRuntime(network))
    documents = list(generate_articles(articles))
    rounds = []
    for number in range(ROUNDS):
        rounds.append(_round(documents[number::ROUNDS], model, plain, network, tokenizer))
        print(f"round {number + 1}: {rounds[-1]}", flush=True)
    words = sum(len(document.text.split()) for document in documents)
    _write(rounds, f"{articles} generated articles ({words:,} words", articles)


def _round(
    documents: Sequence[Document],
    model: StanceModel,
    plain: StanceModel,
    network: StanceNetwork,
    tokenizer: Tokenizer,
) -> _Round:
    ours, plain_path = measure(model, documents), measure(plain, documents)
    texts = passages_of(documents, model)
    found = list(plain.judge(texts))
    pairs = list(_pairs(texts, found, tokenizer))
    again = model.judge(texts, [[actor.mentions for actor in actors] for actors in found])
    labels = [
        (np.argmax(mine.probabilities), np.argmax(theirs.probabilities))
        for one, other in zip(again, found, strict=True)
        for mine, theirs in zip(one, other, strict=True)
    ]
    return _Round(
        ours=ours.seconds,
        plain_path=plain_path.seconds,
        single_pairs=_pairwise(network, pairs, 1, model.config.pad_id),
        pair_batches=_pairwise(network, pairs, 16, model.config.pad_id),
        passages=len(texts),
        pairs=len(pairs),
        equal=sum(bool(mine == theirs) for mine, theirs in labels),
        operations=sum(
            encoder_operations(model.count_tokens(text), model.config.encoder) for text in texts
        ),
        single_precision=single_precision_rate(),
        eight_bits=eight_bit_rate(),
    )


def _write(rounds: Sequence[_Round], what: str, articles: int) -> None:
    ours = [one.ours for one in rounds]
    passages, pairs = sum(one.passages for one in rounds), sum(one.pairs for one in rounds)
    equal = sum(one.equal for one in rounds) / pairs
    share = float(np.median([one.operations / one.ours / one.single_precision for one in rounds]))
    share8 = float(np.median([one.operations / one.ours / one.eight_bits for one in rounds]))
    rate = np.median([one.single_precision for one in rounds]) / 1e9
    rate8 = np.median([one.eight_bits for one in rounds]) / 1e9
    write_part(
        "1-throughput",
        "Throughput, and share of the limit",
        f"{what}, {passages:,} passages, {pairs:,} actor-passage pairs); ours reads "
        f"{articles / sum(ours):.2f} articles and {passages / sum(ours):.1f} passages a second. "
        "*Ours* is `predict`, from text to positions. The pairwise ways run the same "
        "network in PyTorch and float32 on passages and actors that they are given. "
        "Operations are those of the encoder's products on real tokens.",
        [
            ratio("against pairs one at a time", [r.single_pairs for r in rounds], ours, 12),
            ratio(
                "against pairs in padded batches of 16", [r.pair_batches for r in rounds], ours, 6
            ),
            ratio(
                "against our own path in PyTorch, float32",
                [r.plain_path for r in rounds],
                ours,
                1.8,
            ),
            Row("labels equal to float32", f"{equal:.2%}", ">= 99 %", equal >= 0.99),
            Row(
                f"share of the float32 product rate ({rate:.0f} GFLOP/s)",
                f"{share:.2f}",
                ">= 0.6",
                share >= 0.6,
            ),
            Row(f"share of the 8-bit product rate ({rate8:.0f} GOP/s)", f"{share8:.2f}"),
        ],
    )


def passages_of(documents: Iterable[Document], model: StanceModel) -> list[str]:
    """The passages that `predict` cuts the documents into."""
    return [
        passage.text
        for document in documents
        for passage in split_passages(
            document.text, max_tokens=model.config.max_tokens, count_tokens=model.count_tokens
        )
    ]


def _pairs(
    texts: Sequence[str], found: Sequence[Sequence[JudgedActor]], tokenizer: Tokenizer
) -> Iterator[Pair]:
    for tokens, actors in zip(tokenise(tokenizer, texts), found, strict=True):
        for actor in actors:
            yield tokens.ids, [i for span in actor.mentions for i in tokens.covering(span)]


@torch.inference_mode()
def _pairwise(network: StanceNetwork, pairs: Sequence[Pair], size: int, pad_id: int) -> float:
    """Seconds of a pass of the encoder for every actor of a passage, in the order of the text."""
    began = time.perf_counter()
    for start in range(0, len(pairs), size):
        batch = pairs[start : start + size]
        longest = max(len(ids) for ids, _ in batch)
        ids = torch.full((len(batch), longest), pad_id)
        mask = torch.zeros_like(ids)
        mentions = torch.zeros(len(batch), longest)
        for row, (own, tokens) in enumerate(batch):
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
            mentions[row, tokens] = 1
        network(ids, mask, mentions, torch.arange(len(batch)))
    return time.perf_counter() - began
