"""Nothing decided is lost, whatever happens; nothing of anyone else's is overwritten."""

import json
from pathlib import Path

import pytest

from stance.corpus import Pair, load_examples
from stance.errors import StanceError
from stance.records import Span
from stance.review.labelling import LabelledActor
from stance.review.review import Review, StaleError

from .conftest import PASSAGES, Open

TEXTS = dict(PASSAGES)


def decide_all(review: Review) -> None:
    """Accept every passage, the first actor as one without a position."""
    while proposal := review.current:
        actor = LabelledActor(proposal.actors[0].mention, "none")
        review.accept(proposal.candidate.id, [actor])


def span(words: str, text: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_labels_are_what_training_reads_after_every_decision(opened: Open, tmp_path: Path) -> None:
    review = opened()
    for number in range(1, 4):
        proposal = review.current
        assert proposal
        review.accept(proposal.candidate.id, proposal.actors)
        examples = load_examples([tmp_path / "labels.jsonl"])
        assert len(examples) == number
    assert review.current is None
    by_id = {example.id: example for example in examples}
    assert by_id["p1"].pairs[0].stance == "reject"
    assert by_id["p1"].conflict == "Orlan"
    assert {example.style for example in examples} == {"unknown"}


def test_the_same_command_goes_on_where_it_stopped(opened: Open) -> None:
    first = opened()
    proposal = first.current
    assert proposal
    first.skip(proposal.candidate.id)
    again = opened()
    assert again.current
    assert again.current.candidate.id != proposal.candidate.id
    assert (again.progress.skipped, again.progress.left) == (1, 2)


def test_undo_goes_back_over_sessions_and_shows_what_was_accepted(opened: Open) -> None:
    first = opened()
    order = []
    while proposal := first.current:
        order.append(proposal.candidate.id)
        first.accept(proposal.candidate.id, [LabelledActor(proposal.actors[0].mention, "none")])
    again = opened()
    for passage in reversed(order):
        again.undo()
        assert again.current
        assert again.current.candidate.id == passage
        assert [actor.stance for actor in again.current.actors] == ["none"]
    with pytest.raises(StaleError):
        again.undo()
    reopened = opened()
    for passage in order:
        assert reopened.current
        assert reopened.current.candidate.id == passage
        reopened.skip(passage)
    assert load_nothing(reopened.output)


def load_nothing(output: Path) -> bool:
    return output.read_text("utf-8") == ""


def test_a_line_torn_by_a_crash_is_cut_off_and_the_rest_kept(opened: Open, tmp_path: Path) -> None:
    review = opened()
    decide_all(review)
    review.close()
    journal = tmp_path / "labels.jsonl.journal"
    whole = journal.read_bytes()
    lines = whole.splitlines(keepends=True)
    labels = review.output.read_text("utf-8").splitlines(keepends=True)
    review.output.write_text("".join(labels[:-1]), "utf-8")
    for cut in (1, len(lines[-1]) // 2, len(lines[-1]) - 1):
        journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:cut])
        again = opened()
        assert again.progress.labelled == 2
        assert len(load_examples([tmp_path / "labels.jsonl"])) == 2
        again.close()
        assert journal.read_bytes() == b"".join(lines[:-1])
    journal.write_bytes(whole)
    assert opened().progress.labelled == 3


