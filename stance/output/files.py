"""Writing so that nothing half-written stays behind."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from stance.errors import StanceError


def write_whole(path: str | Path, pieces: Iterable[str]) -> None:
    """Write text to a file through a temporary one beside it: all of it, or none.

    Raises:
        StanceError: the file cannot be written; whatever was there before is unchanged.
    """
    path = Path(path)
    partial: str | None = None
    try:
        if path.exists() and not path.is_file():  # a device or pipe is written, never replaced
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
            return
        with tempfile.NamedTemporaryFile(
            "w",
            encoding="utf-8",
            newline="",
            dir=path.parent,
            prefix=f".{path.name}-",
            delete=False,
        ) as file:
            partial = file.name
            file.writelines(pieces)
        os.chmod(partial, 0o644)
        os.replace(partial, path)
    except OSError as error:
        raise StanceError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        if partial is not None:
            Path(partial).unlink(missing_ok=True)
