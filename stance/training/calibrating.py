"""Temperature and bias of a model's stance logits, from examples that it was not trained on."""

import numpy as np
from numpy.typing import NDArray

from stance.model.folder import Calibration

FEWEST_PAIRS = 100
"""A calibration from fewer would be noise."""

BIAS_PENALTY = 2.0
"""Weight of the squared biases in the loss: few examples of a label move its bias little."""


def calibrate(gold: NDArray[np.int64], logits: NDArray[np.float32]) -> Calibration | None:
    """The temperature and label biases that make the gold labels most likely.

    None if there are too few examples. The biases say how often a label occurs in such text,
    beside how often it occurs where the model was trained.

    Args:
        gold: (N,) label indices.
        logits: (N, labels), uncalibrated.

    Bias-corrected temperature scaling: Alexandari et al. 2020, *Maximum Likelihood with
    Bias-Corrected Calibration is Hard-To-Beat at Label Shift Adaptation*.
    """
    from scipy.optimize import minimize
    from scipy.special import log_softmax

    if len(gold) < FEWEST_PAIRS:
        return None
    labels = logits.shape[1]

    def loss(values: NDArray[np.float64]) -> float:
        chances = log_softmax(logits / np.exp(values[0]) + values[1:], axis=-1)
        likelihood = chances[np.arange(len(gold)), gold].sum()
        return float(-likelihood + BIAS_PENALTY * (values[1:] ** 2).sum())

    bounds = [(np.log(0.2), np.log(10)), *[(-3, 3)] * labels]
    best = minimize(loss, np.zeros(labels + 1), bounds=bounds, method="L-BFGS-B").x
    temperature = float(np.exp(best[0]))
    return Calibration(
        temperature=round(temperature, 4),
        bias=tuple(round(float(value) * temperature, 4) for value in best[1:]),
    )
