"""What is shown, in which order, and what is not."""

import json
from pathlib import Path

import pytest

from stance import StanceModel
from stance.corpus import Pair
from stance.errors import StanceError
from stance.records import Span
from stance.review.candidates import Candidate, read_candidates
from stance.review.labelling import LabelledActor
from stance.review.near_duplicates import distinct
from stance.review.pieces import pieces
from stance.review.proposals import Proposal, by_usefulness, propose

EXAMPLES = Path(__file__).parents[2] / "examples"
WIRE = (
    "The Orlan Front on Monday rejected a joint call for a truce by two presidents, saying that "
    "the fighting would end on the battlefield and nowhere else, its envoy told reporters in Kest."
)


def write(path: Path, *rows: dict) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


class TestReading:
    def test_no_sentence_of_a_document_is_shown_twice_or_left_out(self, model: StanceModel) -> None:
        article = EXAMPLES / "article.txt"
        found = read_candidates([str(article)], model)
        shown = "".join("".join(c.text for c in found).split())
        assert len(found) > 1
        assert shown == "".join(article.read_text("utf-8").split())
        assert len({c.id for c in found}) == len(found)

    def test_labels_conflict_style_and_note_of_a_row_are_kept(
        self, model: StanceModel, tmp_path: Path
    ) -> None:
        pair = {"actor": "Orlan Front", "stance": "none"}
        path = write(
            tmp_path / "a.jsonl",
            {"id": "a", "text": WIRE, "pairs": [pair], "conflict": "Orlan", "note": "why?"},
            {"id": "b", "text": "Nothing new.", "style": "wire"},
        )
        assert read_candidates([path], model) == [
            Candidate("a", WIRE, (Pair("Orlan Front", "none"),), "Orlan", note="why?"),
            Candidate("b", "Nothing new.", style="wire"),
        ]

    def test_a_csv_may_say_the_conflict(self, model: StanceModel, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text('id;text;conflict\n7;"Quiet, again.";Tarn\n')
        [found] = read_candidates([str(tmp_path / "a.csv")], model)
        assert (found.id, found.text, found.conflict) == ("7", "Quiet, again.", "Tarn")

    def test_every_fault_of_labelled_rows_is_named(
        self, model: StanceModel, tmp_path: Path
    ) -> None:
        bad = [{"actor": "Tarn Guard", "stance": "none"}]
        path = write(
            tmp_path / "a.jsonl",
            {"id": "a", "text": WIRE, "pairs": bad},
            {"id": "b", "text": WIRE * 20, "pairs": [{"actor": "Orlan Front", "stance": "none"}]},
        )
        with pytest.raises(StanceError) as raised:
            read_candidates([path], model)
        first, second = str(raised.value).splitlines()
        assert "a: actor not in the text: 'Tarn Guard'" in first
        assert "b: " in second
        assert "split it" in second


class TestNearDuplicates:
    def test_an_article_sent_twice_with_a_word_changed_is_shown_once(self) -> None:
        again = WIRE.replace("nowhere else", "nowhere more")
        other = "The Tarn Guard said that it had not yet read the draft that Bishop Murr tabled."
        texts = {"a": WIRE, "b": again, "c": other}
        found = distinct([Candidate(i, t) for i, t in texts.items()])
        assert [candidate.id for candidate in found] == ["a", "c"]

    def test_the_one_that_is_decided_stays(self) -> None:
        found = distinct([Candidate("a", WIRE), Candidate("b", WIRE)], first=["b"])
        assert [candidate.id for candidate in found] == ["b"]

    def test_labelled_passages_all_stay(self) -> None:
        """A word may be all that tells a refusal from an acceptance."""
        pair = (Pair("Orlan Front", "reject"),)
        both = [Candidate("a", WIRE, pair), Candidate("b", WIRE, pair), Candidate("c", WIRE)]
        assert [candidate.id for candidate in distinct(both)] == ["a", "b"]


def proposal(name: str, *chances: dict[str, float]) -> Proposal:
    """A proposal of the most probable label of each actor."""
    rest = dict.fromkeys(("support", "reject", "condition", "none"), 0.0)
    full = tuple(rest | own for own in chances)
    actors = tuple(LabelledActor(Span(0, 1), max(own, key=lambda k: own[k])) for own in full)
    return Proposal(Candidate(name, "text"), actors, full)


class TestOrder:
    def test_the_least_sure_actor_decides_and_sure_bystanders_come_last(self) -> None:
        given = [
            proposal("nobody"),
            proposal("sure bystander", {"none": 0.95, "support": 0.05}),
            proposal("sure position", {"reject": 0.99, "none": 0.01}),
            proposal("one unsure", {"none": 0.99}, {"support": 0.5, "none": 0.5}),
            proposal("all fairly sure", {"reject": 0.8, "none": 0.2}, {"none": 0.9}),
        ]
        assert [p.candidate.id for p in by_usefulness(given, "none")] == [
            "one unsure",
            "all fairly sure",
            "sure position",
            "sure bystander",
            "nobody",
        ]

    def test_labels_that_the_model_doubts_come_before_those_it_shares(
        self, model: StanceModel
    ) -> None:
        text = "The Orlan Front on Monday rejected the truce."
        right = Candidate("right", text, (Pair("Orlan Front", "reject", "rejected the truce"),))
        wrong = Candidate("wrong", text, (Pair("Orlan Front", "support", "rejected the truce"),))
        found = by_usefulness(propose(model, [right, wrong]), "none")
        assert [p.candidate.id for p in found] == ["wrong", "right"]
        assert found[0].actors[0].stance == "support"
        assert found[0].certainty < 0.5


def test_what_is_proposed_is_what_the_model_predicts(model: StanceModel) -> None:
    text = "The Hezar League will stop only if the siege of Addeh is lifted."
    [found] = propose(model, [Candidate("a", text)])
    [actor] = found.actors
    assert actor.mention.of(text) == "Hezar League"
    assert actor.stance == "condition"
    assert actor.evidence
    assert actor.condition
    assert "siege of Addeh is lifted" in actor.condition.of(text)


def test_pieces_are_words_possessives_and_emoji_and_lose_nothing() -> None:
    text = "Žofia’s U.S.-made “drone” hit 👩🏽‍🚒🙏 cafe\u0301s."
    found = list(pieces(text))
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.is_word] == [
        *("Žofia", "’s", "U.S", ".", "-", "made", "“", "drone", "”", "hit", "👩🏽‍🚒🙏"),
        *("cafe\u0301s", "."),
    ]
    assert all(text[piece.start : piece.end] == piece.text for piece in found)


def test_pieces_are_cut_where_a_proposed_span_ends() -> None:
    assert [p.text for p in pieces("ceasefires", [Span(0, 9)])] == ["ceasefire", "s"]
