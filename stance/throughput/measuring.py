"""The time that a model takes over documents."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from stance.model.stance_model import StanceModel
from stance.prediction import predict
from stance.records import Document


@dataclass(frozen=True)
class Throughput:
    """What was read, and how long it took (seconds of wall time, without loading the model)."""

    documents: int
    passages: int
    words: int
    seconds: float

    def __str__(self) -> str:
        counts = {"documents": self.documents, "passages": self.passages, "words": self.words}
        read = ", ".join(f"{count:,} {what}" for what, count in counts.items())
        rates = ", ".join(f"{count / self.seconds:,.1f} {w}/s" for w, count in counts.items())
        return f"{read} in {self.seconds:.1f} s: {rates}"


def measure(model: StanceModel, documents: Iterable[Document]) -> Throughput:
    """Read the documents to the end, as `stance predict` does, and take the time.

    A first passage, which is not counted, warms the model up.
    """
    list(model.judge(["The Orlan Front rejected the truce."]))
    count = passages = words = 0
    began = time.perf_counter()
    for reading in predict(documents, model):
        count += 1
        passages += len(reading.passages)
        words += reading.words
    return Throughput(count, passages, words, time.perf_counter() - began)
