"""A reading cut into segments: nothing of the text is lost, and every mark has its place."""

from dataclasses import replace

from stance.output.marking import mark
from stance.records import Document, Reading, Span


def test_the_segments_are_the_text(reading: Reading) -> None:
    assert "".join(s.text for s in mark(reading).segments) == reading.document.text


def test_actor_evidence_and_condition_are_marked_where_they_stand(reading: Reading) -> None:
    segments = mark(reading).segments
    [actor] = [s.text for s in segments if s.actors]
    [evidence] = [s for s in segments if s.evidence]
    [condition] = [s for s in segments if s.condition]
    assert (actor, evidence.text) == ("Žofia’s Front", "no truce")
    assert condition.text == "until the siege ends"
    assert evidence.begins[0].stance == "reject"
    assert evidence.begins[0].decisive


def test_bystanders_have_no_number(reading: Reading) -> None:
    marked = mark(reading)
    assert [p.actor.name for p in marked.positions] == ["Žofia’s Front"]
    assert not any(s.actors for s in marked.segments if "Aid groups" in s.text)


def test_two_actors_may_share_their_words(reading: Reading) -> None:
    front = reading.positions[0]
    twin = replace(front, actor=replace(front.actor, name="its envoy"))
    [shared] = [s for s in mark(replace(reading, positions=(front, twin))).segments if s.evidence]
    assert [m.number for m in shared.begins] == [1, 2]


def test_an_overlap_is_cut_at_every_edge(reading: Reading) -> None:
    position = reading.positions[0]
    assert position.statement is not None
    wider = replace(position.statement, condition=Span(0, len(reading.document.text)))
    actor = replace(position.actor, statements=(wider,))
    marked = mark(replace(reading, positions=(replace(position, actor=actor, statement=wider),)))
    assert all(s.condition for s in marked.segments)
    assert [s.text for s in marked.segments if s.evidence] == ["no truce"]


def test_a_document_without_positions_is_one_segment() -> None:
    [segment] = mark(Reading(Document("d", "Nothing."), (), (), 1)).segments
    assert segment.text == "Nothing."
