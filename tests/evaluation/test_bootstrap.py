"""Intervals and comparisons: what they promise about figures."""

from dataclasses import replace

import numpy as np
import pytest

from stance.errors import StanceError
from stance.evaluation.bootstrap import bootstrap, compare, intervals
from stance.evaluation.judgements import Detection, Judgement, Judgements
from stance.evaluation.measures import measure
from stance.labels import NONE, STANCES
from stance.records import Span


def judgements(passages: int, accuracy: float, pairs: int = 2, seed: int = 0) -> Judgements:
    """A model that is right about a share of the pairs; the data do not depend on the model."""
    random = np.random.default_rng(seed)

    def pair(passage: int, number: int) -> Judgement:
        gold = (passage + number) % 4
        said = gold if random.random() < accuracy else (gold + 1) % 4
        probabilities = tuple(0.7 if label == said else 0.1 for label in range(4))
        return Judgement(
            f"p{passage:04}", "Tarn strait", "wire", f"actor {number}", STANCES[gold], probabilities
        )

    return Judgements(
        STANCES, NONE, tuple(pair(p, number) for p in range(passages) for number in range(pairs))
    )


def test_an_interval_holds_the_value_and_the_value_is_the_measure() -> None:
    model = judgements(80, 0.7)
    found = intervals(model, replicates=300)
    assert {name: figure.value for name, figure in found.items()} == measure(model)
    for name in ("accuracy", "macro_f1", "macro_f1_positions", "brier", "f1.support"):
        assert found[name].low < found[name].value < found[name].high


def test_an_interval_is_as_wide_as_theory_has_it() -> None:
    """Of a share p of n independent units: p ± 1.96 √(p(1-p)/n)."""
    outcomes = np.arange(400) < 100
    share = bootstrap(lambda w: {"share": float(w @ outcomes / 400)}, 400, 2000, 0)["share"]
    half = 1.96 * (0.25 * 0.75 / 400) ** 0.5
    assert (share.low, share.high) == pytest.approx((0.25 - half, 0.25 + half), abs=0.005)


def test_pairs_of_one_passage_do_not_pass_for_independent() -> None:
    alone = judgements(60, 0.6, pairs=1)
    echoed = replace(
        alone,
        pairs=tuple(replace(pair, actor=f"a{i}") for pair in alone.pairs for i in range(10)),
    )
    assert intervals(echoed, 300)["accuracy"] == intervals(alone, 300)["accuracy"]


def test_the_seed_decides_the_interval() -> None:
    model = judgements(40, 0.7)
    assert intervals(model, 100, seed=3) == intervals(model, 100, seed=3)
    assert intervals(model, 100, seed=3) != intervals(model, 100, seed=4)


def test_a_model_without_a_mistake_has_no_spread() -> None:
    figure = intervals(judgements(40, 1.0), 100)["accuracy"]
    assert (figure.low, figure.value, figure.high) == (1, 1, 1)


def test_nothing_to_evaluate_is_said() -> None:
    with pytest.raises(StanceError, match="no labelled pairs"):
        intervals(Judgements(STANCES, NONE, ()))


def test_a_model_differs_from_itself_by_nothing() -> None:
    model = judgements(40, 0.7)
    for difference in compare(model, model, 200).values():
        assert (difference.difference, difference.low, difference.high) == (0, 0, 0)
        assert difference.p == 1


def test_a_worse_model_is_detected() -> None:
    difference = compare(judgements(100, 0.9), judgements(100, 0.5, seed=1), 500)["macro_f1"]
    assert difference.difference == pytest.approx(difference.one - difference.other)
    assert 0 < difference.low < difference.difference < difference.high
    assert difference.p == 1 / 500


def test_a_difference_turns_with_the_order_of_the_models() -> None:
    one, other = judgements(60, 0.7), judgements(60, 0.6, seed=1)
    there, back = compare(one, other, 300)["accuracy"], compare(other, one, 300)["accuracy"]
    assert there.difference == -back.difference
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))
    assert there.p == back.p


def test_models_of_the_same_skill_are_not_told_apart() -> None:
    """One comparison in twenty may: of thirty, more than five are the work of a fault."""
    model = judgements(80, 0.7)
    rivals = [judgements(80, 0.7, seed=seed) for seed in range(1, 31)]
    told_apart = [compare(rival, model, 100)["accuracy"].p < 0.05 for rival in rivals]
    assert sum(told_apart) <= 5


def test_pairing_finds_a_small_steady_difference_that_single_intervals_hide() -> None:
    one = judgements(100, 0.6)
    wrong = [i for i, pair in enumerate(one.pairs) if one.predicted(pair) != pair.gold][:12]
    mended = tuple(
        replace(pair, probabilities=tuple(float(label == pair.gold) for label in STANCES))
        if i in wrong
        else pair
        for i, pair in enumerate(one.pairs)
    )
    better = replace(one, pairs=mended)
    assert intervals(better, 500)["accuracy"].low < intervals(one, 500)["accuracy"].high
    assert compare(better, one, 500)["accuracy"].p < 0.05


def test_the_order_of_the_pairs_does_not_matter() -> None:
    model = judgements(30, 0.7)
    assert compare(model, replace(model, pairs=model.pairs[::-1]), 100)["accuracy"].p == 1


def test_a_model_that_finds_actors_can_be_compared_with_one_that_is_told_them() -> None:
    told = judgements(30, 0.7)
    empty_passage = Detection("p9999", gold=(), stances=(), found=((Span(0, 3),),))
    differences = compare(replace(told, detections=(empty_passage,)), told, 100)
    assert differences["accuracy"].difference == 0
    assert "actor_recall" not in differences


def test_models_on_different_pairs_are_not_compared() -> None:
    one = judgements(30, 0.7)
    with pytest.raises(StanceError, match=r"different data.*'p0029', actor 'actor 1'"):
        compare(one, replace(one, pairs=one.pairs[:-1]))
    relabelled = replace(one.pairs[0], gold="reject")
    with pytest.raises(StanceError, match="different data"):
        compare(one, replace(one, pairs=(relabelled, *one.pairs[1:])))


def test_models_with_different_labels_are_not_compared() -> None:
    one = judgements(30, 0.7)
    with pytest.raises(StanceError, match="different labels"):
        compare(one, replace(one, labels=STANCES[::-1]))
