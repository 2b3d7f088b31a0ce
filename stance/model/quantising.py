"""A reader's graph in eight bits: weights scaled by output column, activations by token."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

LARGE_WEIGHTS = 100_000
"""Matrices of fewer numbers are not quantised: rounding them costs more than their bytes."""

QUANTISED = ("_quantized", "_scale", "_zero_point")
"""Endings of the tensors that stand for one weight in eight bits."""

_STEP, _MIDDLE, _LAST_AXIS, _LEAST = (f"activation_{n}" for n in ("step", "middle", "axis", "min"))


def quantise(graph: ModelProto) -> ModelProto:
    """Eight-bit matrices and embeddings, in a graph that ONNX Runtime multiplies in eight bits.

    A weight is ``(quantized - zero_point) * scale``, with one scale for each output column of a
    matrix and one for a whole embedding. Activations are divided by the largest of their token
    and rounded: a few inputs of the feed-forward are far larger than the rest, and one scale for
    all tokens, ONNX Runtime's plain dynamic quantisation, changes a label in twelve on real
    text. The scale by token is as in LLM.int8() (Dettmers et al. 2022).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    by_token = ModelProto()
    by_token.CopyFrom(graph)
    _quantise_matrices(by_token)
    large = _large(by_token)
    small = [node.name for node in by_token.graph.node if not large.intersection(node.input)]
    with tempfile.TemporaryDirectory() as directory:
        target = Path(directory) / "int8.onnx"
        quantize_dynamic(
            by_token,
            target,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["Gather"],
            nodes_to_exclude=small,
        )
        return onnx.load(target)


def _large(model: ModelProto) -> set[str]:
    tensors = model.graph.initializer
    return {tensor.name for tensor in tensors if np.prod(tensor.dims) >= LARGE_WEIGHTS}


def _quantise_matrices(model: ModelProto) -> None:
    """Replace every product with a large weight matrix, in place."""
    large = _large(model)
    weights = {t.name: t for t in model.graph.initializer if t.name in large}
    nodes: list[NodeProto] = []
    rounded: set[str] = set()
    for node in model.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        activation, weight = node.input
        if activation not in rounded:  # query, key and value read the same states
            nodes += _rounded_by_token(activation)
            rounded.add(activation)
        nodes += _product(activation, weight, node.output[0])
    for name in {node.input[1] for node in model.graph.node if node.op_type == "MatMul"} & large:
        matrix = weights[name]
        model.graph.initializer.remove(matrix)
        model.graph.initializer.extend(_by_column(name, numpy_helper.to_array(matrix)))
    model.graph.initializer.extend(
        [
            numpy_helper.from_array(np.array(1 / 127, np.float32), _STEP),
            numpy_helper.from_array(np.array(128, np.uint8), _MIDDLE),
            numpy_helper.from_array(np.array([-1], np.int64), _LAST_AXIS),
            numpy_helper.from_array(np.array(1e-6, np.float32), _LEAST),
        ]
    )
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    if all(opset.domain != "com.microsoft" for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def _by_column(name: str, matrix: NDArray[np.float32]) -> Iterator[TensorProto]:
    """An (in, out) matrix as signed bytes, their scales and their zero points (out,)."""
    scale = np.maximum(np.abs(matrix).max(0) / 127, np.finfo(np.float32).tiny)
    bytes_ = np.clip(np.round(matrix / scale), -127, 127).astype(np.int8)
    parts = (bytes_, scale.astype(np.float32), np.zeros(matrix.shape[1], np.int8))
    for ending, part in zip(QUANTISED, parts, strict=True):
        yield numpy_helper.from_array(part, name + ending)


def _rounded_by_token(x: str) -> list[NodeProto]:
    """Activations over the largest of their token, as unsigned bytes around 128."""
    return [
        helper.make_node("Abs", [x], [f"{x}_size"]),
        helper.make_node("ReduceMax", [f"{x}_size", _LAST_AXIS], [f"{x}_most"], keepdims=1),
        helper.make_node("Max", [f"{x}_most", _LEAST], [f"{x}_largest"]),
        helper.make_node("Reciprocal", [f"{x}_largest"], [f"{x}_factor"]),
        helper.make_node("Mul", [x, f"{x}_factor"], [f"{x}_unit"]),
        helper.make_node("QuantizeLinear", [f"{x}_unit", _STEP, _MIDDLE], [f"{x}_bytes"]),
    ]


def _product(x: str, weight: str, output: str) -> list[NodeProto]:
    quantized, scale, zero_point = (weight + ending for ending in QUANTISED)
    inputs = [f"{x}_bytes", quantized, _STEP, scale, _MIDDLE, zero_point]
    return [
        helper.make_node(
            "MatMulIntegerToFloat", inputs, [f"{output}_unit"], domain="com.microsoft"
        ),
        helper.make_node("Mul", [f"{output}_unit", f"{x}_largest"], [output]),
    ]
