"""Calibration: probabilities that mean what they say, if there is enough to learn from."""

import numpy as np
import pytest
from numpy.typing import NDArray

from stance.model.decoding import probabilities
from stance.model.folder import Calibration
from stance.training.calibrating import FEWEST_PAIRS, calibrate

Gold, Logits = NDArray[np.int64], NDArray[np.float32]


def honest(pairs: int) -> tuple[Gold, Logits]:
    """Labels drawn from the very probabilities that the logits stand for."""
    chance = np.random.default_rng(7)
    logits = chance.normal(0, 1.5, (pairs, 4)).astype(np.float32)
    odds = probabilities(logits, Calibration())
    gold = [chance.choice(4, p=row / row.sum()) for row in odds.astype(np.float64)]
    return np.array(gold, np.int64), logits


@pytest.mark.parametrize("exaggeration", [0.5, 1, 3])
def test_the_temperature_undoes_the_exaggeration(exaggeration: float) -> None:
    gold, logits = honest(4000)
    calibration = calibrate(gold, logits * np.float32(exaggeration))
    assert calibration is not None
    assert calibration.temperature == pytest.approx(exaggeration, rel=0.1)


def test_a_model_that_is_sure_and_often_wrong_gets_less_sure_not_other_answers() -> None:
    chance = np.random.default_rng(1)
    gold = chance.integers(0, 4, 400)
    said = np.where(chance.random(400) < 0.6, gold, chance.integers(0, 4, 400))
    logits = np.float32(12) * np.eye(4, dtype=np.float32)[said]
    calibration = calibrate(gold, logits)
    assert calibration is not None
    assert calibration.temperature > 1
    calm = probabilities(logits, calibration)
    assert (calm.argmax(1) == said).all()
    assert calm.max(1).mean() == pytest.approx((said == gold).mean(), abs=0.01)


def test_a_label_that_is_rarer_than_the_model_thinks_gets_less_likely() -> None:
    gold, logits = honest(4000)
    wrong = logits + np.array([1.5, 0, 0, 0], np.float32)
    calibration = calibrate(gold, wrong)
    assert calibration is not None
    bias = np.array(calibration.bias)
    assert bias[0] - bias[1:].mean() == pytest.approx(-1.5, abs=0.2)


def test_a_model_that_is_always_right_keeps_a_finite_temperature() -> None:
    gold = np.arange(200) % 4
    calibration = calibrate(gold, np.eye(4, dtype=np.float32)[gold])
    assert calibration is not None
    assert 0 < calibration.temperature < 1


def test_too_few_pairs_calibrate_nothing() -> None:
    gold, logits = honest(FEWEST_PAIRS)
    assert calibrate(gold, logits) is not None
    assert calibrate(gold[1:], logits[1:]) is None
    assert calibrate(gold[:0], logits[:0]) is None
