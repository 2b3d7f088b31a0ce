"""Files are written whole or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stance.errors import StanceError
from stance.output.files import write_whole


def failing() -> Iterator[str]:
    yield "half"
    raise StanceError("the second article is no text")


def test_a_failure_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(StanceError, match="second article"):
        write_whole(target, failing())
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_text() == "old"


def test_a_full_disk_is_one_clear_line() -> None:
    with pytest.raises(StanceError, match="/dev/full: cannot be written: No space left"):
        write_whole("/dev/full", ["x" * 100_000])
    assert Path("/dev/full").is_char_device()


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StanceError, match="cannot be written: No such file"):
        write_whole(tmp_path / "no" / "out.csv", ["x"])
