"""Files to documents: which files are meant, how they are encoded, what text they hold."""

import codecs
import csv
import glob
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from stance.errors import StanceError
from stance.records import Document

SUFFIXES: Final = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv")
"""What is read from a folder."""

_BOMS: Final = (
    # The UTF-32 marks first: the little-endian one begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_OFFICE: Final = "is an office document or an archive: save its text as .txt first"
_IMAGE: Final = "is an image: stance reads text only"
_MAGIC: Final = {
    b"%PDF-": "is a PDF: convert it to text first (pdftotext)",
    b"PK\x03\x04": _OFFICE,
    b"\xd0\xcf\x11\xe0": _OFFICE,
    b"{\\rtf": _OFFICE,
    b"\x89PNG": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"\x1f\x8b": "is compressed: unpack it first (gunzip)",
}
_CHUNK: Final = 1 << 20

_LINE_ENDS: Final = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE: Final = re.compile(
    "[\x00-\x09\x0e-\x1f\r\x7f-\x84\x86-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffd\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
_MARKDOWN_LINE: Final = re.compile(r"(?m)^(?:[ ]*(?:#{1,6}|>|[-*+])(?=[\s>]))+|^[-*_= ]{3,}$|`+")
_MARKDOWN_LINK: Final = re.compile(
    r"(!?\[)([^\[\]\n]{0,1000})(\]\([^()\[\]\s]*(?:\([^()\[\]\s]*\))?[^()\[\]\s]*"
    r"(?:[ ]\"[^\"\n\[]*\")?\))|<https?:[^<>\s]*>"
)
_MARKDOWN_EMPHASIS: Final = re.compile(
    r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])"
)


_Row = dict[str, object]


@dataclass(frozen=True)
class _Layout:
    """Where a table keeps what, and how large a document may be."""

    text_column: str
    id_column: str
    max_bytes: int


_Rows = Callable[[str, TextIO, _Layout], Iterator[tuple[int, _Row]]]


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
    max_bytes: int = 20_000_000,
    stdin: BinaryIO | None = None,
) -> Iterator[Document]:
    """Yields the documents of `sources` one by one; tables are streamed row by row.

    Ids are unique: a repeated one gets the suffix ``#2``, ``#3`` and so on. `max_bytes` limits
    one document: a whole file of text, a row of a table.

    Raises StanceError, at once for sources that do not exist and on the way for a file or a
    row that cannot be read, is no text, is too large or empty.
    """
    paths = expand(sources)
    layout = _Layout(text_column, id_column, max_bytes)
    return _with_unique_ids(
        document for path in paths for document in _read_path(path, layout, stdin)
    )


def is_markdown(document: Document) -> bool:
    """Whether the document's text carries Markdown marks (see `normalise`)."""
    return document.source.lower().endswith(".md")


def normalise(text: str, *, markdown: bool = False) -> str:
    """The text as the model should see it, character for character as long as `text`.

    Exotic spaces, tabs, soft hyphens, zero-width and bidirectional controls, lone surrogates and
    other characters without a shape become spaces, exotic line ends become newlines. With
    `markdown`, marks at line starts, emphasis marks and the addresses of links become spaces.
    """
    text = _INVISIBLE.sub(" ", _LINE_ENDS.sub("\n", text))
    if markdown:
        text = _MARKDOWN_LINE.sub(_blank, text)
        text = _MARKDOWN_LINK.sub(_blank_address, text)
        text = _MARKDOWN_EMPHASIS.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_address(match: re.Match[str]) -> str:
    if match[2] is None:
        return _blank(match)
    return " " * len(match[1]) + match[2] + " " * len(match[3])


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


def _with_unique_ids(documents: Iterable[Document]) -> Iterator[Document]:
    seen: dict[str, int] = {}
    for document in documents:
        unique = document.id
        while unique in seen:
            seen[document.id] += 1
            unique = f"{document.id}#{seen[document.id]}"
        seen[unique] = 1
        yield Document(unique, document.text, document.source)


def _read_path(path: str, layout: _Layout, stdin: BinaryIO | None) -> Iterator[Document]:
    suffix = Path(path).suffix.lower()
    if suffix in (".jsonl", ".csv"):
        rows = _json_rows if suffix == ".jsonl" else _csv_rows
        yield from _read_table(path, rows, layout)
        return
    data = _read_bytes(path, layout.max_bytes, stdin)
    text = _html_text(path, data) if suffix in (".html", ".htm") else _decode(path, data)
    if not text.strip():
        raise StanceError(f"{path}: the file is empty")
    yield Document(path, text, path)


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


def _decode(path: str, data: bytes) -> str:
    try:
        return data.decode(_encoding(path, [data]))
    except UnicodeDecodeError:
        raise _not_text(path) from None


def _not_text(path: str) -> StanceError:
    return StanceError(f"{path}: not readable as text: save it as UTF-8")


def _encoding(path: str, chunks: Iterable[bytes]) -> str:
    """The encoding of a file, from its bytes in as many chunks as it takes to be sure."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = b""
    try:
        for number, chunk in enumerate(chunks):
            if number == 0 and (marked := _marked_encoding(path, chunk)):
                return marked
            if b"\0" in chunk:
                raise StanceError(f"{path}: holds NUL bytes, so it is no text: save it as UTF-8")
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _guess_encoding(path, chunk)
    return "utf-8"


def _marked_encoding(path: str, data: bytes) -> str | None:
    for start, remedy in _MAGIC.items():
        if data.startswith(start):
            raise StanceError(f"{path}: {remedy}")
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


def _guess_encoding(path: str, data: bytes) -> str:
    high = sum(byte > 127 for byte in data)
    if high * 10 < len(data):
        # English with a few accents and curly quotes: statistics on so few bytes mislead.
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.chaos > 0.1 or best.coherence < 0.3:
        raise _not_text(path)
    return best.encoding


def _html_text(path: str, data: bytes) -> str:
    from trafilatura import extract

    page = _decode(path, data)
    found = extract(page, include_comments=False, include_tables=False) if page.strip() else None
    if not found:
        raise StanceError(f"{path}: no article found in the page: save its text as .txt")
    # One line a paragraph; a blank line between them says so to the sentence splitter.
    return found.replace("\n", "\n\n")


def _read_table(path: str, rows: _Rows, layout: _Layout) -> Iterator[Document]:
    empty = True
    try:
        with open(path, "rb") as file:
            encoding = _encoding(path, iter(lambda: file.read(_CHUNK), b""))
        with open(path, encoding=encoding, newline="") as table:
            for line, row in rows(path, table, layout):
                empty = False
                yield _row_document(path, line, row, layout)
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeDecodeError:
        raise _not_text(path) from None
    if empty:
        raise StanceError(f"{path}: the file is empty")


def _row_document(path: str, line: int, row: _Row, layout: _Layout) -> Document:
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
    return Document(place if named in (None, "") else str(named), text, path)


def _json_rows(path: str, table: TextIO, layout: _Layout) -> Iterator[tuple[int, _Row]]:
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


def _csv_rows(path: str, table: TextIO, layout: _Layout) -> Iterator[tuple[int, _Row]]:
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
