"""Opening a review: which passages in which order, and whether the files are its own."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from stance.corpus import digest, json_lines
from stance.errors import StanceError
from stance.labels import STANCES
from stance.model.stance_model import StanceModel
from stance.review.candidates import Candidate
from stance.review.journal import Journal, standing
from stance.review.near_duplicates import distinct
from stance.review.proposals import Proposal, by_usefulness, propose
from stance.review.review import Review, accepted, with_labels

Shown = Callable[[Iterator[Proposal], int], Iterator[Proposal]]
"""Passes proposals on and shows how many of how many there are."""


def open_review(
    candidates: Sequence[Candidate],
    model: StanceModel,
    output: Path,
    annotator: str = "",
    limit: int | None = None,
    shown: Shown = lambda proposals, _: proposals,
) -> Review:
    """Open a review, or go on with the one that `output` and its journal hold.

    Args:
        candidates: all passages of the corpus.
        model: proposes labels and says which passages are most useful.
        output: the labels; the journal stands beside it.
        annotator: a name for the journal.
        limit: the number of passages to decide, those decided already included.
        shown: see `Shown`.

    Raises:
        StanceError: the output is not the desk's own or belongs to another corpus, or the
            model's labels are not the codebook's.
    """
    if set(model.config.labels) != set(STANCES):
        labels = ", ".join(model.config.labels)
        raise StanceError(f"the desk follows the codebook; the model's labels are {labels}")
    place = journal_of(output)
    if not place.exists() and output.exists() and output.stat().st_size:
        raise _not_own(output)
    journal = Journal(place)
    try:
        _require_own(output, journal)
        _require_same_corpus(candidates, journal)
        return Review(_queue(candidates, model, journal, limit, shown), journal, output, annotator)
    except BaseException:
        journal.close()
        raise


def journal_of(output: Path) -> Path:
    """Where the journal of an output stands."""
    return output.with_name(output.name + ".journal")


def _queue(
    candidates: Sequence[Candidate],
    model: StanceModel,
    journal: Journal,
    limit: int | None,
    shown: Shown,
) -> list[Proposal]:
    """Decided passages in the order of their decisions, then the rest by usefulness.

    So that the first that is not decided is always the next, after any number of undos.
    """
    stands, undone = standing(journal.lines)
    begun = [decision.passage for decision in (*stands, *reversed(undone))]
    there = distinct(candidates, begun)
    labelled = {d.passage: d.record for d in stands if d.record}
    judged = [candidate for candidate in there if candidate.id not in labelled]
    proposals = {p.candidate.id: p for p in shown(propose(model, judged), len(judged))}
    for candidate in there:
        if record := labelled.get(candidate.id):
            proposals[candidate.id] = with_labels(Proposal(candidate, ()), record["pairs"])
    first = [proposals.pop(passage) for passage in dict.fromkeys(begun) if passage in proposals]
    rest = by_usefulness(proposals.values(), model.config.none)
    return first + rest[: None if limit is None else max(limit - len(first), 0)]


def _require_own(output: Path, journal: Journal) -> None:
    """The output holds what the journal says; the latest decision may be missing in it."""
    if not output.exists():
        return
    there = output.read_text("utf-8", errors="replace")
    states = (journal.lines, journal.lines[:-1])
    if all(there != "".join(json_lines(accepted(lines))) for lines in states):
        raise _not_own(output)


def _not_own(output: Path) -> StanceError:
    return StanceError(
        f"{output}: holds what this desk did not write: move it away, or choose another --output"
    )


def _require_same_corpus(candidates: Sequence[Candidate], journal: Journal) -> None:
    texts = {candidate.id: digest(candidate.text) for candidate in candidates}
    decided = {decision.passage: decision.digest for decision in journal.lines}
    others = [passage for passage, own in decided.items() if texts.get(passage, own) != own]
    if others or (decided and not decided.keys() & texts.keys()):
        raise StanceError(
            f"{journal.path}: holds decisions on another corpus: choose another --output, or "
            "give the corpus that it was begun with"
        )
