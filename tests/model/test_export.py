"""Exported models: ONNX Runtime and PyTorch read the same folder and say the same."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

import stance
from stance.corpus import load_examples
from stance.errors import StanceError
from stance.model import export
from stance.model.export import write_model
from stance.model.folder import ModelConfig, load_config
from stance.model.runtime import OnnxRuntime, Runtime
from stance.model.torch_runtime import TorchRuntime, load_network
from stance.training.quantising import quantise

GIT_LIMIT = 95_000_000
"""Bytes of a file that any git host takes."""


class Answers(NamedTuple):
    """What a runtime says of a batch; tags of padding are left out, they mean nothing."""

    tags: NDArray[np.float32]
    stance: NDArray[np.float32]
    evidence: NDArray[np.float32]
    condition: NDArray[np.float32]


def ask(runtime: Runtime, config: ModelConfig, texts: list[list[int]]) -> Answers:
    """Run a padded batch with two actors in every text, at its start and its end."""
    longest = max(map(len, texts))
    ids = np.full((len(texts), longest), config.pad_id, np.int64)
    mask = np.zeros_like(ids)
    mentions = np.zeros((2 * len(texts), longest), np.float32)
    for row, own in enumerate(texts):
        ids[row, : len(own)] = own
        mask[row, : len(own)] = 1
        mentions[2 * row, 1:3] = 1
        mentions[2 * row + 1, len(own) - 2] = 1
    states, tags = runtime.read(ids, mask)
    owners = np.repeat(np.arange(len(texts)), 2)
    return Answers(tags[mask == 1], *runtime.judge(states, mask, mentions, owners))


@pytest.fixture(scope="module")
def corpus_ids(corpus: Path, trained: Path) -> list[int]:
    """The corpus as one long row of tokens, to cut texts of any length from."""
    tokenizer = Tokenizer.from_file(str(trained / "tokenizer.json"))
    text = " ".join(example.text for example in load_examples([corpus]))
    return tokenizer.encode(text, add_special_tokens=False).ids


def texts_of(lengths: list[int], row: list[int]) -> list[list[int]]:
    return [row[10 * n : 10 * n + length] for n, length in enumerate(lengths)]


@pytest.fixture(scope="module")
def quantised(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quantised") / "model-int8"
    quantise(trained, folder)
    return folder


LENGTHS = pytest.mark.parametrize("lengths", [[4], [64], [30, 7, 19], [5, 64], [9] * 20], ids=str)


@LENGTHS
def test_both_runtimes_agree(trained: Path, corpus_ids: list[int], lengths: list[int]) -> None:
    config, texts = load_config(trained), texts_of(lengths, corpus_ids)
    onnx = ask(OnnxRuntime(trained), config, texts)
    pytorch = ask(TorchRuntime.open(trained, config), config, texts)
    for one, other in zip(onnx, pytorch, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-4)


@LENGTHS
def test_half_precision_says_nearly_the_same(
    trained: Path, corpus_ids: list[int], lengths: list[int]
) -> None:
    """The way of an accelerator, on a CPU."""
    config, texts = load_config(trained), texts_of(lengths, corpus_ids)
    half = ask(TorchRuntime(load_network(trained, config), "cpu", torch.float16), config, texts)
    for one, other in zip(ask(OnnxRuntime(trained), config, texts), half, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=0.05)


def test_padding_changes_no_answer(trained: Path, corpus_ids: list[int]) -> None:
    config, runtime = load_config(trained), OnnxRuntime(trained)
    short, long = texts_of([6, 60], corpus_ids)
    alone, beside = ask(runtime, config, [short]), ask(runtime, config, [short, long])
    np.testing.assert_allclose(alone.tags, beside.tags[:6], rtol=0, atol=1e-4)
    np.testing.assert_allclose(alone.stance, beside.stance[:2], rtol=0, atol=1e-4)
    np.testing.assert_allclose(alone.evidence, beside.evidence[:2, :, :6], rtol=0, atol=1e-4)


def test_padding_is_never_the_evidence(trained: Path, corpus_ids: list[int]) -> None:
    answers = ask(OnnxRuntime(trained), load_config(trained), texts_of([6, 60], corpus_ids))
    assert answers.evidence[:2, :, 6:].max() < answers.evidence[:2, :, :6].min() - 1000
    assert answers.condition[:2, :, 6:].max() < answers.condition[:2, :, :6].min() - 1000


class TestEightBits:
    @LENGTHS
    def test_both_runtimes_read_it_and_agree_roughly(
        self, quantised: Path, corpus_ids: list[int], lengths: list[int]
    ) -> None:
        config, texts = load_config(quantised), texts_of(lengths, corpus_ids)
        onnx = ask(OnnxRuntime(quantised), config, texts)
        pytorch = ask(TorchRuntime.open(quantised, config), config, texts)
        for one, other in zip(onnx, pytorch, strict=True):
            np.testing.assert_allclose(one, other, rtol=0, atol=0.05)

    def test_it_says_nearly_what_the_original_says(
        self, trained: Path, quantised: Path, corpus_ids: list[int]
    ) -> None:
        texts = texts_of([30, 7, 19], corpus_ids)
        original = ask(OnnxRuntime(trained), load_config(trained), texts)
        rounded = ask(OnnxRuntime(quantised), load_config(quantised), texts)
        for one, other in zip(original, rounded, strict=True):
            np.testing.assert_allclose(one, other, rtol=0, atol=0.05)

    def test_it_is_smaller(self, trained: Path, quantised: Path) -> None:
        # By how much shows on the shipped model: these matrices are small.
        name = "weights-1-of-1.safetensors"
        assert (quantised / name).stat().st_size < (trained / name).stat().st_size

    def test_it_is_another_model_without_figures(self, trained: Path, quantised: Path) -> None:
        config = load_config(quantised)
        assert (config.name, config.precision) == ("model-int8", "int8")
        assert config.hash != load_config(trained).hash
        assert (quantised / "metrics.json").read_text() == "{}\n"

    def test_it_is_made_once(self, trained: Path, quantised: Path, tmp_path: Path) -> None:
        with pytest.raises(StanceError, match="eight bits already"):
            quantise(quantised, tmp_path / "again")
        with pytest.raises(StanceError, match="there is a model already"):
            quantise(trained, quantised)


class TestFiles:
    def test_weights_lie_in_safetensors_only(self, trained: Path, quantised: Path) -> None:
        for folder in (trained, quantised):
            suffixes = {path.suffix for path in folder.iterdir()}
            assert suffixes <= {".json", ".jsonl", ".md", ".onnx", ".safetensors"}
            for path in folder.iterdir():
                assert path.read_bytes()[:2] not in (b"PK", b"\x80\x02", b"\x80\x04")
                assert path.stat().st_size < GIT_LIMIT

    def test_weights_bear_the_names_that_pytorch_gives_them(self, trained: Path) -> None:
        network = load_network(trained, load_config(trained))
        with safe_open(trained / "weights-1-of-1.safetensors", "np") as file:
            stored = {name.removesuffix(".T") for name in file.keys()}  # noqa: SIM118
        assert stored >= set(dict(network.named_parameters()))

    @pytest.mark.parametrize("name", ["reader.onnx", "heads.onnx", "config.json", "MODEL_CARD.md"])
    def test_no_file_says_where_on_which_machine_it_was_made(
        self, trained: Path, tiny_base: Path, name: str
    ) -> None:
        content = (trained / name).read_bytes()
        for place in (Path(stance.__file__).parent, Path(torch.__file__).parents[1], tiny_base):
            assert str(place).encode() not in content

    def test_large_models_are_cut_into_files(
        self,
        trained: Path,
        corpus_ids: list[int],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """As if a file held half a megabyte: several files, that both runtimes put together."""
        assert export.SHARD_BYTES < GIT_LIMIT
        monkeypatch.setattr(export, "SHARD_BYTES", 500_000)
        network, tokenizer = load_network(trained, load_config(trained)), "{}"
        (tmp_path / "weights-1-of-1.safetensors").write_bytes(b"of the model before")
        config = write_model(network, tokenizer, load_config(trained), tmp_path)
        shards = sorted(tmp_path.glob("*.safetensors"))
        assert {path.name for path in shards} == {n for n in config.files if "weights" in n}
        assert len(shards) > 3
        assert max(path.stat().st_size for path in shards) < 510_000
        texts = texts_of([30, 7], corpus_ids)
        expected = ask(OnnxRuntime(trained), config, texts)
        for runtime in (OnnxRuntime(tmp_path), TorchRuntime.open(tmp_path, config)):
            for one, other in zip(expected, ask(runtime, config, texts), strict=True):
                np.testing.assert_allclose(one, other, rtol=0, atol=1e-4)

    def test_weights_that_are_alike_are_all_kept(self, trained: Path, tmp_path: Path) -> None:
        """The biases of an encoder that was never trained are all zero."""
        config = load_config(trained)
        network = load_network(trained, config)
        with torch.no_grad():
            for name, weight in network.named_parameters():
                if name.endswith("bias"):
                    weight.zero_()
        config = write_model(network, "{}", config, tmp_path)
        again = dict(load_network(tmp_path, config).named_parameters())
        for name, weight in network.named_parameters():
            assert torch.equal(again[name], weight)
