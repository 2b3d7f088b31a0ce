"""What there is to review: the passages of documents, and passages that have labels already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stance.corpus import UNKNOWN, Pair, faults_of
from stance.errors import StanceError
from stance.model.stance_model import StanceModel
from stance.normalisation import normalise
from stance.passages import split_passages
from stance.reading import is_markdown, read_rows
from stance.records import Document


@dataclass(frozen=True)
class Candidate:
    """A passage that may be reviewed."""

    id: str
    text: str
    pairs: tuple[Pair, ...] = ()
    """The labels that the corpus has for it; empty if none."""
    conflict: str = UNKNOWN
    style: str = UNKNOWN
    note: str = ""
    """What the annotator should know of it, such as two opinions that differ."""


def read_candidates(
    sources: Sequence[str],
    model: StanceModel,
    *,
    text_column: str = "text",
    id_column: str = "id",
) -> list[Candidate]:
    """The passages of everything that `stance predict` reads, each sentence in one of them.

    A row with `pairs`, the codebook's record, is a passage as it stands; any other text is a
    document and is cut into passages. Tables may say `conflict`, `style` and `note`.

    Raises:
        StanceError: a source cannot be read, a labelled row is faulty (all of them are named),
            or a labelled passage is longer than the model reads.
    """
    found: list[Candidate] = []
    faults: list[str] = []
    for document, row in read_rows(sources, text_column=text_column, id_column=id_column):
        if not row.get("pairs"):
            found += _cut(document, row, model)
            continue
        problems = _labelled_faults(document, row, model)
        faults += [f"{document.source}: {document.id}: {problem}" for problem in problems]
        if not problems:
            pairs = tuple(map(_pair, row["pairs"]))
            found.append(Candidate(document.id, document.text, pairs, *_said(row)))
    if faults:
        raise StanceError("\n".join(faults))
    return _with_unique_ids(found)


def _cut(document: Document, row: dict[str, Any], model: StanceModel) -> list[Candidate]:
    text = normalise(document.text, markdown=is_markdown(document))
    passages = split_passages(
        text, overlap=0, max_tokens=model.config.max_tokens, count_tokens=model.count_tokens
    )
    whole = len(passages) == 1
    return [
        Candidate(document.id if whole else f"{document.id}:{n}", passage.text, (), *_said(row))
        for n, passage in enumerate(passages, 1)
    ]


def _labelled_faults(document: Document, row: dict[str, Any], model: StanceModel) -> list[str]:
    problems = faults_of(row | {"text": document.text})
    if any("\ud800" <= character <= "\udfff" for character in document.text):
        problems.append("the text holds half a character (a lone surrogate): repair it")
    elif (tokens := model.count_tokens(document.text)) > model.config.max_tokens:
        problems.append(f"{tokens} tokens, and the model reads {model.config.max_tokens}: split it")
    return problems


def _pair(pair: dict[str, Any]) -> Pair:
    return Pair(pair["actor"], pair["stance"], pair.get("evidence"), pair.get("condition"))


def _said(row: dict[str, Any]) -> tuple[str, str, str]:
    """Conflict, style and note."""
    conflict, style = (str(row.get(key) or UNKNOWN) for key in ("conflict", "style"))
    return conflict, style, str(row.get("note") or "")


def _with_unique_ids(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Documents have unique ids; `a` cut in two and a document `a:1` could still meet."""
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.id in seen:
            raise StanceError(f"id {candidate.id!r} stands for two passages: rename one")
        seen.add(candidate.id)
    return list(candidates)
