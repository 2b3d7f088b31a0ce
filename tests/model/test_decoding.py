"""From numbers to words and probabilities."""

import itertools
import random

import numpy as np
import pytest

from stance.model.decoding import (
    LONGEST_EVIDENCE,
    Array,
    pointed,
    probabilities,
)
from stance.model.folder import Calibration
from tests.model.tokenised import tokenised

TEXT = "a b c d e f"
"""Six tokens; with the special ones, they are 1 to 6 of 0 to 7."""


def point(
    starts: dict[int, float], ends: dict[int, float], required: bool = False, text: str = TEXT
) -> str | None:
    """The words between token scores; those not given are zero."""
    tokens = tokenised(text, text)
    scores = np.zeros((2, len(tokens.ids) + 3), np.float32)
    for row, values in enumerate((starts, ends)):
        for token, score in values.items():
            scores[row, token] = score
    span = pointed(scores, tokens, text, required)
    return span and span.of(text)


class TestPointing:
    def test_from_the_best_start_to_the_best_end(self) -> None:
        assert point({2: 5}, {4: 5}) == "b c d"

    def test_a_single_token(self) -> None:
        assert point({3: 5}, {3: 5}) == "c"

    def test_none_where_the_first_token_wins(self) -> None:
        assert point({0: 9, 2: 5}, {0: 9, 4: 5}) is None
        assert point({0: 9, 2: 5}, {4: 5}) == "b c d"
        assert point({0: 4}, {}) is None

    def test_the_first_token_must_lead_clearly(self) -> None:
        assert point({0: 6, 2: 5}, {0: 6, 4: 5}) == "b c d"
        assert point({0: 7, 2: 5}, {0: 7, 4: 5}) is None

    def test_words_on_two_sides_of_a_blank_line_are_not_one_stretch(self) -> None:
        assert point({1: 5, 4: 4}, {6: 5, 2: 3}, text="a b c\n\nd e f") == "d e f"
        assert point({1: 5}, {6: 5}, text="a b c\nd e f") == "a b c d e f".replace("c d", "c\nd")

    def test_required_words_are_found_whatever_the_first_token_scores(self) -> None:
        assert point({0: 99, 2: 5}, {0: 99, 4: 5}, required=True) == "b c d"

    def test_it_never_ends_before_it_starts(self) -> None:
        assert point({5: 5, 1: 2}, {2: 4}) == "a b"
        assert point({5: 5, 1: 2}, {2: 4, 6: 3}) == "e f"

    def test_special_tokens_and_padding_are_no_words(self) -> None:
        assert point({7: 9, 2: 1}, {7: 9, 8: 9, 3: 1}) == "b c"
        assert point({}, {}, required=True, text="") is None

    def test_a_long_stretch_is_no_evidence(self) -> None:
        text = " ".join(f"w{n}" for n in range(LONGEST_EVIDENCE + 5))
        longest = point({1: 5}, {LONGEST_EVIDENCE: 5}, text=text)
        assert longest is not None
        assert len(longest.split()) == LONGEST_EVIDENCE
        shorter = point({1: 5}, {LONGEST_EVIDENCE + 1: 5, 4: 1}, text=text)
        assert shorter == "w0 w1 w2 w3"

    def test_the_best_of_all_pairs_is_found(self) -> None:
        chance = random.Random(5)
        letters = TEXT.split()
        for _ in range(50):
            starts, ends = ({t: chance.gauss(0, 1) for t in range(8)} for _ in "12")
            pairs = itertools.combinations_with_replacement(range(1, 7), 2)
            first, last = max(pairs, key=lambda pair: starts[pair[0]] + ends[pair[1]])
            assert point(starts, ends, required=True) == " ".join(letters[first - 1 : last])


class TestProbabilities:
    LOGITS: Array = np.array([[2, 1, 0, -1], [0, 0, 3, 0]], np.float32)

    def test_without_calibration_they_are_the_softmax(self) -> None:
        chances = probabilities(self.LOGITS, Calibration())
        assert chances.sum(-1) == pytest.approx([1, 1])
        assert chances[0, 0] / chances[0, 1] == pytest.approx(np.e)

    def test_a_temperature_calms_without_changing_the_answer(self) -> None:
        calm = probabilities(self.LOGITS, Calibration(temperature=2))
        assert calm[0, 0] / calm[0, 1] == pytest.approx(np.e**0.5)
        assert calm.argmax(-1).tolist() == [0, 2]

    def test_a_bias_is_added_before_the_temperature(self) -> None:
        moved = probabilities(self.LOGITS, Calibration(temperature=2, bias=(0, 3, 0, 0)))
        assert moved[0, 1] / moved[0, 0] == pytest.approx(np.e)
        assert moved[0].argmax() == 1

    def test_large_logits_stay_probabilities(self) -> None:
        chances = probabilities(np.array([[1e4, -1e4, 0, 0]], np.float32), Calibration(0.2))
        assert chances.tolist() == [[1, 0, 0, 0]]
