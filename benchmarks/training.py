"""Passages a second of `stance train`, beside the plainest loop on the same encoder."""

import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from benchmarks.report import ratio, write_part
from stance.corpus import load_examples
from stance.model.folder import TOKENIZER, load_config
from stance.model.installed import default_model
from stance.model.network import StanceNetwork
from stance.model.torch_runtime import load_network
from stance.training.batches import EncodedExample, collate, encode_examples
from stance.training.loop import TrainingData, fit, loss_of
from stance.training.recipe import load_recipe

ROUNDS = 5
STEPS = 4
BATCH = 12
CORPUS = Path(__file__).parents[1] / "training" / "corpus"


def run() -> None:
    """Both loops on the same passages, in turns, from the shipped weights."""
    config = load_config(default_model())
    tokenizer = Tokenizer.from_file(str(default_model() / TOKENIZER))
    examples = load_examples(sorted(CORPUS.glob("*.jsonl")))
    ours, plain = [], []
    for number in range(ROUNDS):
        drawn = random.Random(number).sample(examples, STEPS * BATCH)
        encoded = encode_examples(drawn, tokenizer, config.labels, config.max_tokens)
        ours.append(_ours(encoded, config.pad_id))
        plain.append(_plain(encoded, config.pad_id))
        print(f"round {number + 1}: {ours[-1]:.2f} and {plain[-1]:.2f} s a step", flush=True)
    rate = BATCH / sorted(ours)[ROUNDS // 2]
    write_part(
        "4-training",
        "Training",
        f"{STEPS} steps of {BATCH} passages in a round. The plain loop draws passages at random, "
        "pads to the longest of a batch, tunes every weight in float32 with AdamW. Ours reads "
        f"{rate:.1f} passages a second.",
        [ratio("against the plain loop", plain, ours, 2)],
    )


def _ours(encoded: Sequence[EncodedExample], pad_id: int) -> float:
    """Seconds a step of `stance.training.loop.fit`."""
    network = _shipped()
    records: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = TrainingData(lambda epoch: encoded, encoded[:2], pad_id)
        recipe = load_recipe(epochs=1, batch_passages=BATCH)
        fit(network, data, recipe, Path(folder), "cpu", listen=records.append)
    return [record["seconds_per_step"] for record in records if "seconds_per_step" in record][-1]


def _plain(encoded: Sequence[EncodedExample], pad_id: int) -> float:
    network = _shipped().train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-5)
    recipe = load_recipe()
    began = time.monotonic()
    for start in range(0, len(encoded), BATCH):
        batch = collate(encoded[start : start + BATCH], pad_id)
        tags, judged = network(batch.ids, batch.mask, batch.mentions, batch.passage)
        torch.autograd.backward(loss_of(tags, judged, batch, recipe))
        optimiser.step()
        optimiser.zero_grad()
    return (time.monotonic() - began) / (len(encoded) / BATCH)


def _shipped() -> StanceNetwork:
    """The shipped network, anew: training changes it."""
    return load_network(default_model(), load_config(default_model()))
