"""From a PyTorch network to a model folder: two ONNX graphs over one store of weights.

The weights lie in safetensors files under PyTorch's names, and the graphs refer into these
files by offset (ONNX external data), so ONNX Runtime and PyTorch read the same bytes. A matrix
that its graph wants transposed is stored that way under a name ending in ``.T``.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, numpy_helper
from torch import Tensor, nn

from stance.model.folder import (
    CARD,
    CONFIG,
    HEADS,
    METRICS,
    READER,
    TOKENIZER,
    ModelConfig,
    file_hash,
)
from stance.model.network import Heads, StanceNetwork
from stance.model.quantising import QUANTISED, quantise

OPSET = 18
SHARD_BYTES = 90_000_000
"""No file of a model folder is larger (unless one tensor is), so that any git host takes it."""


class _Reader(StanceNetwork):
    """The first graph: token ids to states and tags."""

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        return self.read(ids, mask)


class _Judge(nn.Module):
    """The second graph: states and actors to stance, evidence and condition."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(
        self, states: Tensor, mask: Tensor, mentions: Tensor, passage: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        return tuple(self.heads.judge(states, mask, mentions, passage))  # type: ignore[return-value]


def write_model(
    network: StanceNetwork,
    tokenizer: str,
    config: ModelConfig,
    folder: Path,
    metrics: Mapping[str, Any] | None = None,
    card: str = "",
) -> ModelConfig:
    """Write a complete model folder; `config.precision` says in which precision.

    `tokenizer` is the content of tokenizer.json. Until config.json is renamed into place, as
    the last file, the folder is no model. Returns the configuration with the file hashes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG).unlink(missing_ok=True)
    network = network.eval().cpu().float()
    graphs = export_graphs(network)
    if config.precision == "int8":
        graphs[READER] = quantise(graphs[READER])
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as partial:
        written = Path(partial)
        weights = {name: tensor.detach().numpy() for name, tensor in network.named_parameters()}
        shards = _move_weights(graphs, weights, written)
        for name, graph in graphs.items():
            onnx.save(graph, written / name)
        (written / TOKENIZER).write_text(tokenizer, encoding="utf-8")
        files = {n: file_hash(written / n) for n in [READER, HEADS, TOKENIZER, *shards]}
        config = replace(config, files=files)
        (written / METRICS).write_text(json.dumps(metrics or {}, indent=2) + "\n")
        (written / CARD).write_text(card, encoding="utf-8")
        (written / CONFIG).write_text(config.to_json(), encoding="utf-8")
        for old in folder.glob("weights-*.safetensors"):
            old.unlink()
        for name in [*files, METRICS, CARD, CONFIG]:
            os.replace(written / name, folder / name)
    return config


def export_graphs(network: StanceNetwork) -> dict[str, ModelProto]:
    """The reader and the heads as float32 ONNX graphs whose initialisers bear PyTorch's names."""
    batch, length, actors = (torch.export.Dim(n, min=1) for n in ("batch", "length", "actors"))
    hidden = network.encoder.config.hidden_size
    ids, mask = torch.randint(5, 50, (3, 16)), torch.ones(3, 16, dtype=torch.int64)
    states, mentions = torch.randn(3, 16, hidden), torch.ones(5, 16)
    passage = torch.tensor([0, 0, 1, 2, 2])
    rows = {0: batch, 1: length}
    reader = _exported(
        _Reader(network.encoder, network.heads),
        {"ids": ids, "mask": mask},
        {"ids": rows, "mask": rows},
        ["states", "tags"],
    )
    heads = _exported(
        _Judge(network.heads),
        {"states": states, "mask": mask, "mentions": mentions, "passage": passage},
        {"states": rows, "mask": rows, "mentions": {0: actors, 1: length}, "passage": {0: actors}},
        ["stance", "evidence", "condition"],
    )
    weights = {name: tensor.detach().numpy() for name, tensor in network.state_dict().items()}
    for graph in (reader, heads):
        _name_transposed(graph, weights)
    return {READER: reader, HEADS: heads}


