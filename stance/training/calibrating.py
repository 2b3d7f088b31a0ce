"""Temperature of a model's stance logits, from examples that it was not trained on."""

import numpy as np
from numpy.typing import NDArray

from stance.model.folder import Calibration

FEWEST_PAIRS = 100
"""A temperature from fewer would be noise."""


def calibrate(gold: NDArray[np.int64], logits: NDArray[np.float32]) -> Calibration | None:
    """The temperature that makes the gold labels most likely; None if there are too few.

    Args:
        gold: (N,) label indices.
        logits: (N, labels), uncalibrated.

    Temperature scaling: Guo et al. 2017, *On Calibration of Modern Neural Networks*.
    """
    from scipy.optimize import minimize_scalar
    from scipy.special import log_softmax

    if len(gold) < FEWEST_PAIRS:
        return None

    def loss(temperature: float) -> float:
        return float(-log_softmax(logits / temperature, axis=-1)[np.arange(len(gold)), gold].mean())

    best = minimize_scalar(loss, bounds=(0.2, 10), method="bounded")
    return Calibration(temperature=round(float(best.x), 4))
