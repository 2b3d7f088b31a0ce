"""What runs the network: ONNX Runtime on CPU (the core install), PyTorch on accelerators."""

import platform
import shutil
import sys
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from stance.errors import StanceError
from stance.memory import give_back_large_blocks
from stance.model.decoding import Array
from stance.model.folder import HEADS, READER, ModelConfig

Ids = NDArray[np.int64]


class Runtime(Protocol):
    """Runs the two halves of the network on NumPy arrays; shapes as in `stance.model.network`."""

    def read(self, ids: Ids, mask: Ids) -> tuple[Any, Array]:
        """(B, T) token ids to states, in whatever form `judge` takes, and (B, T, 3) tags."""
        ...

    def judge(
        self, states: Any, mask: Ids, mentions: Array, passage: Ids
    ) -> tuple[Array, Array, Array]:
        """Stance (N, labels), evidence (N, 2, T) and condition (N, 2, T) of N actors."""
        ...


class OnnxRuntime:
    """The network on CPU threads."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import onnxruntime

        give_back_large_blocks()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # An arena keeps the largest of every shape it has seen: a long document fills the memory.
        options.enable_cpu_mem_arena = False
        try:
            self._reader, self._heads = (
                onnxruntime.InferenceSession(
                    str(folder / name), options, providers=["CPUExecutionProvider"]
                )
                for name in (READER, HEADS)
            )
        except Exception as error:  # ONNX Runtime has no common base class for its errors
            reason = str(error).splitlines()[0]
            raise StanceError(f"{folder}: the model does not load: {reason}") from None

    def read(self, ids: Ids, mask: Ids) -> tuple[Any, Array]:
        states, tags = self._reader.run(["states", "tags"], {"ids": ids, "mask": mask})
        return states, tags

    def judge(
        self, states: Any, mask: Ids, mentions: Array, passage: Ids
    ) -> tuple[Array, Array, Array]:
        stance, evidence, condition = self._heads.run(
            ["stance", "evidence", "condition"],
            {"states": states, "mask": mask, "mentions": mentions, "passage": passage},
        )
        return stance, evidence, condition


def open_runtime(folder: Path, config: ModelConfig, device: str = "auto") -> Runtime:
    """The runtime for a device: `auto` (an accelerator if PyTorch sees one), `cpu`, `cuda`, `mps`.

    Raises:
        StanceError: the device is unknown or absent, or needs the training extra.
    """
    if device == "cpu" or (device == "auto" and not (_torch_is_here() and _gpu_may_be_here())):
        return OnnxRuntime(folder)
    if device not in ("auto", "cuda", "mps"):
        raise StanceError(f"device {device!r}: choose auto, cpu, cuda or mps")
    if not _torch_is_here():
        raise StanceError(f"device {device!r} needs PyTorch: pip install 'stance[train]'")
    import torch

    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    chosen = next((name for name, is_here in present.items() if is_here), "cpu")
    if device == "auto" and chosen == "cpu":
        return OnnxRuntime(folder)
    if device != "auto" and not present[device]:
        raise StanceError(f"device {device!r} is not available here: use --device cpu")
    from stance.model.torch_runtime import TorchRuntime

    return TorchRuntime.open(folder, config, chosen if device == "auto" else device)


def _gpu_may_be_here() -> bool:
    """Whether it is worth the second that PyTorch takes to import, to ask it."""
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    return Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi") is not None


def _torch_is_here() -> bool:
    from importlib.util import find_spec

    return find_spec("torch") is not None
