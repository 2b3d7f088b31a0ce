"""Changes of a passage: the names, the refusal, the stray sentence, the passive."""

import pytest

from stance.behaviour.cases import (
    in_the_passive,
    negated,
    under_other_names,
    with_unrelated_sentence,
)
from stance.corpus import Example, Pair


def one(text: str, actor: str, stance: str = "support", evidence: str | None = None) -> Example:
    return Example("1", text, (Pair(actor, stance, evidence),))


@pytest.mark.parametrize(
    ("evidence", "after"),
    [
        ("agreed to a truce", "refused a truce"),
        ("agreed to stop shooting", "refused to stop shooting"),
        ("has accepted the plan", "has rejected the plan"),
        ("will observe the pause", "will not observe the pause"),
        ("signed the armistice", "refused to sign the armistice"),
        ("voted for the resolution", "voted against the resolution"),
    ],
)
def test_acceptance_becomes_refusal(evidence: str, after: str) -> None:
    [case] = negated([one(f"On Monday Zelvia {evidence}.", "Zelvia", evidence=evidence)])
    assert case.after.text == f"On Monday Zelvia {after}."


@pytest.mark.parametrize(
    ("stance", "evidence"),
    [("reject", "accepted that there is no truce"), ("support", "urged both sides to agree to it")],
)
def test_only_the_acceptance_of_supporters_is_negated(stance: str, evidence: str) -> None:
    assert not list(negated([one(f"Zelvia {evidence}.", "Zelvia", stance, evidence)]))


def test_the_passive_keeps_what_was_said_when() -> None:
    example = one("It rained. The Orlan Front rejected the truce on Monday.", "The Orlan Front")
    case = next(iter(in_the_passive([example])))
    assert case.after.text == "It rained. The truce was rejected by the Orlan Front on Monday."
    assert case.after.pairs[0].actor == "the Orlan Front"


@pytest.mark.parametrize(
    "text",
    [
        "The Orlan Front rejected the truce because it was late.",
        "The Orlan Front rejected the truce talks.",
        "On Monday the Orlan Front rejected the truce.",
    ],
)
def test_sentences_that_cannot_be_turned_without_loss_are_left_out(text: str) -> None:
    found = [case.before.id for case in in_the_passive([one(text, "Orlan Front")])]
    assert "1" not in found


def test_every_passage_gets_so_many_sets_of_names() -> None:
    examples = [one("Zelvia refused.", "Zelvia"), one("The rebels refused.", "The rebels")]
    cases = list(under_other_names(examples, swaps=3, seed=0))
    assert len(cases) == 3
    assert all(case.before.text == "Zelvia refused." for case in cases)


def test_the_unrelated_sentence_stands_at_either_end_in_the_case_of_the_text() -> None:
    cases = list(with_unrelated_sentence([one("ZELVIA REFUSED.", "ZELVIA")] * 20, seed=0))
    assert all(case.after.text.isupper() for case in cases)
    assert {case.after.text.startswith("ZELVIA REFUSED.") for case in cases} == {True, False}
