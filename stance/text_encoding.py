"""Bytes to text: in which encoding a file is written, and whether it is text at all."""

import codecs
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, TextIO

from stance.errors import StanceError

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


@contextmanager
def decoded(path: str, file: BinaryIO) -> Iterator[TextIO]:
    """The text of a seekable `file`, its line ends untouched; `path` names it in errors.

    Raises StanceError, at once or while the text is being read, for bytes that are no text or
    in no encoding that can be told.
    """
    encoding = _encoding(path, iter(lambda: file.read(_CHUNK), b""))
    file.seek(0)
    try:
        yield io.TextIOWrapper(file, encoding, newline="")
    except UnicodeDecodeError:
        raise _not_text(path) from None


def _not_text(path: str) -> StanceError:
    return StanceError(f"{path}: not readable as text: save it as UTF-8")


def _encoding(path: str, chunks: Iterable[bytes]) -> str:
    """The encoding of a file, from as many chunks of it as it takes to be sure."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = chunk = b""
    try:
        for number, following in enumerate(chunks):
            if number == 0 and (marked := _marked_encoding(path, following)):
                return marked
            before, chunk = chunk, following
            if b"\0" in chunk:
                raise StanceError(f"{path}: holds NUL bytes, so it is no text: save it as UTF-8")
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # The last chunk may be a few bytes, too few to guess from.
        return _guess_encoding(path, before + chunk)
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
