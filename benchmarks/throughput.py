"""Articles a second, beside the plain ways to do the same, and beside the machine's limit."""

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch

from benchmarks.limits import MODEL, eight_bit_rate, encoder_operations, single_precision_rate
from benchmarks.report import Row, ratio, write_part
from stance.model.network import StanceNetwork
from stance.model.stance_model import StanceModel
from stance.model.torch_runtime import TorchRuntime, load_network
from stance.prediction import predict
from stance.records import Document
from stance.throughput import generate_articles
from stance.tokens import tokenise

ROUNDS = 5

Pair = tuple[list[int], list[int]]
"""Token ids of a passage, and which of them name the actor."""


def run(articles: int = 300) -> None:
    """Measure on so many generated articles, a fifth in each round."""
    model = StanceModel.load(MODEL, "cpu")
    network = load_network(MODEL, model.config).eval()
    plain = StanceModel(model.config, model._tokenizer, TorchRuntime(network))
    documents = list(generate_articles(articles))
    times: dict[str, list[float]] = {"ours": [], "torch": [], "one": [], "sixteen": []}
    single, eight, shares = [], [], []
    equal = pairs_seen = passages_seen = 0
    for number in range(ROUNDS):
        own = documents[number::ROUNDS]
        texts = _passages(own, model)
        times["ours"].append(_seconds(lambda own=own: list(predict(own, model))))
        times["torch"].append(_seconds(lambda own=own: list(predict(own, plain))))
        found = list(plain.judge(texts))
        mentions = [[list(actor.mentions) for actor in actors] for actors in found]
        pairs = list(_pairs(texts, mentions, model))
        for size, name in ((1, "one"), (16, "sixteen")):
            times[name].append(
                _seconds(lambda size=size, pairs=pairs: _pairwise(network, pairs, size))
            )
        ours = [a.probabilities for actors in model.judge(texts, mentions) for a in actors]
        theirs = [a.probabilities for actors in found for a in actors]
        equal += sum(np.argmax(a) == np.argmax(b) for a, b in zip(ours, theirs, strict=True))
        pairs_seen, passages_seen = pairs_seen + len(ours), passages_seen + len(texts)
        lengths = [len(t.ids) for t in tokenise(model._tokenizer, texts)]
        work = sum(encoder_operations(length, model.config.encoder) for length in lengths)
        single.append(single_precision_rate())
        eight.append(eight_bit_rate())
        shares.append(work / times["ours"][-1])
        print(f"round {number + 1}:", {k: round(v[-1], 1) for k, v in times.items()}, flush=True)
    whole = sum(times["ours"])
    words = sum(len(document.text.split()) for document in documents)
    about = (
        f"{articles} generated articles ({words:,} words, {passages_seen:,} passages, "
        f"{pairs_seen:,} actor-passage pairs); ours reads {articles / whole:.2f} articles and "
        f"{passages_seen / whole:.1f} passages a second."
    )
    _write(times, equal / pairs_seen, shares, single, eight, about)


def _write(
    times: dict[str, list[float]],
    equal: float,
    work: Sequence[float],
    single: Sequence[float],
    eight: Sequence[float],
    about: str,
) -> None:
    share = float(np.median(np.divide(work, single)))
    share8 = float(np.median(np.divide(work, eight)))
    rate, rate8 = np.median(single) / 1e9, np.median(eight) / 1e9
    write_part(
        "1-throughput",
        "Throughput, and share of the limit",
        f"{about} *Ours* is `predict`, from text to positions. The pairwise ways run the same "
        "network in PyTorch and float32 on passages and actors that they are given. "
        "Operations are those of the encoder's products on real tokens.",
        [
            ratio("against pairs one at a time", times["one"], times["ours"], 12),
            ratio("against pairs in padded batches of 16", times["sixteen"], times["ours"], 6),
            ratio("against our own path in PyTorch, float32", times["torch"], times["ours"], 1.8),
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


def _passages(documents: Sequence[Document], model: StanceModel) -> list[str]:
    return [p.text for reading in predict(documents, model) for p in reading.passages]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _pairs(
    texts: Sequence[str], mentions: Sequence[Sequence[Sequence[object]]], model: StanceModel
) -> Iterator[Pair]:
    tokenised = tokenise(model._tokenizer, texts)
    for tokens, actors in zip(tokenised, mentions, strict=True):
        for spans in actors:
            yield list(tokens.ids), [i for span in spans for i in tokens.covering(span)]  # type: ignore[arg-type]


@torch.inference_mode()
def _pairwise(network: StanceNetwork, pairs: Sequence[Pair], size: int) -> None:
    """A pass of the encoder for every actor of a passage, in the order of the text."""
    for start in range(0, len(pairs), size):
        batch = pairs[start : start + size]
        longest = max(len(ids) for ids, _ in batch)
        ids = torch.ones(len(batch), longest, dtype=torch.int64)
        mask = torch.zeros_like(ids)
        mentions = torch.zeros(len(batch), longest)
        for row, (own, tokens) in enumerate(batch):
            ids[row, : len(own)] = torch.tensor(own)
            mask[row, : len(own)] = 1
            mentions[row, tokens] = 1
        network(ids, mask, mentions, torch.arange(len(batch)))
