"""The baselines: what they learn, and that they are judged on the same pairs as any model."""

import pytest

from stance.corpus import Example, Pair
from stance.errors import StanceError
from stance.evaluation.baselines import actor_window, cross_fitted, majority, tfidf
from stance.evaluation.measures import measure
from stance.labels import STANCES
from stance.records import Span

ACCEPTED = "{} accepted the truce"
REFUSED = "{} refused the truce"
CAMPS = ("Veldan army", "Tarn Guard", "Harbour Council", "Lamplighters", "Salt League")


def example(number: int, one: str, other: str, conflict: str = "Tarn strait") -> Example:
    """The same words whoever is for it: only the neighbourhood of an actor tells its stance."""
    text = f"{ACCEPTED.format(one)} while on the far shore, in the rain, {REFUSED.format(other)}."
    pairs = (
        Pair(one, "support", f"{one} accepted"),
        Pair(other, "reject", f"{other} refused", "once it is dry"),
    )
    return Example(f"e{number}", text, pairs, conflict, "wire")


def examples(start: int = 0) -> list[Example]:
    names = [(one, other) for one in CAMPS for other in CAMPS if one != other]
    return [example(start + i, one, other) for i, (one, other) in enumerate(names)]


def bystander(number: int) -> Example:
    pairs = (Pair("Orla Venn", "none"),)
    return Example(f"b{number}", "Orla Venn watched the rain.", pairs, "Tarn strait", "social")


def test_majority_gives_everyone_the_most_frequent_label() -> None:
    train = [*examples()[:1], *(bystander(i) for i in range(2))]
    judgements = majority(train, examples())
    assert {judgements.predicted(pair) for pair in judgements.pairs} == {"none"}
    assert judgements.pairs[0].probabilities == (0.25, 0.25, 0, 0.5)


def test_tfidf_learns_who_of_two_actors_in_a_passage_said_what() -> None:
    strangers = example(99, "Reed Union", "Old Brigade")
    judgements = tfidf(examples(), [strangers])
    assert [judgements.predicted(pair) for pair in judgements.pairs] == ["support", "reject"]


def test_tfidf_keeps_probabilities_of_all_labels_in_their_order() -> None:
    train = [*examples(), *(bystander(i) for i in range(5))]
    judgements = tfidf(train, [bystander(99)])
    (pair,) = judgements.pairs
    assert sum(pair.probabilities) == pytest.approx(1)
    assert pair.probabilities[STANCES.index("condition")] == 0
    assert judgements.predicted(pair) == "none"


def test_a_judged_pair_carries_the_gold_answer_and_finds_no_evidence() -> None:
    judged = majority(examples(), [example(3, "Reed Union", "Old Brigade", "Reed coast")]).pairs[1]
    assert (judged.passage, judged.conflict, judged.style) == ("e3", "Reed coast", "wire")
    assert (judged.actor, judged.gold) == ("Old Brigade", "reject")
    assert (judged.evidence, judged.condition) == ("Old Brigade refused", "once it is dry")
    assert (judged.found_evidence, judged.found_condition) == (None, None)


def test_a_baseline_is_told_its_actors_and_scores_nothing_on_evidence() -> None:
    judgements = tfidf(examples(), examples(100))
    assert judgements.detections == ()
    found = measure(judgements)
    assert found["accuracy"] == 1
    assert found["evidence_token_f1"] == 0


def test_baselines_answer_in_the_labels_they_are_given() -> None:
    pairs = (Pair("Orla Venn", "for"), Pair("Tarn Guard", "neutral"))
    sets = [Example("x", "Orla Venn praised the plan of Tarn Guard.", pairs)]
    for baseline in (majority, tfidf):
        judgements = baseline(sets, sets, labels=("neutral", "for"), none="neutral")
        assert judgements.positions == ("for",)
        assert len(judgements.pairs[0].probabilities) == 2


def test_nothing_to_judge_gives_no_pairs() -> None:
    assert majority(examples(), []).pairs == tfidf(examples(), []).pairs == ()


def test_a_window_stands_around_every_mention() -> None:
    text = "Late on Sunday the Guard said no; by noon the Guard was alone."
    mentions = [Span(19, 24), Span(46, 51)]
    assert [span.of(text) for span in mentions] == ["Guard", "Guard"]
    assert (
        actor_window(text, mentions, width=2)
        == "sunday the ACTOR said no; noon the ACTOR was alone."
    )


def test_training_data_that_teach_nothing_are_refused() -> None:
    with pytest.raises(StanceError, match="needs labelled training pairs"):
        majority([], examples())
    with pytest.raises(StanceError, match="at least two labels"):
        tfidf([bystander(1)], examples())
    with pytest.raises(StanceError, match="unknown label 'none'"):
        majority([bystander(1)], examples(), labels=("support", "reject"))


def test_without_training_data_a_baseline_learns_from_the_other_conflicts() -> None:
    data = [
        example(10 * c + i, one, other, f"conflict {c}")
        for c in range(5)
        for i, (one, other) in enumerate([CAMPS[:2], CAMPS[2:4]])
    ]
    judged = cross_fitted(tfidf, data)
    assert sorted(pair.passage for pair in judged.pairs) == sorted(
        each.id for each in data for _ in each.pairs
    )
    assert measure(judged)["accuracy"] == 1.0


def test_a_baseline_cannot_learn_from_one_passage() -> None:
    with pytest.raises(StanceError, match="at least two"):
        cross_fitted(majority, [bystander(1)])
