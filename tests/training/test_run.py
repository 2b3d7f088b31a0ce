"""Whole training runs: what they leave behind, how they go on, and what they refuse."""

import json
import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from stance.behaviour.substitutes import SUBSTITUTES
from stance.corpus import Example, load_examples, mention_spans, split_of
from stance.errors import StanceError
from stance.evaluation.bootstrap import Figure
from stance.evaluation.recording import record
from stance.model.folder import file_hash, load_config
from stance.model.stance_model import StanceModel
from stance.renaming import renamed
from stance.training import loop
from stance.training.base import load_base
from stance.training.recipe import Recipe
from stance.training.run import divide, train

FOLDER = {
    "config.json",
    "tokenizer.json",
    "reader.onnx",
    "heads.onnx",
    "weights-1-of-1.safetensors",
    "metrics.json",
    "MODEL_CARD.md",
    "log.jsonl",
}

FIGHT = "The Vellin Cadre accepted a truce, but Marshal Odo Marr vowed to fight on."
TALKS = "Marshal Odo Marr will stop only if the Vellin Cadre frees his brother."
STEPS = 12
"""Of the shared recipe: 48 passages for training in batches of 8, twice."""


def pair(
    actor: str, stance: str, evidence: str | None = None, condition: str | None = None
) -> dict[str, str | None]:
    return {"actor": actor, "stance": stance, "evidence": evidence, "condition": condition}


VELLIN = [
    {
        "text": f"{day}: {text}",
        "pairs": pairs,
    }
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
    for text, pairs in (
        (
            FIGHT,
            [
                pair("Vellin Cadre", "support", "accepted a truce"),
                pair("Marshal Odo Marr", "reject", "vowed to fight on"),
            ],
        ),
        (
            TALKS,
            [
                pair("Marshal Odo Marr", "condition", "will stop", "frees his brother"),
                pair("Vellin Cadre", "none"),
            ],
        ),
    )
]
"""Passages of a war that the corpus does not know, its conflict not named."""


