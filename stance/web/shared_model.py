"""One model for many readers at once: they take turns, a few passages each."""

import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from tokenizers import Tokenizer

from stance.model.folder import ModelConfig
from stance.model.runtime import Runtime
from stance.model.stance_model import JudgedActor, StanceModel
from stance.records import Span

PASSAGES_IN_TURN = 16
"""Passages that one reader may have judged before the next one's turn comes."""


class Turns:
    """A lock that goes to whoever has waited longest (`threading.Lock` promises no order)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @property
    def waiting(self) -> int:
        """Readers who have or await their turn."""
        with self._guard:
            return len(self._waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and give it on at the end."""
        mine = threading.Event()
        with self._guard:
            self._waiting.append(mine)
            if self._waiting[0] is mine:
                mine.set()
        mine.wait()
        try:
            yield
        finally:
            with self._guard:
                self._waiting.popleft()
                if self._waiting:
                    self._waiting[0].set()


class SharedModel(StanceModel):
    """A model that threads may use together.

    The processor's cores all work for one reader at a time; after `PASSAGES_IN_TURN` passages
    the turn goes on, so that a long article does not keep a short one waiting for its end.
    """

    def __init__(self, config: ModelConfig, tokenizer: Tokenizer, runtime: Runtime) -> None:
        super().__init__(config, tokenizer, runtime)
        self.turns = Turns()

    def judge(
        self,
        texts: Iterable[str],
        actors: Iterable[Sequence[Sequence[Span]]] | None = None,
    ) -> Iterator[tuple[JudgedActor, ...]]:
        """As `StanceModel.judge`, in turns."""
        rest, given = iter(texts), iter(actors) if actors is not None else None
        while own := list(islice(rest, PASSAGES_IN_TURN)):
            theirs = list(islice(given, len(own))) if given is not None else None
            with self.turns.turn():
                judged = list(super().judge(own, theirs))
            yield from judged
