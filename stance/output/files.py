"""Writing so that nothing half-written stays behind."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

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


def write_together(contents: Mapping[str, bytes], directory: str | Path, what: str) -> None:
    """Write files by name into a directory, made if need be: each complete, or not at all.

    Files of the same names are replaced, others left alone; `what` they are is for the fault.

    Raises:
        StanceError: the directory cannot be written to.
    """
    directory = Path(directory)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        # Inside, not beside: only there is the rename sure to stay on one file system.
        with TemporaryDirectory(dir=directory, prefix=".writing-") as staging:
            for name, content in contents.items():
                Path(staging, name).write_bytes(content)
            for name in contents:
                os.replace(Path(staging, name), directory / name)
    except OSError as error:
        raise StanceError(f"cannot write {what} to {directory}: {error.strerror}") from None
