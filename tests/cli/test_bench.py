"""`stance bench`: one line of figures."""

from pathlib import Path

import stance as package

ARTICLE = Path(package.__file__).parents[1] / "examples" / "article.txt"


def test_generated_articles_are_read_and_counted(stance) -> None:
    done = stance("bench", "--articles", "2")
    assert done.code == 0
    assert done.out.startswith("default ")
    assert "2 documents" in done.out
    assert "passages/s" in done.out


def test_own_files_are_read_and_counted(stance) -> None:
    done = stance("bench", ARTICLE)
    assert "1 documents, 10 passages, 390 words" in done.out


def test_a_missing_file_is_one_line(stance) -> None:
    done = stance("bench", "nowhere.txt")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
