"""Labelled passages, from JSONL or tables, to examples. Every fault is reported at once."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from stance.errors import StanceError
from stance.labels import NONE, STANCES
from stance.records import Span

Split = Literal["train", "dev", "test"]

UNKNOWN = "unknown"
"""The conflict or style of an example whose file does not say."""


@dataclass(frozen=True)
class Pair:
    """One actor of a passage and the label that the codebook gives it."""

    actor: str
    stance: str
    evidence: str | None = None
    condition: str | None = None


@dataclass(frozen=True)
class Example:
    """A labelled passage with its actors."""

    id: str
    text: str
    pairs: tuple[Pair, ...]
    conflict: str = UNKNOWN
    style: str = UNKNOWN


def load_examples(
    paths: Iterable[str | Path], labels: Sequence[str] = STANCES, none: str = NONE
) -> list[Example]:
    """Read labelled passages: the codebook's records (JSONL), or tables.

    A table (CSV, Parquet, a folder saved by Hugging Face `datasets`) has one row for each pair
    with the columns `text`, `actor` and `stance`, and optionally `evidence`, `condition`, `id`,
    `conflict` and `style`; rows with the same text (and id) are one passage.

    Raises:
        StanceError: naming every faulty row of every file, one a line.
    """
    examples: list[Example] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for path in map(Path, paths):
        for where, record in _rows(path):
            problems = [record] if isinstance(record, str) else faults_of(record, labels, none)
            faults += [f"{where}: {problem}" for problem in problems]
            if isinstance(record, str) or problems:
                continue
            example = _example(record, where)
            if example.id in seen:
                faults.append(f"{where}: id {example.id!r} stands at {seen[example.id]} already")
            seen[example.id] = where
            examples.append(example)
    if faults:
        raise StanceError("\n".join(faults))
    if not examples:
        raise StanceError("no labelled passages in " + ", ".join(map(str, paths)))
    return examples


def faults_of(
    record: dict[str, Any], labels: Sequence[str] = STANCES, none: str = NONE
) -> list[str]:
    """What is wrong with one of the codebook's records, in words; empty if it can be trained on."""
    return list(_faults(record, labels, none))


def as_record(example: Example) -> dict[str, Any]:
    """The codebook's record of an example: what `load_examples` reads."""
    return {
        "id": example.id,
        "conflict": example.conflict,
        "style": example.style,
        "text": example.text,
        "pairs": [asdict(pair) for pair in example.pairs],
    }


def json_lines(examples: Iterable[Example]) -> Iterator[str]:
    """Examples as JSONL, one line each."""
    for example in examples:
        yield json.dumps(as_record(example), ensure_ascii=False) + "\n"


