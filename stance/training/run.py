"""A whole training run: from data files to a model folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from accelerate import PartialState
from tokenizers import Tokenizer

from stance.corpus import Example, Split, load_examples, split_of
from stance.errors import StanceError
from stance.evaluation.comparison import Comparison, compare_models
from stance.model.export import write_model
from stance.model.folder import COMPARISON, TOKENIZER, ModelConfig, load_config
from stance.model.network import StanceNetwork
from stance.output.files import write_whole
from stance.training.base import load_base, merge_adapters
from stance.training.batches import encode_examples
from stance.training.calibrating import calibrate
from stance.training.card import model_card
from stance.training.checkpoint import Progress
from stance.training.epochs import Epochs
from stance.training.loop import Listener, TrainingData, fit, stance_logits
from stance.training.recipe import Recipe

LONGEST = 512
"""Tokens of a passage that any encoder is asked to read."""

OFFSET_POSITIONS = {"mpnet", "roberta", "xlm-roberta", "camembert", "data2vec-text"}
"""Families whose positions begin after the padding id, so that fewer tokens fit."""


@dataclass(frozen=True)
class Source:
    """What a run starts from: a network with its tokenizer, and how a config describes it."""

    network: StanceNetwork
    tokenizer: Tokenizer
    config: ModelConfig


def train(
    data: Sequence[str | Path],
    output: str | Path,
    recipe: Recipe,
    extra: Sequence[str | Path] = (),
    dev: Sequence[str | Path] = (),
    base: str | Path | None = None,
    start_from: str | Path | None = None,
    device: str = "auto",
    resume: bool = False,
    note: str = "",
    listen: Listener = lambda record: None,
) -> ModelConfig:
    """Train a model and write its folder.

    Args:
        data: labelled files, split by conflict into train and dev (and test, if the recipe
            holds it out).
        output: the model folder; it also takes the log and, while the run lasts, checkpoints.
        recipe: all settings.
        extra: labelled files that are read in training only, whatever their conflicts; a file
            that is given twice is read twice in every epoch.
        dev: labelled files that choose the best epoch and calibrate, in place of a tenth of the
            conflicts of `data`, which train as well then.
        base: a folder with the recipe's base, in place of the hub.
        start_from: a model folder to continue from, in place of the recipe's base.
        device: `auto`, `cpu`, `cuda` or `mps`.
        resume: take up an interrupted run of the same data and settings.
        note: a sentence about the data for the model card.
        listen: called with every record of the log.

    Raises:
        StanceError: faulty data (all rows at once), base or settings.
    """
    output = Path(output)
    if (output / "config.json").exists():
        raise StanceError(f"{output}: there is a model already: choose another folder or remove it")
    examples = load_examples(data, recipe.labels, recipe.none)
    more = {path: load_examples([path], recipe.labels, recipe.none) for path in map(Path, extra)}
    splits = divide(examples, recipe.hold_out_test)
    if dev:
        splits["train"] += splits["dev"]
        splits["dev"] = load_examples(dev, recipe.labels, recipe.none)
    source = _continued(Path(start_from), recipe) if start_from else fresh(recipe, base)
    limit, labels = source.config.max_tokens, recipe.labels
    read = [*splits["train"], *(e for path in map(Path, extra) for e in more[path])]
    epochs = Epochs(read, source.tokenizer, recipe, limit)
    passages = TrainingData(
        train=epochs,
        twins=epochs.twins if recipe.loss.consistency else None,
        dev=encode_examples(splits["dev"], source.tokenizer, labels, limit),
        pad_id=source.config.pad_id,
    )
    progress = fit(source.network, passages, recipe, output, device, resume, listen)
    if not PartialState().is_main_process:
        return source.config
    config = _finish(source, passages, progress, recipe, splits, more, note, output)
    if start_from:
        beside = compare_with(Path(start_from), output, splits["dev"])
        listen({"compared": beside.summary})
    return config


def compare_with(old: Path, new: Path, examples: Sequence[Example]) -> Comparison:
    """Hold a new model against the one it continued from, and keep the answer in its folder.

    `examples` are those kept aside. They chose the new model's epoch and calibrated it, so
    that the comparison favours it a little.
    """
    from stance.evaluation.judging import judge_examples
    from stance.model.stance_model import StanceModel

    model, before = (StanceModel.load(folder, "cpu") for folder in (new, old))
    compared = compare_models(
        judge_examples(model, examples),
        judge_examples(before, examples),
        names=(model.config.name, f"{before.config.name} {before.config.hash}"),
        texts={example.id: example.text for example in examples},
    )
    write_whole(new / COMPARISON, [json.dumps(asdict(compared), indent=2, ensure_ascii=False)])
    return compared


def divide(examples: Sequence[Example], hold_out_test: bool) -> dict[Split, list[Example]]:
    """Examples by split. No conflict is in two splits, unless the data name too few of them.

    Without `hold_out_test`, the test conflicts train as well. Data whose conflicts leave train
    or dev empty (one conflict only, or none named) are split by passage.
    """
    splits = _divided(examples, [e.conflict for e in examples], hold_out_test)
    if not splits["train"] or not splits["dev"]:
        splits = _divided(examples, [e.text for e in examples], False)
    if not splits["dev"]:
        splits["dev"] = splits["train"][:1]
    if not splits["train"]:
        splits["train"] = splits["dev"]
    return splits


def _divided(
    examples: Sequence[Example], keys: Sequence[str], hold_out_test: bool
) -> dict[Split, list[Example]]:
    splits: dict[Split, list[Example]] = {"train": [], "dev": [], "test": []}
    for example, key in zip(examples, keys, strict=True):
        split = split_of(key)
        splits["train" if split == "test" and not hold_out_test else split].append(example)
    return splits


def fresh(recipe: Recipe, folder: str | Path | None) -> Source:
    """An untrained network on the recipe's base, from the hub or from a folder."""
    network, tokenizer, about = load_base(recipe, folder)
    settings = network.encoder.config
    positions = getattr(settings, "max_position_embeddings", LONGEST)
    padding = settings.pad_token_id or 0
    reserved = padding + 1 if settings.model_type in OFFSET_POSITIONS else 0
    encoder = json.loads(settings.to_json_string(use_diff=False))
    encoder.pop("_name_or_path", None)  # where it lay on this machine is nobody's business
    config = ModelConfig(
        name="",
        labels=recipe.labels,
        none=recipe.none,
        base=about,
        encoder=encoder,
        pointer_width=recipe.pointer_width,
        max_tokens=min(LONGEST, positions - reserved) if positions > 0 else LONGEST,
        pad_id=padding,
        precision="float32",
    )
    return Source(network, tokenizer, config)


