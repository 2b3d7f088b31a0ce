"""The whole way from a document to its positions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stance.actors_file import KnownActor
from stance.echoes import without_echoes
from stance.model.stance_model import PASSAGES_AT_ONCE, StanceModel
from stance.normalisation import normalise
from stance.passages import split_passages
from stance.positions import gather_actors, in_reading_order, position_of, statements_of
from stance.reading import is_markdown
from stance.records import Document, Passage, Reading

MIN_CONFIDENCE = 0.95
"""Below this, a position is reported as uncertain (see `stance.positions.least_confidence`)."""


@dataclass(frozen=True)
class _Prepared:
    """A document cut into passages."""

    document: Document
    text: str
    passages: tuple[Passage, ...]


def predict(
    documents: Iterable[Document],
    model: StanceModel,
    min_confidence: float = MIN_CONFIDENCE,
    known: Sequence[KnownActor] = (),
) -> Iterator[Reading]:
    """Read documents and say who takes which position, as a stream in the order given.

    Args:
        documents: of any number and length; they are taken up as the answers are consumed.
        model: a loaded model.
        min_confidence: positions below this probability are marked as uncertain; for a refusal
            or a demand, which are rarer, a little less is enough.
        known: actors whose names and aliases the user has given.
    """
    for batch in _batches(documents, model):
        judged = model.judge(passage.text for own in batch for passage in own.passages)
        for prepared in batch:
            own = [next(judged) for _ in prepared.passages]
            said = statements_of(prepared.passages, own, prepared.text, model.config)
            statements = without_echoes(said, prepared.text, model.config.none, known)
            actors = gather_actors(statements, prepared.text, known)
            yield Reading(
                document=prepared.document,
                passages=prepared.passages,
                positions=in_reading_order(
                    position_of(actor, min_confidence, model.config.none) for actor in actors
                ),
                words=len(prepared.text.split()),
            )


def _batches(documents: Iterable[Document], model: StanceModel) -> Iterator[list[_Prepared]]:
    """Documents with together as many passages as the model takes up at once."""
    batch: list[_Prepared] = []
    for document in documents:
        text = normalise(document.text, markdown=is_markdown(document))
        passages = split_passages(
            text, max_tokens=model.config.max_tokens, count_tokens=model.count_tokens
        )
        batch.append(_Prepared(document, text, tuple(passages)))
        if sum(len(prepared.passages) for prepared in batch) >= PASSAGES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