def _exported(
    module: nn.Module, inputs: dict[str, Tensor], dynamic: dict[str, Any], outputs: list[str]
) -> ModelProto:
    program = torch.onnx.export(
        module.eval(),
        (),
        kwargs=inputs,
        dynamic_shapes=dynamic,
        output_names=outputs,
        opset_version=OPSET,
        dynamo=True,
        verbose=False,
    )
    assert program is not None
    model = program.model_proto
    for part in [*model.graph.node, *model.graph.input, *model.graph.output]:
        del part.metadata_props[:]  # stack traces, with the folders of this machine
    return model


def _name_transposed(graph: ModelProto, weights: Mapping[str, NDArray[Any]]) -> None:
    """Name the matrices that the exporter transposed after the weights that they come from."""
    known = {
        (array.T.shape, np.ascontiguousarray(array.T).tobytes()): f"{name}.T"
        for name, array in weights.items()
        if array.ndim == 2
    }
    renamed = {}
    for initialiser in graph.graph.initializer:
        if initialiser.name not in weights:
            array = numpy_helper.to_array(initialiser)
            if name := known.get((array.shape, array.tobytes())):
                renamed[initialiser.name] = initialiser.name = name
    for node in graph.graph.node:
        for index, name in enumerate(node.input):
            node.input[index] = renamed.get(name, name)


def _move_weights(
    graphs: Mapping[str, ModelProto], weights: Mapping[str, NDArray[Any]], folder: Path
) -> list[str]:
    """Move the weights of all graphs into safetensors files; returns the files' names.

    The exporter keeps one of several weights that are alike; PyTorch needs them all.
    """
    from safetensors.numpy import save_file

    arrays: dict[str, NDArray[Any]] = {}
    kept: set[str] = set()
    for graph in graphs.values():
        for tensor in graph.graph.initializer:
            name = tensor.name
            for ending in QUANTISED:
                name = name.removesuffix(ending)
            if name.removesuffix(".T") in weights:
                arrays[tensor.name] = np.ascontiguousarray(numpy_helper.to_array(tensor))
                kept.add(name.removesuffix(".T"))
    arrays |= {name: array for name, array in weights.items() if name not in kept}
    groups: list[dict[str, NDArray[Any]]] = [{}]
    for name, array in arrays.items():
        if sum(a.nbytes for a in groups[-1].values()) + array.nbytes > SHARD_BYTES and groups[-1]:
            groups.append({})
        groups[-1][name] = array
    places: dict[str, tuple[str, int, int]] = {}
    names = [f"weights-{i}-of-{len(groups)}.safetensors" for i in range(1, len(groups) + 1)]
    for file_name, group in zip(names, groups, strict=True):
        save_file(group, folder / file_name)
        (folder / file_name).chmod(0o644)
        places |= _offsets(folder / file_name)
    for graph in graphs.values():
        for tensor in graph.graph.initializer:
            if tensor.name in places:
                _refer(tensor, *places[tensor.name])
    return names


def _offsets(path: Path) -> dict[str, tuple[str, int, int]]:
    """Where each tensor of a safetensors file lies: file name, offset and length in bytes."""
    with open(path, "rb") as file:
        header = int.from_bytes(file.read(8), "little")
        entries = json.loads(file.read(header))
    entries.pop("__metadata__", None)
    return {
        name: (
            path.name,
            8 + header + entry["data_offsets"][0],
            entry["data_offsets"][1] - entry["data_offsets"][0],
        )
        for name, entry in entries.items()
    }


def _refer(tensor: TensorProto, location: str, offset: int, length: int) -> None:
    """Make an initialiser point into an external file."""
    tensor.ClearField("raw_data")
    for key in ("float_data", "int32_data", "int64_data"):
        tensor.ClearField(key)  # type: ignore[arg-type]
    tensor.data_location = TensorProto.EXTERNAL
    del tensor.external_data[:]
    for key, value in (("location", location), ("offset", offset), ("length", length)):
        tensor.external_data.add(key=key, value=str(value))