def digest(text: str) -> str:
    """The first 16 digits of the SHA-256 of a text: labels kept apart from it say it is theirs."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def split_of(conflict: str) -> Split:
    """The split that all passages of a conflict belong to: 10 % dev, 10 % test, the rest train.

    Decided by a hash of the name, so that it never changes when data are added and no
    conflict is in two splits.
    """
    share = hashlib.sha256(conflict.casefold().strip().encode()).digest()[0] / 256
    return "dev" if share < 0.1 else "test" if share < 0.2 else "train"


def mention_spans(example: Example) -> list[list[Span]]:
    """For each pair of the example, every exact occurrence of its actor in the text.

    Occurrences within a longer actor's name (*army* in *army chief*) belong to the longer
    one, unless the shorter would be left without any.
    """
    found = [_occurrences(pair.actor, example.text) for pair in example.pairs]
    own = []
    for index, spans in enumerate(found):
        longer = [
            other
            for others in found[:index] + found[index + 1 :]
            for other in others
            if other.end - other.start > len(example.pairs[index].actor)
        ]
        free = [
            span
            for span in spans
            if not any(o.start <= span.start and span.end <= o.end for o in longer)
        ]
        own.append(free or spans)
    return own


def locate(words: str, text: str, near: Sequence[Span]) -> Span:
    """The occurrence of `words` in `text` that lies closest to one of the spans `near`."""
    starts = [match.start() for match in re.finditer(re.escape(words), text)]

    def distance(start: int) -> int:
        return min(
            (max(span.start - start - len(words), start - span.end, 0) for span in near), default=0
        )

    start = min(starts, key=distance)
    return Span(start, start + len(words))


def _occurrences(name: str, text: str) -> list[Span]:
    """Whole-word occurrences of a name; any occurrence if there is no whole-word one."""
    whole = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    return whole or [Span(*m.span()) for m in re.finditer(re.escape(name), text)]


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """(place, record) of every passage; in place of a record, what is wrong there."""
    if path.is_dir() or path.suffix.lower() == ".parquet":
        return _dataset_rows(path)
    return _csv_rows(path) if path.suffix.lower() == ".csv" else _jsonl_rows(path)


def _jsonl_rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """(file:line, record) of every line; in place of a record, what is wrong with the line."""
    for number, line in enumerate(_read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            yield f"{path}:{number}", f"not JSON: {error}"
            continue
        yield (
            f"{path}:{number}",
            record if isinstance(record, dict) else "not a JSON object with text and pairs",
        )


def _csv_rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """(file:line of its first row, record) of every passage of a CSV file."""
    reader = csv.DictReader(io.StringIO(_read_text(path, newline=""), newline=""))
    columns = list(reader.fieldnames or ())

    def numbered() -> Iterator[tuple[str, dict[str, Any]]]:
        first = reader.line_num + 1
        try:
            for row in reader:
                yield f"{path}:{first}", row
                first = reader.line_num + 1
        except csv.Error as error:
            raise StanceError(
                f"{path}:{first}: not CSV: {error}: is a quotation mark not closed?"
            ) from None

    return _grouped(path, columns, numbered())


def _dataset_rows(path: Path) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """(file:row, record) of every passage of a Parquet file or a saved `datasets` folder."""
    if find_spec("datasets") is None:
        raise StanceError(f"{path}: reading it needs datasets: pip install 'stance[train]'")
    from datasets import Dataset, load_from_disk

    try:
        table = Dataset.from_parquet(str(path)) if path.is_file() else load_from_disk(str(path))
    except Exception as error:  # datasets and pyarrow raise errors of many kinds
        reason = str(error).splitlines()[0]
        raise StanceError(f"{path}: not a Parquet file or saved dataset: {reason}") from None
    if not isinstance(table, Dataset):
        raise StanceError(f"{path}: holds several splits ({', '.join(table)}): name one's folder")
    numbered = ((f"{path}:{number}", row) for number, row in enumerate(table, 1))
    if "pairs" in table.column_names:
        return numbered
    return _grouped(path, table.column_names, numbered)


def _grouped(
    path: Path, columns: Sequence[str], rows: Iterable[tuple[str, dict[str, Any]]]
) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Rows of one pair each to records of one passage each: same id and text, same passage."""
    missing = [c for c in ("text", "actor", "stance") if c not in columns]
    if missing:
        there = ", ".join(columns) or "none"
        yield f"{path}:1", f"column {', '.join(missing)} is missing (columns: {there})"
        return
    passages: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for where, row in rows:
        record = {key: row.get(key) or None for key in ("id", "text", "conflict", "style")}
        key = (str(record["id"]), str(record["text"]))
        _, record = passages.setdefault(key, (where, record | {"pairs": []}))
        pair = {key: row.get(key) or None for key in ("actor", "stance", "evidence", "condition")}
        record["pairs"].append(pair | {"row": where.rpartition(":")[2]})
    yield from passages.values()


def _read_text(path: Path, newline: str | None = None) -> str:
    try:
        with open(path, encoding="utf-8-sig", newline=newline) as file:
            return file.read()
    except FileNotFoundError:
        raise StanceError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise StanceError(f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8") from None
    except OSError as error:
        raise StanceError(f"{path}: {error.strerror}") from None


def _faults(record: dict[str, Any], labels: Sequence[str], none: str) -> Iterator[str]:
    text, pairs = record.get("text"), record.get("pairs")
    if not isinstance(text, str) or not text.strip():
        yield "no text"
        return
    if not isinstance(pairs, list) or not pairs:
        yield "no pairs"
        return
    actors = [pair.get("actor") for pair in pairs if isinstance(pair, dict)]
    for actor in {a for a in actors if isinstance(a, str) and actors.count(a) > 1}:
        yield f"actor {actor!r} stands twice"
    for pair in pairs:
        row = pair.get("row") if isinstance(pair, dict) else None
        for fault in _pair_faults(pair, text, labels, none):
            yield f"{fault} (row {row})" if row else fault


def _pair_faults(pair: Any, text: str, labels: Sequence[str], none: str) -> Iterator[str]:
    named = isinstance(pair, dict) and isinstance(pair.get("actor"), str)
    if not named or not pair["actor"].strip():
        yield "a pair without an actor"
        return
    actor, stance = pair["actor"], pair.get("stance")
    if actor not in text:
        yield f"actor not in the text: {actor!r}"
    if stance not in labels:
        yield f"unknown label {stance!r} for {actor!r} (labels: {', '.join(labels)})"
    for key in ("evidence", "condition"):
        words = pair.get(key)
        if words is not None and (not isinstance(words, str) or words not in text):
            yield f"{key} not in the text: {words!r}"
    if stance == none and pair.get("evidence") is not None:
        yield f"evidence given for {actor!r}, whose label is {none}"


def _example(record: dict[str, Any], where: str) -> Example:
    pairs = tuple(
        Pair(pair["actor"], pair["stance"], pair.get("evidence"), pair.get("condition"))
        for pair in record["pairs"]
    )
    return Example(
        id=str(record["id"]) if record.get("id") else where,
        text=record["text"],
        pairs=pairs,
        conflict=str(record.get("conflict") or UNKNOWN),
        style=str(record.get("style") or UNKNOWN),
    )
