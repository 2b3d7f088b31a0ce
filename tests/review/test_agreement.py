"""How far two annotators agree, and what becomes of their labels."""

from dataclasses import replace
from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from stance.corpus import Example, Pair, as_record, json_lines, load_examples
from stance.errors import StanceError
from stance.review.agreement import agreement
from stance.review.candidates import Candidate
from stance.review.labelling import in_place
from stance.review.merging import merge

TALKS = "General Oro Maska rejected the truce; the Tarn Guard and Bishop Murr urged him to sign."
SIEGE = "The Hezar League will stop only if the siege of Addeh is lifted, Ilva Tesh said."
FERRY = "The ferry to Pell sank; the Tarn Guard was silent."

MASKA = Pair("Oro Maska", "reject", "rejected the truce")
GUARD = Pair("Tarn Guard", "support", "urged him to sign")
LEAGUE = Pair("Hezar League", "condition", "will stop", "the siege of Addeh is lifted")

ONE = [
    Example("a", TALKS, (MASKA, GUARD, Pair("Bishop Murr", "none"))),
    Example("b", SIEGE, (LEAGUE,)),
    Example("c", FERRY, (Pair("Tarn Guard", "none"),)),
]
OTHER = [
    Example("x", SIEGE, (LEAGUE, Pair("Ilva Tesh", "none")), conflict="Hezar"),
    Example(
        "a",
        TALKS,
        (replace(MASKA, actor="General Oro Maska"), Pair("Tarn Guard", "none")),
    ),
    Example("c", "Quiet in Pell, the Tarn Guard says.", (Pair("Tarn Guard", "none"),)),
]


class TestAgreement:
    def test_passages_are_matched_by_text_and_actors_by_overlap(self) -> None:
        found = agreement(ONE, OTHER)
        assert [(p.one.id, p.other.id) for p in found.passages] == [("a", "a"), ("b", "x")]
        assert [(a.one.actor, a.other.actor) for a in found.actors] == [
            ("Oro Maska", "General Oro Maska"),
            ("Tarn Guard", "Tarn Guard"),
            ("Hezar League", "Hezar League"),
        ]
        assert [p.actor for passage in found.passages for p in passage.only_one] == ["Bishop Murr"]
        assert [p.actor for passage in found.passages for p in passage.only_other] == ["Ilva Tesh"]
        assert [example.text for example in found.only_one] == [FERRY]
        assert [example.id for example in found.only_other] == ["c"]

    def test_share_kappa_and_labels(self) -> None:
        found = agreement(ONE, OTHER)
        assert found.share == pytest.approx(2 / 3)
        mine, theirs = ([getattr(a, k).stance for a in found.actors] for k in ("one", "other"))
        assert found.kappa == pytest.approx(cohen_kappa_score(mine, theirs))
        assert found.counts["support", "none"] == 1
        assert (found.specific("reject"), found.specific("support")) == (1.0, 0.0)

    def test_words_are_compared_where_stances_are_equal(self) -> None:
        longer = replace(LEAGUE, evidence="League will stop", condition=None)
        found = agreement(ONE[:2], [Example("b", SIEGE, (longer,))])
        assert found.evidence_f1 == pytest.approx(0.8)
        assert found.condition_f1 == 0.0

    def test_labels_without_words_have_no_words_to_compare(self) -> None:
        found = agreement(ONE[2:], ONE[2:])
        assert (found.kappa, found.evidence_f1, found.specific("reject")) == (1.0, None, None)

    def test_one_text_under_two_ids_is_two_passages(self) -> None:
        twice = [replace(ONE[2], id="first"), replace(ONE[2], id="second")]
        found = agreement(twice, twice[::-1])
        assert [(p.one.id, p.other.id) for p in found.passages] == [
            ("first", "first"),
            ("second", "second"),
        ]

    def test_an_actor_within_anothers_name_is_not_taken_for_it(self) -> None:
        text = "The army chief agreed; the army fights on."
        both = (Pair("army chief", "support", "agreed"), Pair("army", "none"))
        found = agreement([Example("a", text, both)], [Example("a", text, both[::-1])])
        assert found.share == 1

    def test_nothing_in_common(self) -> None:
        with pytest.raises(StanceError, match="no passage in common"):
            agreement(ONE[:1], ONE[1:])


class TestMerge:
    def test_disagreements_are_left_out_and_said(self) -> None:
        merged = merge(agreement(ONE, OTHER), "ilva", "oro")
        assert [example.id for example in merged.agreed] == ["b", "c", "c#2"]
        [again] = merged.disagreements
        assert (again["id"], again["text"]) == ("a", TALKS)
        assert again["note"] == "Tarn Guard: ilva says support, oro none"

    def test_bystanders_of_either_and_what_either_knows_are_kept(self) -> None:
        merged = merge(agreement(ONE, OTHER), "ilva", "oro")
        siege = merged.agreed[0]
        assert siege.pairs == (LEAGUE, Pair("Ilva Tesh", "none"))
        assert siege.conflict == "Hezar"

    def test_a_position_that_one_alone_saw_is_a_disagreement(self) -> None:
        without = replace(ONE[0], pairs=ONE[0].pairs[1:])
        merged = merge(agreement([without], ONE[:1]), "ilva", "oro")
        [again] = merged.disagreements
        assert again["note"] == "Oro Maska: oro alone has it (reject)"
        assert {pair["actor"] for pair in again["pairs"]} == {p.actor for p in ONE[0].pairs}


def test_the_command_prints_and_merges_for_training_and_review(stance, tmp_path: Path) -> None:
    for name, examples in (("ilva.jsonl", ONE), ("oro.jsonl", OTHER)):
        (tmp_path / name).write_text("".join(json_lines(examples)), "utf-8")
    done = stance("agreement", "ilva.jsonl", "oro.jsonl", "--merge", "both.jsonl")
    assert done.returncode == 0, done.stderr
    assert "Cohen's kappa" in done.stdout
    assert "66.7%" in done.stdout
    assert "Tarn Guard: ilva says support, oro none" in done.stdout
    assert [e.id for e in load_examples([tmp_path / "both.jsonl"])] == ["b", "c", "c#2"]
    [again] = load_examples([tmp_path / "both.disagreements.jsonl"])
    assert again == replace(ONE[0])


def test_labels_by_place_make_the_record_they_came_from() -> None:
    from stance.review.labelling import example_of

    for example in ONE:
        candidate = Candidate(example.id, example.text)
        again = example_of(candidate, in_place(example.text, example.pairs))
        assert as_record(again) == as_record(example)
