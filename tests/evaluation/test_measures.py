"""What the measures mean, on cases small enough to compute by hand."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

from stance.errors import StanceError
from stance.evaluation.breakdown import by_conflict, by_style
from stance.evaluation.judgements import Detection, Judgement, Judgements
from stance.evaluation.measures import (
    confusion_matrix,
    figures,
    measure,
    reliability,
    risk_coverage,
    tally,
    token_f1,
)
from stance.labels import NONE, STANCES
from stance.records import Span


def pair(gold: str, *probabilities: float, passage: str = "p1", **rest: str) -> Judgement:
    fields = {"conflict": "Veldan marches", "style": "wire", "actor": "Veldan army"} | rest
    return Judgement(passage=passage, gold=gold, probabilities=probabilities, **fields)


def judged(*pairs: Judgement, labels: tuple[str, ...] = STANCES) -> Judgements:
    return Judgements(labels, NONE, pairs)


def random_judgements(size: int, seed: int = 0) -> Judgements:
    random = np.random.default_rng(seed)
    return judged(
        *(
            pair(
                STANCES[random.integers(4)],
                *random.dirichlet(np.ones(4)),
                passage=f"p{random.integers(size // 3)}",
            )
            for _ in range(size)
        )
    )


def detected(*detections: Detection) -> dict[str, float]:
    return measure(Judgements(STANCES, NONE, (pair("none", 0, 0, 0, 1),), detections))


@pytest.mark.parametrize("seed", range(5))
def test_labels_are_scored_as_scikit_learn_scores_them(seed: int) -> None:
    judgements = random_judgements(60, seed)
    gold = [each.gold for each in judgements.pairs]
    predicted = [judgements.predicted(each) for each in judgements.pairs]
    found = measure(judgements)

    def f1(labels: tuple[str, ...]) -> float:
        return float(f1_score(gold, predicted, labels=labels, average="macro", zero_division=0))

    assert found["accuracy"] == pytest.approx(accuracy_score(gold, predicted))
    assert found["macro_f1"] == pytest.approx(f1(STANCES))
    assert found["macro_f1_positions"] == pytest.approx(f1(STANCES[:3]))
    columns = precision_recall_fscore_support(gold, predicted, labels=STANCES, zero_division=0)
    for name, values in zip(("precision", "recall", "f1", "count"), columns, strict=True):
        assert [found[f"{name}.{label}"] for label in STANCES] == pytest.approx(list(values))


def test_a_label_that_never_occurs_counts_as_zero() -> None:
    found = measure(judged(pair("support", 1, 0, 0, 0), pair("none", 0, 0, 0, 1)))
    assert found["f1.reject"] == 0
    assert found["macro_f1"] == pytest.approx(2 / 4)
    assert found["macro_f1_positions"] == pytest.approx(1 / 3)


def test_positions_are_judged_among_all_pairs_not_only_those_with_a_position() -> None:
    bystander_taken_for_supporter = pair("none", 1, 0, 0, 0)
    found = measure(judged(pair("support", 1, 0, 0, 0), bystander_taken_for_supporter))
    assert found["precision.support"] == 0.5
    assert found["macro_f1_positions"] == pytest.approx((2 / 3) / 3)


def test_a_passage_of_weight_two_counts_as_if_it_were_there_twice() -> None:
    judgements = random_judgements(30)
    tallies = tally(judgements)
    weights = np.random.default_rng(1).integers(0, 3, len(tallies.passages)).astype(float)
    repeats = dict(zip(tallies.passages, weights.astype(int), strict=True))
    repeated = [each for each in judgements.pairs for _ in range(repeats[each.passage])]
    assert figures(tallies, weights) == pytest.approx(measure(judged(*repeated)))


def test_confusion_matrix_has_gold_in_rows() -> None:
    rejecter_taken_for_supporter = pair("reject", 0.9, 0.1, 0, 0)
    assert confusion_matrix(judged(rejecter_taken_for_supporter)) == (
        (0, 0, 0, 0),
        (1, 0, 0, 0),
        (0, 0, 0, 0),
        (0, 0, 0, 0),
    )


def test_brier_score_sums_over_labels_and_averages_over_pairs() -> None:
    right = pair("support", 0.7, 0.3, 0, 0)
    sure_and_wrong = pair("none", 1, 0, 0, 0)
    assert measure(judged(right))["brier"] == pytest.approx(0.09 + 0.09)
    assert measure(judged(right, sure_and_wrong))["brier"] == pytest.approx((0.18 + 2) / 2)


def test_calibration_error_weighs_the_gap_of_each_bin_by_its_pairs() -> None:
    half_right_at_ninety = [pair("support", 0.9, 0.1, 0, 0), pair("reject", 0.9, 0.1, 0, 0)]
    right_at_sixty = pair("support", 0.6, 0.4, 0, 0)
    found = measure(judged(*half_right_at_ninety, right_at_sixty))
    assert found["ece"] == pytest.approx((2 * 0.4 + 1 * 0.4) / 3)


def test_pairs_of_one_bin_can_cancel_out() -> None:
    # 14 of 20 right at 0.7: perfectly calibrated, though no single pair is.
    pairs = [pair("support" if i < 14 else "reject", 0.7, 0.3, 0, 0) for i in range(20)]
    assert measure(judged(*pairs))["ece"] == pytest.approx(0)


def test_reliability_bins_cover_all_pairs_and_own_their_upper_edge() -> None:
    certain, at_an_edge = pair("none", 0, 0, 0, 1.0), pair("reject", 0.6, 0.4, 0, 0)
    bins = reliability(judged(certain, at_an_edge))
    assert len(bins) == 15
    assert [(b.high, b.pairs, b.accuracy) for b in bins if b.pairs] == [
        (pytest.approx(0.6), 1, 0.0),
        (1.0, 1, 1.0),
    ]


def test_risk_falls_when_the_unsure_pairs_are_left_out() -> None:
    curve = risk_coverage(
        judged(
            pair("reject", 0.5, 0.3, 0.1, 0.1),
            pair("support", 0.9, 0.1, 0, 0),
            pair("support", 0.7, 0.3, 0, 0),
        )
    )
    assert [(p.confidence, p.risk) for p in curve] == [(0.9, 0), (0.7, 0), (0.5, 1 / 3)]
    assert [p.coverage for p in curve] == pytest.approx([1 / 3, 2 / 3, 1])


def test_pairs_of_equal_confidence_are_answered_together() -> None:
    curve = risk_coverage(judged(pair("reject", 1, 0, 0, 0), pair("support", 1, 0, 0, 0)))
    assert [(p.coverage, p.risk) for p in curve] == [(1, 0.5)]


def test_long_risk_curves_are_thinned_but_keep_both_ends() -> None:
    curve = risk_coverage(random_judgements(600))
    assert len(curve) == 100
    assert curve[0].coverage == pytest.approx(1 / 600)
    assert curve[-1].coverage == 1


@pytest.mark.parametrize(
    ("gold", "found", "score"),
    [
        ("turned down the truce", "turned down the truce", 1),
        ("Turned DOWN, the truce!", "turned down the truce", 1),
        ("turned down the truce", "the truce", 2 * 2 / (4 + 2)),
        ("no, no, no", "no", 2 * 1 / (3 + 1)),
        ("turned down", "will observe", 0),
        ("turned down", "…", 0),
        ("…", "…", 1),
    ],
)
def test_token_f1_compares_bags_of_words(gold: str, found: str, score: float) -> None:
    assert token_f1(gold, found) == pytest.approx(score)


def test_missing_evidence_scores_nothing_and_spurious_evidence_is_not_asked_about() -> None:
    found = measure(
        judged(
            pair("support", 1, 0, 0, 0, evidence="will hold fire", found_evidence="hold fire"),
            pair("support", 1, 0, 0, 0, evidence="signed the text"),
            pair("none", 0, 0, 0, 1, found_evidence="said so"),
        )
    )
    assert found["evidence_token_f1"] == pytest.approx((4 / 5 + 0) / 2)


def test_a_condition_on_one_side_only_scores_nothing() -> None:
    found = measure(
        judged(
            pair("condition", 0, 0, 1, 0, condition="once they go", found_condition="they go"),
            pair("condition", 0, 0, 1, 0, condition="after the thaw"),
            pair("support", 1, 0, 0, 0, found_condition="if they stop"),
            pair("none", 0, 0, 0, 1),
        )
    )
    assert found["condition_token_f1"] == pytest.approx((4 / 5) / 3)


def test_what_the_data_do_not_annotate_is_not_measured() -> None:
    found = measure(judged(pair("support", 1, 0, 0, 0, found_evidence="a", found_condition="b")))
    unasked = ("evidence_token_f1", "condition_token_f1", "actor_recall")
    assert not found.keys() & set(unasked)


def test_actors_are_found_by_overlap_and_by_equal_spans() -> None:
    found = detected(
        Detection(
            "p1",
            gold=((Span(0, 10), Span(40, 44)), (Span(20, 30),), (Span(60, 70),)),
            stances=("support", "none", "reject"),
            found=((Span(40, 44),), (Span(25, 35),), (Span(80, 90),), (Span(10, 20),)),
        )
    )
    assert found["actor_recall"] == pytest.approx(2 / 3)
    assert found["actor_recall_positions"] == pytest.approx(1 / 2)
    assert found["actor_precision"] == pytest.approx(2 / 4)
    assert found["actor_f1"] == pytest.approx(4 / 7)
    assert found["actor_exact_recall"] == pytest.approx(1 / 3)
    assert found["actor_exact_recall_positions"] == pytest.approx(1 / 2)
    assert found["actor_exact_precision"] == pytest.approx(1 / 4)
    assert found["actor_exact_f1"] == pytest.approx(2 / 7)


def test_detection_counts_passages_where_nothing_was_found_or_nothing_was_there() -> None:
    found = detected(
        Detection("p1", gold=((Span(0, 4),),), stances=("support",), found=()),
        Detection("p2", gold=(), stances=(), found=((Span(0, 4),),)),
        Detection("p3", gold=((Span(0, 4),),), stances=("none",), found=((Span(0, 4),),)),
    )
    assert (found["actor_recall"], found["actor_precision"]) == (0.5, 0.5)
    assert found["actor_recall_positions"] == 0


def test_a_label_the_model_does_not_know_is_named() -> None:
    with pytest.raises(StanceError, match=r"p1: label 'hostile' .*support, reject"):
        tally(judged(pair("hostile", 1, 0, 0, 0)))


def test_a_breakdown_puts_the_largest_group_first_and_counts_only_labels_that_occur() -> None:
    judgements = judged(
        pair("support", 1, 0, 0, 0, conflict="Tarn strait", style="social"),
        pair("support", 1, 0, 0, 0, conflict="Veldan marches", style="wire"),
        pair("reject", 1, 0, 0, 0, conflict="Veldan marches", style="wire"),
    )
    marches, strait = by_conflict(judgements)
    assert (marches.name, marches.pairs, marches.accuracy) == ("Veldan marches", 2, 0.5)
    assert marches.macro_f1 == pytest.approx((2 / 3 + 0) / 2)
    assert (strait.macro_f1, strait.macro_f1_positions) == (1, 1)
    assert [group.name for group in by_style(judgements)] == ["wire", "social"]


def test_a_group_of_bystanders_has_no_positions_to_score() -> None:
    (group,) = by_style(judged(pair("none", 0, 0, 0, 1)))
    assert (group.macro_f1, group.macro_f1_positions) == (1, 0)
