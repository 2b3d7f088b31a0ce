"""The trained model as one class: texts in, judged actors out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np
from tokenizers import Tokenizer

from stance.errors import StanceError
from stance.model.decoding import Array, pointed, probabilities
from stance.model.folder import TOKENIZER, ModelConfig, load_config
from stance.model.mentions import mentions, same_words
from stance.model.runtime import Ids, Runtime, open_runtime
from stance.records import Span
from stance.tokens import TokenisedText, tokenise

TOKENS_AT_ONCE = 2048
"""Padded tokens of a batch: more gains no speed on a CPU and costs memory."""

PASSAGES_AT_ONCE = 256
"""Passages among which batches of one length are sought; bounds the memory of a long stream."""


@dataclass(frozen=True)
class JudgedActor:
    """What the model says of one actor in one text. Spans point into the text."""

    mentions: tuple[Span, ...]
    logits: tuple[float, ...]
    """Of the stances, before calibration."""
    probabilities: tuple[float, ...]
    """Calibrated, in the order of `ModelConfig.labels`."""
    evidence: Span | None
    condition: Span | None


@dataclass(frozen=True)
class _Unit:
    """One text on its way through the network."""

    text: str
    tokens: TokenisedText
    actors: tuple[tuple[Span, ...], ...] | None
    """The mentions of the given actors; None to find them."""


class StanceModel:
    """A loaded model.

    >>> model = StanceModel.load("models/stance-base")
    >>> [judged] = model.judge(["The Orlan Front rejected the truce."])
    """

    def __init__(self, config: ModelConfig, tokenizer: Tokenizer, runtime: Runtime) -> None:
        self.config = config
        self._tokenizer = tokenizer
        self._runtime = runtime

    @classmethod
    def load(cls, folder: str | Path, device: str = "auto") -> Self:
        """Load a model folder onto a device (`auto`, `cpu`, `cuda`, `mps`).

        Raises:
            StanceError: the folder is no model, is incomplete or altered, or the device is absent.
        """
        folder = Path(folder)
        config = load_config(folder)
        try:
            tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:  # tokenizers raises bare exceptions
            raise StanceError(f"{folder / TOKENIZER}: not a tokenizer: {error}") from None
        return cls(config, tokenizer, open_runtime(folder, config, device))

    def count_tokens(self, text: str) -> int:
        """Tokens of a text as the encoder reads it, special ones included."""
        return len(tokenise(self._tokenizer, [text])[0].ids)

    def judge(
        self,
        texts: Iterable[str],
        actors: Iterable[Sequence[Sequence[Span]]] | None = None,
    ) -> Iterator[tuple[JudgedActor, ...]]:
        """Judge the actors of every text, in order, as a stream.

        Args:
            texts: passages, each no longer than the encoder reads (`ModelConfig.max_tokens`).
            actors: for each text, the mentions of every actor to be judged; by default the
                model finds the actors itself, and mentions with the same words are one actor.

        Raises:
            StanceError: a text is longer than the encoder reads.
        """
        texts = iter(texts)
        given = iter(actors) if actors is not None else None
        while chunk := list(islice(texts, PASSAGES_AT_ONCE)):
            tokens = tokenise(self._tokenizer, chunk)
            units = [
                _Unit(text, read, tuple(tuple(own) for own in next(given)) if given else None)
                for text, read in zip(chunk, tokens, strict=True)
            ]
            yield from self._judge_chunk(units)

    def _judge_chunk(self, units: Sequence[_Unit]) -> list[tuple[JudgedActor, ...]]:
        longest = max((len(unit.tokens.ids) for unit in units), default=0)
        if longest > self.config.max_tokens:
            raise StanceError(
                f"a passage has {longest} tokens, and the encoder reads "
                f"{self.config.max_tokens}: split it"
            )
        answers: list[tuple[JudgedActor, ...]] = [()] * len(units)
        for rows in _batches_of_one_length(units):
            for row, judged in zip(rows, self._judge_batch([units[r] for r in rows]), strict=True):
                answers[row] = judged
        return answers

    def _judge_batch(self, units: Sequence[_Unit]) -> list[tuple[JudgedActor, ...]]:
        ids, mask = self._padded(units)
        states, tags = self._runtime.read(ids, mask)
        actors = [
            unit.actors
            if unit.actors is not None
            else same_words(mentions(tags[row], unit.tokens, unit.text), unit.text)
            for row, unit in enumerate(units)
        ]
        owners = [row for row, own in enumerate(actors) for _ in own]
        if not owners:
            return [() for _ in units]
        weights = np.zeros((len(owners), ids.shape[1]), np.float32)
        for line, (row, spans) in enumerate((r, s) for r, own in enumerate(actors) for s in own):
            for span in spans:
                weights[line, units[row].tokens.covering(span)] = 1
        stance, evidence, condition = self._runtime.judge(
            states, mask, weights, np.array(owners, np.int64)
        )
        chances = probabilities(stance, self.config.calibration)
        judged: list[list[JudgedActor]] = [[] for _ in units]
        for line, row in enumerate(owners):
            spans = actors[row][len(judged[row])]
            judged[row].append(
                self._judged(
                    units[row],
                    spans,
                    stance[line],
                    chances[line],
                    evidence[line],
                    condition[line],
                )
            )
        return [tuple(own) for own in judged]

    def _judged(
        self,
        unit: _Unit,
        spans: Sequence[Span],
        logits: Array,
        chances: Array,
        evidence: Array,
        condition: Array,
    ) -> JudgedActor:
        """One actor's answer: a position always comes with its evidence, *none* never does."""
        position = self.config.labels[int(chances.argmax())] != self.config.none
        return JudgedActor(
            mentions=tuple(spans),
            logits=tuple(map(float, logits)),
            probabilities=tuple(map(float, chances)),
            evidence=pointed(evidence, unit.tokens, unit.text, required=True) if position else None,
            condition=pointed(condition, unit.tokens, unit.text, required=False)
            if position
            else None,
        )

    def _padded(self, units: Sequence[_Unit]) -> tuple[Ids, Ids]:
        longest = max(len(unit.tokens.ids) for unit in units)
        ids = np.full((len(units), longest), self.config.pad_id, np.int64)
        mask = np.zeros_like(ids)
        for row, unit in enumerate(units):
            ids[row, : len(unit.tokens.ids)] = unit.tokens.ids
            mask[row, : len(unit.tokens.ids)] = 1
        return ids, mask


def _batches_of_one_length(units: Sequence[_Unit]) -> Iterator[list[int]]:
    """Indices of the units in batches of `TOKENS_AT_ONCE` tokens with little padding."""
    rows: list[int] = []
    for row in sorted(range(len(units)), key=lambda r: len(units[r].tokens.ids)):
        if rows and (len(rows) + 1) * len(units[row].tokens.ids) > TOKENS_AT_ONCE:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows
