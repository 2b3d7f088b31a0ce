"""What the speed report computes from its stopwatch."""

import pytest

from benchmarks.limits import encoder_operations
from benchmarks.report import ratio


def test_a_ratio_is_the_median_over_rounds_that_took_turns() -> None:
    row = ratio("ours", slower=[10, 30, 8], faster=[5, 5, 1], aim=6)
    assert row.measured == "6.00x [2.00, 8.00], 3 rounds"
    assert row.reached
    assert not ratio("ours", slower=[10], faster=[5], aim=2.1).reached


def test_rounds_must_pair() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio("ours", [1, 2], [1], aim=1)


def test_operations_of_an_encoder_grow_with_the_square_of_the_passage_in_attention_only() -> None:
    encoder = {"hidden_size": 4, "intermediate_size": 8, "num_hidden_layers": 1}
    weights, attention = 2 * (4 * 16 + 2 * 32), 4 * 4
    assert encoder_operations(1, encoder) == weights + attention
    assert encoder_operations(10, encoder) == 10 * weights + 100 * attention
