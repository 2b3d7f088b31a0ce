"""The training loop: one network, AdamW, a linear schedule, the best or the last epoch wins."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div

from stance.memory import large_blocks_kept
from stance.model.network import Judgement, StanceNetwork
from stance.training.batches import (
    IGNORED,
    Batch,
    EncodedExample,
    collate,
    epoch_batches,
    in_length_order,
)
from stance.training.checkpoint import (
    Progress,
    load_checkpoint,
    load_weights,
    save_checkpoint,
    save_weights,
    trainable,
)
from stance.training.recipe import Recipe

CHECKPOINT_SECONDS = 120
"""A kill loses at most this much work."""

Listener = Callable[[dict[str, Any]], None]
"""Called with every record of the log: one a step and one an epoch."""


@dataclass(frozen=True)
class TrainingData:
    """Encoded passages: those read in every epoch, and those that choose the best epoch."""

    train: Callable[[int], Sequence[EncodedExample]]
    """The passages of an epoch; as many, in the same order, in every one."""
    dev: Sequence[EncodedExample]
    pad_id: int
    twins: Callable[[int], Sequence[EncodedExample]] | None = None
    """The passages of an epoch under other names, read beside them (`loss.consistency`)."""


def fit(
    network: StanceNetwork,
    data: TrainingData,
    recipe: Recipe,
    directory: Path,
    device: str = "auto",
    resume: bool = False,
    listen: Listener = lambda record: None,
) -> Progress:
    """Train the network in place and leave it with the weights of its best or last epoch.

    `directory` gets `log.jsonl`, a checkpoint every two minutes and the best weights. A
    resumed run ends with the same weights as one that was never interrupted: batches and
    dropout depend on the seed and the step only.
    """
    run = _Run(network, data, recipe, directory, device)
    progress = Progress(settings=run.settings)
    if resume:
        progress = load_checkpoint(directory, network, run.optimiser, run.settings)
    path = directory / "log.jsonl" if run.leads else Path(os.devnull)
    if progress.step and run.leads and path.exists():
        _forget_after(path, progress.step)
    with large_blocks_kept(), open(path, "a" if progress.step else "w", encoding="utf-8") as log:

        def note(record: dict[str, Any]) -> None:
            if run.leads:
                log.write(json.dumps(record) + "\n")
                log.flush()
                listen(record)

        while progress.epoch < recipe.epochs and not _stalled(progress, recipe):
            progress = run.epoch(progress, note)
            score = macro_f1(network, data.dev, data.pad_id, run.forward)
            better = score > progress.best_score
            if better:
                run.save_best()
                progress = replace(progress, best_score=score, best_epoch=progress.epoch)
            progress = replace(progress, epoch=progress.epoch + 1)
            run.save(progress)
            note({"epoch": progress.epoch, "step": progress.step, "dev_macro_f1": score})
    run.accelerator.wait_for_everyone()
    if recipe.keep == "best":
        load_weights(network, directory / "best.safetensors")
    return progress


def macro_f1(
    network: StanceNetwork,
    examples: Sequence[EncodedExample],
    pad_id: int,
    forward: Callable[[Batch], tuple[Tensor, Judgement]] | None = None,
) -> float:
    """Macro-F1 over the labels that occur, on gold actors."""
    from sklearn.metrics import f1_score

    gold, logits = stance_logits(network, examples, pad_id, forward)
    return float(f1_score(gold, logits.argmax(-1), average="macro"))


@torch.no_grad()
def stance_logits(
    network: StanceNetwork,
    examples: Sequence[EncodedExample],
    pad_id: int,
    forward: Callable[[Batch], tuple[Tensor, Judgement]] | None = None,
) -> tuple[Tensor, Tensor]:
    """Gold labels (N,) and stance logits (N, labels) of all pairs, in batches of one length."""
    device = next(network.parameters()).device
    forward = forward or (lambda b: network(b.ids, b.mask, b.mentions, b.passage))
    network.eval()
    gold, logits = [], []
    for rows in in_length_order(examples, 32):
        batch = collate([examples[row] for row in rows], pad_id).to(device)
        gold.append(batch.stances.cpu())
        logits.append(forward(batch)[1].stance.float().cpu())
    return torch.cat(gold), torch.cat(logits)


def loss_of(tags: Tensor, judged: Judgement, batch: Batch, recipe: Recipe) -> Tensor:
    """Stance cross-entropy plus the weighted losses of the other heads."""
    weights = recipe.loss
    loss = cross_entropy(
        judged.stance.float(), batch.stances, label_smoothing=weights.label_smoothing
    )
    loss = loss + weights.tags * cross_entropy(
        tags.float().flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED
    )
    for weight, scores, ends in (
        (weights.evidence, judged.evidence, batch.evidence),
        (weights.condition, judged.condition, batch.condition),
    ):
        loss = loss + weight * cross_entropy(scores.float().flatten(0, 1), ends.flatten())
    return loss


def disagreement(stances: Tensor) -> Tensor:
    """How far the stances of the first half of the pairs are from those of the second.

    Args:
        stances: (2N, labels) logits; rows n and N + n are of one actor under two names.

    Returns:
        The mean of the two Kullback-Leibler divergences between the labels' probabilities.
    """
    one, other = stances.float().log_softmax(-1).chunk(2)
    there, back = (
        kl_div(a, b, reduction="batchmean", log_target=True)
        for a, b in ((one, other), (other, one))
    )
    return (there + back) / 2


def native_bf16(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 faster than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    own = (torch.cpu._is_amx_tile_supported, torch.cpu._is_avx512_bf16_supported)
    return device.type == "cpu" and any(supported() for supported in own)


class _Run:
    """What stays the same over all epochs of one run."""

    def __init__(
        self,
        network: StanceNetwork,
        data: TrainingData,
        recipe: Recipe,
        directory: Path,
        device: str,
    ) -> None:
        from accelerate import Accelerator, PartialState

        from stance.training.base import add_adapters

        here = PartialState(cpu=device == "cpu").device
        half = recipe.precision == "bf16" or (recipe.precision == "auto" and native_bf16(here))
        self.accelerator = Accelerator(
            cpu=device == "cpu", mixed_precision="bf16" if half else "no"
        )
        self.data, self.recipe, self.directory, self.network = data, recipe, directory, network
        directory.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(recipe.seed)
        add_adapters(network, recipe, half)
        network.to(self.accelerator.device)
        heads = list(network.heads.parameters())
        adapters = [p for p in network.encoder.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": adapters, "lr": recipe.adapter_rate},
                {"params": heads, "lr": recipe.head_rate},
            ],
            weight_decay=recipe.weight_decay,
            fused=True,
        )
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.model = self.accelerator.prepare_model(network)
        self.settings = hashlib.sha256(
            repr((recipe.model_dump(), data.train(0), data.dev)).encode()
        ).hexdigest()[:16]

    @property
    def leads(self) -> bool:
        """Whether this process, of perhaps several, writes the files."""
        return bool(self.accelerator.is_main_process)

    def save(self, progress: Progress) -> None:
        if self.leads:
            save_checkpoint(self.directory, self.network, self.optimiser, progress)

    def save_best(self) -> None:
        if self.leads:
            save_weights(trainable(self.network), self.directory / "best.safetensors")

    def forward(self, batch: Batch) -> tuple[Tensor, Judgement]:
        tags, judged = self.model(batch.ids, batch.mask, batch.mentions, batch.passage)
        return tags, judged

    def steps_of(self, passages: Sequence[EncodedExample], epoch: int) -> list[list[list[int]]]:
        """The steps of an epoch: for each, this process's batches to accumulate over."""
        everyone = self.accelerator.num_processes * self.recipe.accumulate
        batches = epoch_batches(passages, self.recipe.batch_passages, self.recipe.seed, epoch)
        mine = self.accelerator.process_index * self.recipe.accumulate
        return [
            batches[i : i + everyone][mine : mine + self.recipe.accumulate] or batches[i : i + 1]
            for i in range(0, len(batches), everyone)
        ]

    def epoch(self, progress: Progress, note: Listener) -> Progress:
        passages = self.data.train(progress.epoch)
        twins = self.data.twins(progress.epoch) if self.data.twins else []
        steps = self.steps_of(passages, progress.epoch)
        done = progress.step - progress.epoch * len(steps)
        total = len(steps) * self.recipe.epochs
        saved = began = time.monotonic()
        for number, rows in enumerate(steps[done:], 1):
            batches = [
                [read[row] for read in (passages, twins) if read for row in batch] for batch in rows
            ]
            loss = self.step(batches, progress.step, total)
            progress = replace(progress, step=progress.step + 1)
            note(
                {
                    "step": progress.step,
                    "of": total,
                    "loss": round(loss, 5),
                    "rate": self.optimiser.param_groups[0]["lr"],
                    "seconds_per_step": round((time.monotonic() - began) / number, 3),
                }
            )
            if time.monotonic() - saved > CHECKPOINT_SECONDS:
                self.save(progress)
                saved = time.monotonic()
        return progress

    def step(self, batches: Sequence[Sequence[EncodedExample]], step: int, total: int) -> float:
        """One optimiser step; returns its loss."""
        self.network.train()
        warmup = max(1, int(total * self.recipe.warmup))
        scale = min((step + 1) / warmup, (total - step) / max(1, total - warmup))
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        torch.manual_seed(self.recipe.seed * 1_000_003 + step)
        whole = 0.0
        for passages in batches:
            batch = collate(passages, self.data.pad_id).to(self.accelerator.device)
            tags, judged = self.forward(batch)
            loss = loss_of(tags, judged, batch, self.recipe)
            if self.data.twins:
                loss = loss + self.recipe.loss.consistency * disagreement(judged.stance)
            loss = loss / len(batches)
            self.accelerator.backward(loss)
            whole += loss.item()
        self.accelerator.clip_grad_norm_(
            [p for p in self.network.parameters() if p.requires_grad], self.recipe.clip
        )
        self.optimiser.step()
        self.optimiser.zero_grad()
        return whole


def _forget_after(log: Path, step: int) -> None:
    """Drop the records of steps that are done anew after an interruption, and half a line."""
    kept = []
    for line in log.read_text("utf-8").splitlines(keepends=True):
        if not line.endswith("\n") or json.loads(line)["step"] > step:
            break
        kept.append(line)
    log.write_text("".join(kept), encoding="utf-8")


def _stalled(progress: Progress, recipe: Recipe) -> bool:
    """Whether the development score has not improved for `patience` epochs."""
    return progress.best_epoch >= 0 and progress.epoch - 1 - progress.best_epoch >= recipe.patience
