"""A comparison that can be trusted: counts, examples, and a sentence about chance."""

from dataclasses import replace

from stance.evaluation.comparison import FEW_PAIRS, compare_models
from stance.evaluation.judgements import Judgement, Judgements
from stance.labels import NONE, STANCES


def judged(right: list[bool]) -> Judgements:
    """A model that is right about these pairs of which each has a passage of its own."""

    def pair(number: int) -> Judgement:
        gold = number % 4
        said = gold if right[number] else (gold + 1) % 4
        chances = tuple(0.7 if label == said else 0.1 for label in range(4))
        return Judgement(f"p{number}", "Tarn strait", "wire", "Tarn Guard", STANCES[gold], chances)

    return Judgements(STANCES, NONE, tuple(map(pair, range(len(right)))))


def test_what_got_better_and_what_got_worse() -> None:
    old = judged([True, True, False, False] * 10)
    new = judged([True, False, True, True] + [True, True, False, False] * 9)
    compared = compare_models(new, old, ("new", "old"), {"p2": "No truce."}, replicates=100)
    assert (compared.better, compared.worse) == (2, 1)
    assert {p.passage for p in compared.better_examples} == {"p2", "p3"}
    [worse] = compared.worse_examples
    assert (worse.passage, worse.gold, worse.one, worse.other) == (
        "p1",
        "reject",
        "condition",
        "reject",
    )
    assert [p.text for p in compared.better_examples if p.passage == "p2"] == ["No truce."]


def test_a_clear_gain_is_called_one() -> None:
    old, new = judged([True, False] * 60), judged([True] * 120)
    compared = compare_models(new, old, ("new", "old"), replicates=200)
    assert compared.verdict.startswith("new is better than old by more than chance")
    turned = compare_models(old, new, ("old", "new"), replicates=200)
    assert turned.verdict.startswith("old is worse than new")


def test_a_small_difference_is_called_noise() -> None:
    old = judged([True, False] * 60)
    new = judged([False, True] + [True, False] * 59)
    compared = compare_models(new, old, ("new", "old"), replicates=200)
    assert "cannot tell new from old" in compared.verdict


def test_of_few_pairs_nothing_is_said() -> None:
    old, new = judged([False] * (FEW_PAIRS - 1)), judged([True] * (FEW_PAIRS - 1))
    assert "too few" in compare_models(new, old, ("new", "old"), replicates=100).verdict


def test_the_order_of_the_passages_does_not_matter() -> None:
    old, new = judged([True, False] * 20), judged([True, True] * 20)
    turned = replace(old, pairs=old.pairs[::-1])
    assert compare_models(new, turned, ("new", "old"), replicates=100).better == 20
