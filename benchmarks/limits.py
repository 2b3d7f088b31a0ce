"""What the processor can do: rates of large matrix products."""

import time
from collections.abc import Callable

import numpy as np

SIZE = 2048


def single_precision_rate() -> float:
    """Operations a second of a large float32 product, the best of NumPy's and PyTorch's."""
    import torch

    a = np.random.default_rng(0).standard_normal((SIZE, SIZE), np.float32)
    t = torch.from_numpy(a)
    return max(_rate(lambda: a @ a), _rate(lambda: t @ t))


def eight_bit_rate() -> float:
    """Operations a second of ONNX Runtime's product of unsigned and signed bytes."""
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    weight = np.random.default_rng(0).integers(-90, 90, (SIZE, SIZE), np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [SIZE, SIZE])],
        [helper.make_tensor_value_info("c", TensorProto.INT32, [SIZE, SIZE])],
        [numpy_helper.from_array(weight, "b")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    a = np.random.default_rng(1).integers(0, 255, (SIZE, SIZE), np.uint8)
    return _rate(lambda: session.run(None, {"a": a}))


def _rate(product: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(8):
        began = time.perf_counter()
        product()
        best = min(best, time.perf_counter() - began)
    return 2 * SIZE**3 / best


def encoder_operations(tokens: int, encoder: dict[str, int]) -> float:
    """Operations of one passage of so many tokens, in the encoder's matrix products."""
    wide, inner = encoder["hidden_size"], encoder["intermediate_size"]
    weights = 2 * tokens * (4 * wide * wide + 2 * wide * inner)
    attention = 2 * 2 * tokens * tokens * wide
    return float(encoder["num_hidden_layers"] * (weights + attention))