def write(path: Path, records: Sequence[object]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def log_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def weights_of(folder: Path) -> bytes:
    return (folder / "weights-1-of-1.safetensors").read_bytes()


def surprise(folder: Path, data: Path) -> float:
    """Mean negative log probability that a model gives to the gold labels."""
    model, examples = StanceModel.load(folder, "cpu"), load_examples([data])
    answers = model.judge([e.text for e in examples], [mention_spans(e) for e in examples])
    losses = [
        -math.log(judged.probabilities[model.config.labels.index(gold.stance)])
        for example, actors in zip(examples, answers, strict=True)
        for gold, judged in zip(example.pairs, actors, strict=True)
    ]
    return sum(losses) / len(losses)


class TestWhatARunLeaves:
    def test_a_complete_folder_and_no_checkpoint(self, trained: Path) -> None:
        assert {path.name for path in trained.iterdir()} == FOLDER
        config = load_config(trained)
        assert set(config.files) < FOLDER
        assert (config.name, config.precision) == ("model", "float32")

    def test_where_it_came_from(self, trained: Path, tiny_base: Path, corpus: Path) -> None:
        config = load_config(trained)
        assert config.base == {
            "id": "invented/tiny",
            "sha256": file_hash(tiny_base / "model.safetensors"),
        }
        splits = [split_of(example.conflict) for example in load_examples([corpus])]
        sizes = {name: splits.count(name) for name in ("train", "dev", "test")}
        assert config.training["passages"] == sizes | {"extra": 0}
        assert min(sizes.values()) > 0
        assert config.training["recipe"]["epochs"] == 2

    def test_figures_on_conflicts_that_it_never_saw(self, trained: Path) -> None:
        metrics = json.loads((trained / "metrics.json").read_text("utf-8"))
        figures = metrics["held-out conflicts"]["figures"]
        for name in ("macro_f1", "accuracy", "evidence_token_f1"):
            assert 0 <= figures[name][0] <= 1
        card = (trained / "MODEL_CARD.md").read_text("utf-8")
        assert "## Figures on held-out conflicts" in card
        assert f"{figures['accuracy'][0]:.3f}" in card
        assert "48 train, 6 dev, 6 test, 0 extra" in card

    def test_a_log_of_every_step_and_every_epoch(self, trained: Path) -> None:
        log = log_of(trained)
        steps = [entry for entry in log if "loss" in entry]
        assert [entry["step"] for entry in steps] == list(range(1, STEPS + 1))
        assert {entry["of"] for entry in steps} == {STEPS}
        assert all(entry["rate"] > 0 for entry in steps)
        epochs = [entry for entry in log if "epoch" in entry]
        assert [(entry["epoch"], entry["step"]) for entry in epochs] == [(1, 6), (2, 12)]
        assert max(entry["dev_macro_f1"] for entry in epochs) == pytest.approx(
            load_config(trained).training["dev_macro_f1"], abs=1e-4
        )

    def test_it_learnt(self, trained: Path) -> None:
        losses = [entry["loss"] for entry in log_of(trained) if "loss" in entry]
        assert sum(losses[-3:]) < sum(losses[:3])

    def test_figures_of_other_data_are_added_to_the_folder(self, copy: Path) -> None:
        figures = {"accuracy": Figure(0.5, 0.4, 0.6)}
        record(copy, "reports.csv", figures, "stance evaluate reports.csv")
        metrics = json.loads((copy / "metrics.json").read_text("utf-8"))
        assert list(metrics) == ["held-out conflicts", "reports.csv"]
        card = (copy / "MODEL_CARD.md").read_text("utf-8")
        assert "| accuracy | 0.500 | 0.400 to 0.600 |" in card
        assert "`stance evaluate reports.csv`" in card
        assert load_config(copy)


class TestInterruptions:
    STOP_AT = 8
    """In the middle of the second epoch."""

    @pytest.fixture(scope="class")
    def stopped(
        self,
        corpus: Path,
        tiny_base: Path,
        recipe: Recipe,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> Path:
        """The folder of a run like that of `trained`, that somebody stopped."""
        folder = tmp_path_factory.mktemp("stopped") / "model"

        def stop(entry: dict[str, Any]) -> None:
            if entry["step"] == self.STOP_AT:
                raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loop, "CHECKPOINT_SECONDS", -1)
            with pytest.raises(KeyboardInterrupt):
                train([corpus], folder, recipe, base=tiny_base, device="cpu", listen=stop)
        return folder

    @pytest.fixture(scope="class")
    def resumed(self, stopped: Path, corpus: Path, tiny_base: Path, recipe: Recipe) -> Path:
        """The same folder, after the run was taken up again.

        It was killed while it wrote to its log: the last line is half a line.
        """
        with open(stopped / "log.jsonl", "a", encoding="utf-8") as log:
            log.write('{"step": 9, "of": 1')
        train([corpus], stopped, recipe, base=tiny_base, device="cpu", resume=True)
        return stopped

    def test_a_stopped_run_is_no_model(self, stopped: Path) -> None:
        assert (stopped / "checkpoint.safetensors").exists()
        with pytest.raises(StanceError, match="not a model folder"):
            load_config(stopped)

    def test_only_the_same_data_and_settings_are_resumed(
        self, stopped: Path, corpus: Path, tiny_base: Path, recipe: Recipe, tmp_path: Path
    ) -> None:
        lines = corpus.read_text("utf-8").splitlines(keepends=True)
        fewer = tmp_path / "corpus.jsonl"
        fewer.write_text("".join(lines[:-3]), encoding="utf-8")
        faster = recipe.model_copy(update={"head_rate": 0.1})
        for data, settings in ((fewer, recipe), (corpus, faster)):
            with pytest.raises(StanceError, match="other data or settings"):
                train([data], stopped, settings, base=tiny_base, device="cpu", resume=True)

    def test_a_resumed_run_ends_as_if_never_stopped(self, trained: Path, resumed: Path) -> None:
        assert weights_of(resumed) == weights_of(trained)
        assert load_config(resumed).hash == load_config(trained).hash
        assert {path.name for path in resumed.iterdir()} == FOLDER

    def test_its_log_tells_of_every_step_once(self, trained: Path, resumed: Path) -> None:
        def told(folder: Path) -> list[tuple[int, float | None, float | None]]:
            return [(e["step"], e.get("loss"), e.get("dev_macro_f1")) for e in log_of(folder)]

        assert told(resumed) == told(trained)


class TestStartingFromAModel:
    @pytest.fixture(scope="class")
    def vellin(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return write(tmp_path_factory.mktemp("vellin") / "vellin.jsonl", VELLIN)

    @pytest.fixture(scope="class")
    def adapted(
        self, trained: Path, vellin: Path, recipe: Recipe, tmp_path_factory: pytest.TempPathFactory
    ) -> Path:
        folder = tmp_path_factory.mktemp("adapted") / "vellin-model"
        settings = recipe.model_copy(update={"epochs": 4, "batch_passages": 4, "patience": 4})
        train([vellin], folder, settings, extra=[vellin, vellin], start_from=trained, device="cpu")
        return folder

    def test_it_knows_the_new_data_better(self, trained: Path, adapted: Path, vellin: Path) -> None:
        assert surprise(adapted, vellin) < surprise(trained, vellin) - 0.1

    def test_it_keeps_what_it_was_and_says_so(self, trained: Path, adapted: Path) -> None:
        old, new = load_config(trained), load_config(adapted)
        assert (new.labels, new.max_tokens, new.encoder) == (
            old.labels,
            old.max_tokens,
            old.encoder,
        )
        assert new.base == old.base | {"from": f"model {old.hash}"}
        assert new.name == "vellin-model"
        assert f"continued from model {old.hash}" in (adapted / "MODEL_CARD.md").read_text("utf-8")

    def test_it_is_held_against_the_model_that_it_continues(
        self, trained: Path, adapted: Path
    ) -> None:
        compared = json.loads((adapted / "comparison.json").read_text("utf-8"))
        assert compared["other"] == f"{trained.name} {load_config(trained).hash}"
        assert compared["better"] == len(compared["better_examples"])
        assert "too few" in compared["verdict"]

    def test_data_of_one_conflict_are_split_by_passage(self, adapted: Path) -> None:
        passages = load_config(adapted).training["passages"]
        assert passages["train"] + passages["dev"] == len(VELLIN)
        assert passages["dev"] > 0
        assert passages["test"] == 0

    def test_extra_passages_count_as_often_as_they_are_given(self, adapted: Path) -> None:
        passages = load_config(adapted).training["passages"]
        assert passages["extra"] in (len(VELLIN), 2 * len(VELLIN))
        read = passages["train"] + 2 * len(VELLIN)
        assert log_of(adapted)[0]["of"] == 4 * math.ceil(read / 4)

    def test_other_labels_are_refused(self, trained: Path, recipe: Recipe, tmp_path: Path) -> None:
        data = write(
            tmp_path / "a.jsonl",
            [{"text": "Odo Marr left.", "pairs": [pair("Odo Marr", "neutral")]}],
        )
        settings = recipe.model_copy(update={"labels": ("for", "neutral"), "none": "neutral"})
        with pytest.raises(StanceError) as raised:
            train([data], tmp_path / "model", settings, start_from=trained, device="cpu")
        assert "support, reject, condition, none" in str(raised.value)
        assert "for, neutral" in str(raised.value)


class TestDividing:
    def test_no_conflict_is_in_two_splits(self, corpus: Path) -> None:
        splits = divide(load_examples([corpus]), hold_out_test=True)
        conflicts = [{example.conflict for example in own} for own in splits.values()]
        assert all(conflicts)
        assert sum(map(len, conflicts)) == len(set.union(*conflicts)) == 20

    def test_test_conflicts_train_unless_held_out(self, corpus: Path) -> None:
        examples = load_examples([corpus])
        held_out, whole = divide(examples, True), divide(examples, False)
        assert whole["test"] == []
        assert len(whole["train"]) == len(held_out["train"]) + len(held_out["test"])
        assert whole["dev"] == held_out["dev"]

    @pytest.mark.parametrize("passages", [1, 2, 5])
    def test_even_a_passage_or_two_can_train(self, tmp_path: Path, passages: int) -> None:
        examples = load_examples([write(tmp_path / "a.jsonl", VELLIN[:passages])])
        splits = divide(examples, hold_out_test=True)
        assert splits["train"]
        assert splits["dev"]

    def test_the_split_is_by_what_the_passages_say_not_where_they_lie(self, tmp_path: Path) -> None:
        """Passages without ids: a moved file must not change who trains."""

        def dev(path: Path) -> list[str]:
            return [e.text for e in divide(load_examples([write(path, VELLIN)]), False)["dev"]]

        split = dev(tmp_path / "one.jsonl")
        assert all(dev(tmp_path / name / "data.jsonl") == split for name in ("a", "b", "c", "d"))


class TestRefusals:
    def test_a_model_is_never_overwritten(
        self, trained: Path, corpus: Path, tiny_base: Path, recipe: Recipe
    ) -> None:
        before = {path.name: path.read_bytes() for path in trained.iterdir()}
        for resume in (False, True):
            with pytest.raises(StanceError, match="there is a model already"):
                train([corpus], trained, recipe, base=tiny_base, device="cpu", resume=resume)
        assert {path.name: path.read_bytes() for path in trained.iterdir()} == before

    def test_faulty_data_begin_nothing(
        self, corpus: Path, tiny_base: Path, recipe: Recipe, tmp_path: Path
    ) -> None:
        more = write(
            tmp_path / "extra.jsonl",
            [{"text": FIGHT, "pairs": [pair("Nobody", "none"), pair("Vellin Cadre", "maybe")]}],
        )
        with pytest.raises(StanceError) as raised:
            train([corpus], tmp_path / "model", recipe, extra=[more], base=tiny_base, device="cpu")
        assert len(str(raised.value).splitlines()) == 2
        assert not (tmp_path / "model").exists()

    def test_too_long_passages_begin_nothing(
        self, tiny_base: Path, recipe: Recipe, tmp_path: Path
    ) -> None:
        long = {"id": "v7", "text": f"{FIGHT} {TALKS} " * 3, "pairs": VELLIN[0]["pairs"]}
        data = write(tmp_path / "a.jsonl", [VELLIN[0], long])
        with pytest.raises(StanceError, match=r"^v7: \d+ tokens, and the encoder reads 64"):
            train([data], tmp_path / "model", recipe, base=tiny_base, device="cpu")
        assert not (tmp_path / "model").exists()

    def test_only_the_pinned_base_is_taken(self, tiny_base: Path, recipe: Recipe) -> None:
        real = file_hash(tiny_base / "model.safetensors")
        with pytest.raises(StanceError) as raised:
            load_base(recipe.model_copy(update={"base_sha256": "0" * 64}), tiny_base)
        assert real in str(raised.value)
        assert "0" * 64 in str(raised.value)
        _, _, about = load_base(recipe.model_copy(update={"base_sha256": real}), tiny_base)
        assert about["sha256"] == real

    def test_a_folder_without_an_encoder(self, recipe: Recipe, tmp_path: Path) -> None:
        with pytest.raises(StanceError) as raised:
            load_base(recipe, tmp_path)
        message = str(raised.value)
        assert str(tmp_path) in message
        assert "--base" in message
        assert "\n" not in message

    def test_an_unknown_base_without_a_network(self, recipe: Recipe) -> None:
        with pytest.raises(StanceError, match="base 'invented/tiny' cannot be loaded"):
            load_base(recipe)


def test_the_seed_decides_the_new_heads(tiny_base: Path, recipe: Recipe) -> None:
    """Whatever was drawn before."""

    def heads(seed: int) -> torch.Tensor:
        network, _, _ = load_base(recipe.model_copy(update={"seed": seed}), tiny_base)
        return network.heads.tags.weight

    first = heads(1)
    torch.rand(10)
    assert torch.equal(heads(1), first)
    assert not torch.equal(heads(2), first)


@pytest.mark.parametrize("family", ["bert", "roberta", "mpnet", "deberta-v2", "xlm-roberta"])
def test_any_family_of_encoders_trains_and_predicts(
    family: str, base_of: Callable[[str], Path], recipe: Recipe, tmp_path: Path
) -> None:
    data = write(tmp_path / "a.jsonl", VELLIN)
    settings = recipe.model_copy(update={"epochs": 1})
    config = train([data], tmp_path / "model", settings, base=base_of(family), device="cpu")
    assert config.encoder["model_type"] == family
    model = StanceModel.load(tmp_path / "model", "cpu")
    [example] = load_examples([write(tmp_path / "b.jsonl", VELLIN[:1])])
    [(cadre, marr)] = model.judge([example.text], [mention_spans(example)])
    assert cadre.mentions[0].of(example.text) == "Vellin Cadre"
    assert sum(marr.probabilities) == pytest.approx(1, abs=1e-5)
    text = "Odo Marr" + " of" * (config.max_tokens - model.count_tokens("Odo Marr"))
    assert model.count_tokens(text) == config.max_tokens
    assert len(list(model.judge([text]))) == 1


def test_actors_under_two_names_are_drawn_together(
    tiny_base: Path, recipe: Recipe, corpus: Path, tmp_path: Path
) -> None:
    """After the same steps, names change the answers of a model trained with twins less."""
    examples = load_examples([corpus])
    chance = random.Random(0)
    others = [renamed(example, SUBSTITUTES, chance) for example in examples]
    distance = {}
    for weight in (0.0, 10.0):
        loss = recipe.loss.model_copy(update={"consistency": weight})
        own = recipe.model_copy(update={"loss": loss, "hold_out_test": False})
        train([corpus], tmp_path / f"{weight}", own, base=tiny_base, device="cpu")
        model = StanceModel.load(tmp_path / f"{weight}", "cpu")
        before, after = (probabilities_of(model, texts) for texts in (examples, others))
        distance[weight] = np.abs(before - after).mean()
    assert distance[10.0] < 0.8 * distance[0.0]


def probabilities_of(model: StanceModel, examples: Sequence[Example]) -> NDArray[np.float64]:
    """(N, labels) of all pairs of the examples."""
    judged = model.judge((e.text for e in examples), (mention_spans(e) for e in examples))
    return np.array([actor.probabilities for own in judged for actor in own])


def test_disagreement_is_the_mean_of_both_divergences() -> None:
    one = torch.tensor([[2.0, 0.0], [0.0, 1.0]])
    assert loop.disagreement(torch.cat([one, one])) == 0
    there = loop.disagreement(torch.cat([one, one.flip(0)]))
    assert there == loop.disagreement(torch.cat([one.flip(0), one])) > 0
    first, second = one.softmax(-1)
    divergence = ((first - second) * (first.log() - second.log())).sum() / 2
    assert there == pytest.approx(float(divergence), abs=1e-6)
