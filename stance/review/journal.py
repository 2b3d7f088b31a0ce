"""Every decision of the desk, one line each, on disk before the next passage shows."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

from stance.errors import StanceError

Kind = Literal["accept", "skip", "undo"]


@dataclass(frozen=True)
class Decision:
    """What someone decided of a passage, and when."""

    kind: Kind
    """`undo` takes back the latest decision that still stood, which was on this passage."""
    passage: str
    digest: str
    """Of the passage's text: see `stance.corpus.digest`."""
    annotator: str
    time: str
    """UTC, ISO 8601."""
    changed: bool = False
    """The labels accepted are not those proposed."""
    record: dict[str, Any] | None = None
    """The codebook's record that was accepted."""


def now() -> str:
    """The time of a decision."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def standing(lines: Sequence[Decision]) -> tuple[list[Decision], list[Decision]]:
    """The decisions that stand, in order; and those taken back and not made again."""
    stands: list[Decision] = []
    undone: dict[str, Decision] = {}
    for line in lines:
        if line.kind == "undo":
            if stands:
                last = stands.pop()
                undone[last.passage] = last
        else:
            stands.append(line)
            undone.pop(line.passage, None)
    return stands, list(undone.values())


class Journal:
    """An append-only file of decisions that one desk at a time has open.

    A last line without its end, which a crash leaves, is cut off when the file is opened:
    its decision was never answered for.
    """

    def __init__(self, path: Path) -> None:
        """Open a journal, or begin one.

        Raises:
            StanceError: the file cannot be opened, is open at another desk or is no journal.
        """
        self.path = path
        try:
            self._file = open(path, "a+b", buffering=0)  # noqa: SIM115 (open as long as the desk)
        except OSError as error:
            raise StanceError(f"{path}: cannot be written: {error.strerror}") from None
        try:
            self._lock()
            self.lines = self._read()
        except BaseException:
            self._file.close()
            raise

    def append(self, decision: Decision) -> None:
        """Write a decision and wait until it is on disk.

        Raises:
            StanceError: it could not be written; the journal is as before.
        """
        line = json.dumps(asdict(decision), ensure_ascii=False).encode() + b"\n"
        size = self._file.seek(0, os.SEEK_END)
        try:
            if self._file.write(line) != len(line):
                raise OSError(28, "No space left on device")
            os.fsync(self._file.fileno())
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(size)
            raise StanceError(f"{self.path}: cannot be written: {error.strerror}") from None
        self.lines.append(decision)

    def close(self) -> None:
        """Let another desk have the file."""
        self._file.close()

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:  # Windows has no such locks: there, two desks are not noticed
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StanceError(f"{self.path}: is open at another desk: end that one first") from None

    def _read(self) -> list[Decision]:
        content = _whole(self._file)
        *lines, torn = content.split(b"\n")
        if torn:
            self._file.truncate(len(content) - len(torn))
        return [_decision(line, f"{self.path}:{n}") for n, line in enumerate(lines, 1)]


def _whole(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _decision(line: bytes, where: str) -> Decision:
    try:
        return Decision(**json.loads(line))
    except (ValueError, TypeError):
        raise StanceError(
            f"{where}: no decision of a desk: repair the line or choose another --output"
        ) from None
