"""Checks on the shipped model: cases are counted, failures are found, the worst is named."""

import pytest

from stance import StanceModel, default_model
from stance.behaviour.cases import Case
from stance.behaviour.checking import Check, all_checks, run_checks
from stance.corpus import Example, Pair
from stance.errors import StanceError

ACCEPTS = Example("a", "The Orlan Front accepted the truce on Monday.", (Pair("Orlan Front", "x"),))
REFUSES = Example("b", "The Orlan Front rejected the truce on Monday.", (Pair("Orlan Front", "x"),))


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel.load(default_model(), "cpu")


def test_a_label_that_turns_where_it_should_stay_is_a_failure(model: StanceModel) -> None:
    same = Check("same", 0.5, lambda e: [Case(ACCEPTS, ACCEPTS), Case(ACCEPTS, REFUSES)])
    [result] = run_checks(model, [ACCEPTS], [same])
    assert (result.cases, len(result.failures), result.rate) == (2, 1, 0.5)
    assert result.passed
    assert result.worst is not None
    assert (result.worst.before.label, result.worst.after.label) == ("support", "reject")
    assert result.worst.text_after == REFUSES.text


def test_a_label_that_stays_where_it_should_turn_is_a_failure(model: StanceModel) -> None:
    turn = Check(
        "turn", 0.0, lambda e: [Case(ACCEPTS, ACCEPTS)], given="support", expected="reject"
    )
    [result] = run_checks(model, [ACCEPTS], [turn])
    assert (result.rate, result.passed) == (1.0, False)


def test_what_the_model_did_not_see_before_is_no_case(model: StanceModel) -> None:
    turn = Check(
        "turn", 0.0, lambda e: [Case(REFUSES, ACCEPTS)], given="support", expected="reject"
    )
    [result] = run_checks(model, [REFUSES], [turn])
    assert (result.cases, result.worst, result.passed) == (0, None, False)


def test_a_check_needs_labels_that_the_model_knows(model: StanceModel) -> None:
    odd = Check("odd", 0.0, lambda e: [], expected="maybe")
    with pytest.raises(StanceError, match="no label 'maybe'"):
        run_checks(model, [ACCEPTS], [odd])


def test_the_same_seed_finds_the_same(model: StanceModel) -> None:
    first, second = (run_checks(model, [ACCEPTS], all_checks(2, seed=3)) for _ in range(2))
    assert first == second
