"""The command as a user runs it: a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Finished:
    """What a run of the command left: exit status, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Finished]


@pytest.fixture
def stance(tmp_path: Path) -> Run:
    """Run `stance` with arguments in a fresh folder."""

    def run(*arguments: str | Path, stdin: str = "") -> Finished:
        done = subprocess.run(
            [sys.executable, "-m", "stance", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    return run
