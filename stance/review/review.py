"""One person's way through the passages: what comes next, what was decided, what is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from stance.corpus import Example, Pair, as_record, digest, json_lines
from stance.errors import StanceError
from stance.output.files import write_whole
from stance.review.candidates import Candidate
from stance.review.journal import Decision, Journal, Kind, now, standing
from stance.review.labelling import LabelledActor, example_of, in_place, label_faults
from stance.review.proposals import Proposal


class StaleError(StanceError):
    """A decision on a passage that is not the one to be decided now."""


@dataclass(frozen=True)
class Progress:
    """How far the review is, in passages."""

    labelled: int
    skipped: int
    left: int


class Review:
    """The passages of a corpus on their way to labels; threads may use it together.

    The journal is the truth; the output is written whole from it after every decision.
    """

    def __init__(
        self, proposals: Sequence[Proposal], journal: Journal, output: Path, annotator: str = ""
    ) -> None:
        self.output = output
        self.annotator = annotator
        self._proposals = list(proposals)
        self._journal = journal
        self._mutex = Lock()
        self._write(only_if_begun=True)

    @property
    def current(self) -> Proposal | None:
        """The passage to be decided now, with its labels as last accepted if that was undone."""
        stands, undone = standing(self._journal.lines)
        decided = {decision.passage for decision in stands}
        for proposal in self._proposals:
            if proposal.candidate.id not in decided:
                own = [d.record for d in undone if d.passage == proposal.candidate.id and d.record]
                return with_labels(proposal, own[-1]["pairs"]) if own else proposal
        return None

    @property
    def progress(self) -> Progress:
        """How many passages are labelled, skipped and left."""
        stands, _ = standing(self._journal.lines)
        decided = {decision.passage for decision in stands}
        return Progress(
            labelled=sum(decision.kind == "accept" for decision in stands),
            skipped=sum(decision.kind == "skip" for decision in stands),
            left=sum(p.candidate.id not in decided for p in self._proposals),
        )

    def accept(self, passage: str, actors: Sequence[LabelledActor]) -> None:
        """Label the current passage.

        Raises:
            StaleError: another passage is to be decided now.
            StanceError: the labels cannot stand; one reason a line.
        """
        with self._mutex:
            proposal = self._require_current(passage)
            if faults := label_faults(proposal.candidate, actors):
                raise StanceError("\n".join(faults))
            example = example_of(proposal.candidate, actors)
            changed = example != example_of(proposal.candidate, proposal.actors)
            self._decide("accept", proposal.candidate, changed, example)

    def skip(self, passage: str) -> None:
        """Leave the current passage without labels.

        Raises:
            StaleError: another passage is to be decided now.
        """
        with self._mutex:
            self._decide("skip", self._require_current(passage).candidate)

    def undo(self) -> None:
        """Take the latest decision back, of whatever session; its passage is current again.

        Raises:
            StaleError: there is nothing to undo.
        """
        with self._mutex:
            stands, _ = standing(self._journal.lines)
            if not stands:
                raise StaleError("nothing is decided that could be undone")
            last = stands[-1]
            taken_back = Decision("undo", last.passage, last.digest, self.annotator, now())
            self._journal.append(taken_back)
            self._write()

    def close(self) -> None:
        """Let another desk have the journal."""
        self._journal.close()

    def _require_current(self, passage: str) -> Proposal:
        proposal = self.current
        if proposal is None or proposal.candidate.id != passage:
            raise StaleError("this passage is decided already: reload the page")
        return proposal

    def _decide(
        self,
        kind: Kind,
        candidate: Candidate,
        changed: bool = False,
        example: Example | None = None,
    ) -> None:
        record = as_record(example) if example else None
        self._journal.append(
            Decision(
                kind,
                candidate.id,
                digest(candidate.text),
                self.annotator,
                now(),
                changed,
                record,
            )
        )
        self._write()

    def _write(self, only_if_begun: bool = False) -> None:
        if self._journal.lines or not only_if_begun:
            write_whole(self.output, json_lines(accepted(self._journal.lines)))


def accepted(lines: Sequence[Decision]) -> list[Example]:
    """The labelled passages that a journal's lines amount to, in the order of the decisions."""
    return [
        Example(
            record["id"],
            record["text"],
            tuple(Pair(**pair) for pair in record["pairs"]),
            record["conflict"],
            record["style"],
        )
        for decision in standing(lines)[0]
        if (record := decision.record)
    ]


def with_labels(proposal: Proposal, pairs: Sequence[dict[str, str | None]]) -> Proposal:
    """The passage with other labels, of a record, in place of those proposed."""
    own = tuple(Pair(**pair) for pair in pairs)  # type: ignore[arg-type]
    return replace(proposal, actors=in_place(proposal.candidate.text, own), probabilities=())