def test_a_crash_between_journal_and_labels_is_made_good(opened: Open, tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    review = opened()
    proposal = review.current
    assert proposal
    review.accept(proposal.candidate.id, proposal.actors)
    before = labels.read_text("utf-8")
    proposal = review.current
    assert proposal
    review.accept(proposal.candidate.id, proposal.actors)
    after = labels.read_text("utf-8")
    labels.write_text(before, "utf-8")
    opened()
    assert labels.read_text("utf-8") == after


def test_the_journal_says_who_decided_what_and_when(opened: Open, tmp_path: Path) -> None:
    review = opened()
    proposal = review.current
    assert proposal
    review.accept(proposal.candidate.id, proposal.actors)
    review.undo()
    review.accept(proposal.candidate.id, [LabelledActor(proposal.actors[0].mention, "none")])
    review.skip(review.current.candidate.id if review.current else "")
    lines = [json.loads(li) for li in (tmp_path / "labels.jsonl.journal").open(encoding="utf-8")]
    assert [line["kind"] for line in lines] == ["accept", "undo", "accept", "skip"]
    assert [line["changed"] for line in lines] == [False, False, True, False]
    assert {line["annotator"] for line in lines} == {"Ilva"}
    assert all(line["time"].endswith("+00:00") for line in lines)
    assert lines[0]["record"]["id"] == lines[0]["passage"] == proposal.candidate.id


def test_a_journal_of_another_corpus_is_kept(opened: Open, tmp_path: Path) -> None:
    review = opened()
    decide_all(review)
    journal = tmp_path / "labels.jsonl.journal"
    before = journal.read_bytes(), review.output.read_bytes()
    other = tmp_path / "other.jsonl"
    for rows in (
        [{"id": "q1", "text": "The Tarn Guard agreed."}],
        [{"id": "p1", "text": "Other words under the same id."}],
    ):
        other.write_text("".join(json.dumps(row) + "\n" for row in rows))
        with pytest.raises(StanceError, match="another corpus"):
            opened(other)
    assert (journal.read_bytes(), review.output.read_bytes()) == before


def test_a_corpus_that_has_grown_is_the_same(opened: Open, news: Path) -> None:
    decide_all(opened())
    with news.open("a") as file:
        file.write(json.dumps({"id": "p4", "text": "The Tarn Guard accepted a truce."}) + "\n")
    again = opened()
    assert again.current
    assert again.current.candidate.id == "p4"
    assert again.progress.labelled == 3


@pytest.mark.parametrize("journal_there", [False, True])
def test_labels_that_the_desk_did_not_write_are_not_overwritten(
    opened: Open, tmp_path: Path, journal_there: bool
) -> None:
    if journal_there:
        decide_all(opened())
    (tmp_path / "labels.jsonl").write_text("somebody's work\n")
    with pytest.raises(StanceError, match="choose another --output"):
        opened()
    assert (tmp_path / "labels.jsonl").read_text() == "somebody's work\n"
    assert (tmp_path / "labels.jsonl.journal").exists() == journal_there


def test_one_desk_at_a_time(opened: Open, tmp_path: Path) -> None:
    from stance.review.journal import Journal

    opened()
    with pytest.raises(StanceError, match="another desk"):
        Journal(tmp_path / "labels.jsonl.journal")


def test_a_broken_line_within_a_journal_is_named(opened: Open, tmp_path: Path) -> None:
    decide_all(opened())
    journal = tmp_path / "labels.jsonl.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    opened().close()
    journal.write_bytes(lines[0] + b"{}\n" + lines[2])
    with pytest.raises(StanceError, match=r"labels\.jsonl\.journal:2"):
        opened()


def test_a_limit_counts_what_is_decided(opened: Open) -> None:
    review = opened(limit=2)
    assert review.progress.left == 2
    review.skip(review.current.candidate.id if review.current else "")
    assert opened(limit=2).progress.left == 1


TEXT = TEXTS["p3"]
LEAGUE = span("Hezar League", TEXT)


@pytest.mark.parametrize(
    ("actors", "reason"),
    [
        ([], "no actor"),
        ([LabelledActor(Span(0, 500), "none")], "does not lie in the text"),
        ([LabelledActor(Span(5, 5), "none")], "does not lie in the text"),
        ([LabelledActor(Span(-3, 4), "none")], "does not lie in the text"),
        ([LabelledActor(Span(3, 4), "none")], "does not lie in the text"),
        ([LabelledActor(LEAGUE, "neutral")], "unknown label 'neutral'"),
        ([LabelledActor(LEAGUE, "none")] * 2, "stands twice"),
        ([LabelledActor(LEAGUE, "none", span("will stop", TEXT))], "whose label is none"),
        ([LabelledActor(LEAGUE, "none", None, span("siege", TEXT))], "whose label is none"),
        ([LabelledActor(LEAGUE, "support")], "no evidence"),
        ([LabelledActor(LEAGUE, "condition", span("will stop", TEXT))], "sets a condition"),
        (
            [LabelledActor(LEAGUE, "support", span("stop", TEXT), span("siege", TEXT))],
            "condition or reject alone",
        ),
    ],
)
def test_labels_against_the_codebook_are_refused(
    opened: Open, actors: list[LabelledActor], reason: str
) -> None:
    review = opened()
    while review.current and review.current.candidate.id != "p3":
        review.skip(review.current.candidate.id)
    with pytest.raises(StanceError, match=reason):
        review.accept("p3", actors)
    assert review.progress.labelled == 0


def test_an_emoji_before_a_span_does_not_move_it(opened: Open, tmp_path: Path) -> None:
    review = opened()
    while review.current and review.current.candidate.id != "p2":
        review.skip(review.current.candidate.id)
    text = TEXTS["p2"]
    dole, prayed = span("Sister Ana Dole", text), span("🙏🏽 and prayed", text)
    review.accept("p2", [LabelledActor(dole, "support", prayed)])
    [example] = load_examples([tmp_path / "labels.jsonl"])
    assert example.pairs == (Pair("Sister Ana Dole", "support", "🙏🏽 and prayed"),)
