"""The network in PyTorch: for accelerators, and as the start of further training."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor

from stance.errors import StanceError
from stance.model.decoding import Array
from stance.model.folder import ModelConfig
from stance.model.network import Heads, StanceNetwork
from stance.model.runtime import Ids


class TorchRuntime:
    """Runs a network on any PyTorch device, by default in half precision off the CPU."""

    def __init__(
        self, network: StanceNetwork, device: str = "cpu", precision: torch.dtype | None = None
    ) -> None:
        self._device = torch.device(device)
        usual = torch.float32 if device == "cpu" else torch.float16
        self._network = network.to(self._device, precision or usual).eval()

    @classmethod
    def open(cls, folder: Path, config: ModelConfig, device: str = "cpu") -> "TorchRuntime":
        """Load a model folder onto a device."""
        return cls(load_network(folder, config), device)

    @torch.inference_mode()
    def read(self, ids: Ids, mask: Ids) -> tuple[Any, Array]:
        states, tags = self._network.read(self._tensor(ids), self._tensor(mask))
        return states, _array(tags)

    @torch.inference_mode()
    def judge(
        self, states: Any, mask: Ids, mentions: Array, passage: Ids
    ) -> tuple[Array, Array, Array]:
        judged = self._network.heads.judge(
            states, self._tensor(mask), self._tensor(mentions), self._tensor(passage)
        )
        return _array(judged.stance), _array(judged.evidence), _array(judged.condition)

    def _tensor(self, array: Any) -> Tensor:
        return torch.from_numpy(np.ascontiguousarray(array)).to(self._device)


def _array(tensor: Tensor) -> Array:
    return tensor.float().cpu().numpy()


def load_network(folder: Path, config: ModelConfig) -> StanceNetwork:
    """A model folder's network in float32; eight-bit weights are expanded.

    Raises:
        StanceError: a weight of the network is not in the folder.
    """
    from transformers import AutoConfig, AutoModel

    settings = dict(config.encoder)
    encoder: Any = AutoModel.from_config(  # type: ignore[no-untyped-call]
        AutoConfig.for_model(settings.pop("model_type"), **settings)
    )
    if hasattr(encoder, "pooler"):
        encoder.pooler = None
    network = StanceNetwork(
        encoder, Heads(encoder.config.hidden_size, len(config.labels), config.pointer_width)
    )
    stored: dict[str, Tensor] = {}
    for path in sorted(folder.glob("weights-*.safetensors")):
        with safe_open(path, "pt") as file:
            stored |= {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    parameters = {name: _expanded(name, stored) for name, _ in network.named_parameters()}
    if missing := [name for name, tensor in parameters.items() if tensor is None]:
        raise StanceError(
            f"{folder}: weights are missing: {', '.join(missing[:3])}: train it again"
        )
    network.load_state_dict(parameters, strict=False)
    return network


def _expanded(name: str, stored: dict[str, Tensor]) -> Tensor | None:
    """A weight as PyTorch has it, from whichever form the folder stores; None if in none."""
    for form in (name, f"{name}.T"):
        if form in stored:
            tensor = stored[form].float()
        elif f"{form}_quantized" in stored:
            scale = stored[f"{form}_scale"].float()
            zero = stored[f"{form}_zero_point"].float()
            tensor = (stored[f"{form}_quantized"].float() - zero) * scale
        else:
            continue
        return tensor.T.contiguous() if form.endswith(".T") else tensor
    return None