def _continued(folder: Path, recipe: Recipe) -> Source:
    from stance.model.torch_runtime import load_network

    config = load_config(folder)
    if config.labels != recipe.labels:
        raise StanceError(
            f"{folder}: its labels are {', '.join(config.labels)}, "
            f"the recipe's are {', '.join(recipe.labels)}"
        )
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    base = config.base | {"from": f"{config.name} {config.hash}"}
    return Source(load_network(folder, config), tokenizer, replace(config, base=base))


def _finish(
    source: Source,
    passages: TrainingData,
    progress: Progress,
    recipe: Recipe,
    splits: dict[Split, list[Example]],
    extra: Mapping[Path, Sequence[Example]],
    note: str,
    output: Path,
) -> ModelConfig:
    """Merge, calibrate and write the model, measure it on the test split, tidy up."""
    merge_adapters(source.network)
    gold, logits = stance_logits(source.network.cpu(), passages.dev, passages.pad_id)
    calibration = calibrate(gold.numpy(), logits.numpy()) or source.config.calibration
    sizes: dict[str, int] = {name: len(own) for name, own in splits.items()}
    sizes["extra"] = sum(map(len, extra.values()))
    training: dict[str, Any] = {
        "recipe": recipe.model_dump(),
        "passages": sizes,
        "best_epoch": progress.best_epoch + 1,
        "dev_macro_f1": round(progress.best_score, 4),
        "note": note,
    }
    config = replace(
        source.config,
        name=output.name,
        precision="float32",
        calibration=calibration,
        training=training,
        files={},
    )
    tokenizer = source.tokenizer.to_str()
    config = write_model(source.network, tokenizer, config, output, card=model_card(config, {}))
    if splits["test"]:
        measure(output, splits["test"])
    for name in ("checkpoint.safetensors", "best.safetensors"):
        (output / name).unlink(missing_ok=True)
    return config


def measure(folder: Path, examples: Sequence[Example]) -> None:
    """Evaluate a model folder on the held-out conflicts and keep the figures with it."""
    from stance.evaluation.bootstrap import intervals
    from stance.evaluation.judging import judge_examples
    from stance.evaluation.recording import record
    from stance.model.stance_model import StanceModel

    figures = intervals(judge_examples(StanceModel.load(folder, "cpu"), examples))
    record(folder, "held-out conflicts", figures, "stance evaluate DATA... --split test")
