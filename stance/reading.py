"""Files to documents: which files are meant, and what texts they hold."""

import csv
import glob
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

from stance.dating import dated_by_column, dated_by_dateline, dated_by_page
from stance.errors import StanceError
from stance.records import Dated, Document
from stance.text_encoding import decoded

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv")
"""What is read from a folder."""

Row = dict[str, Any]
"""A table's row by column; empty for a document that is no row."""

_Read = tuple[Document, Row]


@dataclass(frozen=True)
class _Layout:
    """Where a table keeps what, and how large a document may be."""

    text_column: str
    id_column: str
    date_column: str | None
    max_bytes: int


_Rows = Callable[[str, TextIO, _Layout], Iterator[tuple[int, Row]]]


def expand(sources: Sequence[str]) -> list[str]:
    """The files that `sources` mean, each once, in the order given.

    A source is a file, a folder (searched recursively for known suffixes, hidden files left
    out), a pattern that the shell did not expand, or ``-`` for standard input.

    Raises StanceError for a path that does not exist, a pattern without a match, and a folder
    without a readable file.
    """
    files: dict[str, str] = {}
    for source in sources:
        for path in _expand_one(source):
            files.setdefault(path if path == "-" else os.path.realpath(path), path)
    return list(files.values())


def read_documents(
    sources: Sequence[str],
    *,
    text_column: str = "text",
    id_column: str = "id",
    date_column: str | None = None,
    max_bytes: int = 20_000_000,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """Yields the documents of `sources` one by one; tables are streamed row by row.

    Ids are unique: a repeated one gets the suffix ``#2``, ``#3`` and so on. `max_bytes` limits
    one document: a whole file of text, a row of a table. A document is dated by its column
    (`date_column`, or `date` where there is one), its page's metadata, or its dateline.

    Raises StanceError, at once for sources that do not exist and on the way for a file or a
    row that cannot be read, is no text, is too large or empty.
    """
    layout = _Layout(text_column, id_column, date_column, max_bytes)
    return (document for document, _ in _read(expand(sources), layout, stdin))


def read_rows(
    sources: Sequence[str],
    *,
    text_column: str = "text",
    id_column: str = "id",
    max_bytes: int = 20_000_000,
) -> Iterator[tuple[Document, Row]]:
    """As `read_documents`, each document with all columns of the row that it was read from."""
    return _read(expand(sources), _Layout(text_column, id_column, None, max_bytes), None)


def is_markdown(document: Document) -> bool:
    """Whether the document's text carries Markdown marks, to be blanked by `normalise`."""
    return document.source.lower().endswith(".md")


def _expand_one(source: str) -> list[str]:
    if os.path.isdir(source):
        files = _files_in(source)
        if not files:
            raise StanceError(f"{source}: the folder holds no file named {', '.join(SUFFIXES)}")
        return files
    if source == "-" or os.path.exists(source):
        return [source]
    if not glob.has_magic(source):
        raise StanceError(f"{source}: no such file or folder")
    matches = sorted(glob.glob(source, recursive=True))
    if not matches:
        raise StanceError(f"{source}: no file matches this pattern")
    folders = {match: _files_in(match) for match in matches if os.path.isdir(match)}
    return [path for match in matches for path in folders.get(match, [match])]


def _files_in(folder: str) -> list[str]:
    def fail(error: OSError) -> None:
        raise _unreadable(error.filename, error)

    found = []
    for parent, folders, names in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        visible = (name for name in names if not name.startswith("."))
        found += [os.path.join(parent, n) for n in visible if n.lower().endswith(SUFFIXES)]
    return sorted(found)


def _read(paths: Iterable[str], layout: _Layout, stdin: BinaryIO | None) -> Iterator[_Read]:
    seen: dict[str, int] = {}
    for document, row in (read for path in paths for read in _read_path(path, layout, stdin)):
        unique = document.id
        while unique in seen:
            seen[document.id] += 1
            unique = f"{document.id}#{seen[document.id]}"
        seen[unique] = 1
        yield replace(document, id=unique), row


def _read_path(path: str, layout: _Layout, stdin: BinaryIO | None) -> Iterator[_Read]:
    suffix = Path(path).suffix.lower()
    if suffix in (".jsonl", ".csv"):
        rows = _json_rows if suffix == ".jsonl" else _csv_rows
        yield from _read_table(path, rows, layout)
        return
    data = _read_bytes(path, layout.max_bytes, stdin)
    with decoded(path, io.BytesIO(data)) as file:
        text = file.read()
    dated = None
    if suffix in (".html", ".htm"):
        dated = dated_by_page(text) if text.strip() else None
        text = _article(path, text)
    if not text.strip():
        raise StanceError(f"{path}: the file is empty")
    yield Document(path, text, path, dated or dated_by_dateline(text)), {}


def _read_bytes(path: str, max_bytes: int, stdin: BinaryIO | None) -> bytes:
    try:
        if path == "-":
            data = (stdin or sys.stdin.buffer).read(max_bytes + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(max_bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from None
    if len(data) > max_bytes:
        raise _too_large(path, max_bytes)
    return data


def _too_large(place: str, max_bytes: int) -> StanceError:
    return StanceError(f"{place}: larger than {max_bytes:,} bytes: split it into articles")


def _unreadable(path: str, error: OSError) -> StanceError:
    return StanceError(f"{path}: cannot be read ({error.strerror})")


def _article(path: str, page: str) -> str:
    from trafilatura import extract

    found = extract(page, include_comments=False, include_tables=False) if page.strip() else None
    if not found:
        raise StanceError(f"{path}: no article found in the page: save its text as .txt")
    # One line a paragraph; a blank line between them says so to the sentence splitter.
    return found.replace("\n", "\n\n")


def _read_table(path: str, rows: _Rows, layout: _Layout) -> Iterator[_Read]:
    empty = True
    try:
        with open(path, "rb") as file, decoded(path, file) as table:
            for line, row in rows(path, table, layout):
                empty = False
                yield _row_document(path, line, row, layout), row
    except OSError as error:
        raise _unreadable(path, error) from None
    if empty:
        raise StanceError(f"{path}: the file is empty")


def _row_document(path: str, line: int, row: Row, layout: _Layout) -> Document:
    place, column = f"{path}:{line}", layout.text_column
    if column not in row:
        raise StanceError(
            f"{place}: no column '{column}'; the columns are: {', '.join(row) or 'none'}"
        )
    text = row[column]
    if not isinstance(text, str | None):
        raise StanceError(f"{place}: '{column}' is not a string: put the text in quotes")
    if text is None or not text.strip():
        raise StanceError(f"{place}: '{column}' is empty: fill it in or delete the row")
    if len(text) > layout.max_bytes:
        raise _too_large(place, layout.max_bytes)
    named = row.get(layout.id_column)
    name = place if named in (None, "") else str(named)
    return Document(name, text, path, _row_date(place, row, layout) or dated_by_dateline(text))


def _row_date(place: str, row: Row, layout: _Layout) -> Dated | None:
    """The row's date; a column that the user named must hold one, or be empty."""
    column = layout.date_column or "date"
    value = row.get(column)
    dated = dated_by_column(value)
    if layout.date_column is not None:
        if column not in row:
            raise StanceError(f"{place}: no column '{column}'; the columns are: {', '.join(row)}")
        if dated is None and str(value or "").strip():
            raise StanceError(f"{place}: '{column}' is no date: {value!r} (write 2027-03-14)")
    return dated


def _json_rows(path: str, table: TextIO, layout: _Layout) -> Iterator[tuple[int, Row]]:
    # A line may hold more than the text, and escapes make it longer than the text is.
    limit = 8 * layout.max_bytes
    for number, line in enumerate(iter(lambda: table.readline(limit + 1), ""), start=1):
        if len(line) > limit:
            raise _too_large(f"{path}:{number}", layout.max_bytes)
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise StanceError(f"{path}:{number}: no JSON object: put one object on each line")
        yield number, row


def _csv_rows(path: str, table: TextIO, layout: _Layout) -> Iterator[tuple[int, Row]]:
    csv.field_size_limit(max(csv.field_size_limit(), layout.max_bytes))
    header = table.readline()
    delimiter = max(",;\t", key=header.count)
    columns = next(csv.reader([header], delimiter=delimiter), [])
    reader = csv.reader(table, delimiter=delimiter)
    line = 2
    try:
        for cells in reader:
            if cells:
                yield line, dict(zip_longest(columns, cells[: len(columns)]))
            line = reader.line_num + 2
    except csv.Error as error:
        raise StanceError(f"{path}:{line}: no CSV ({error}): close the quotes") from None
