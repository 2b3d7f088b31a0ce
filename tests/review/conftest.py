"""A desk with the shipped model over a few invented passages."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from stance import StanceModel, default_model
from stance.review.candidates import read_candidates
from stance.review.desk import desk
from stance.review.opening import open_review
from stance.review.review import Review

PASSAGES = (
    ("p1", "The Orlan Front on Monday rejected the truce, its envoy said in Kest."),
    ("p2", "Sister Ana Dole called for an immediate ceasefire around Pell 🙏🏽 and prayed."),
    ("p3", "The Hezar League will stop only if the siege of Addeh is lifted."),
)
Open = Callable[..., Review]


@pytest.fixture(scope="package")
def model() -> StanceModel:
    return StanceModel.load(default_model(), "cpu")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = (json.dumps({"id": i, "text": t, "conflict": "Orlan"}) + "\n" for i, t in PASSAGES)
    path.write_text("".join(rows), "utf-8")
    return path


@pytest.fixture
def opened(model: StanceModel, news: Path, tmp_path: Path) -> Iterator[Open]:
    """Open the review of the news, or of another corpus, and close the one before."""
    open_ones: list[Review] = []

    def open_again(path: Path = news, limit: int | None = None) -> Review:
        for one in open_ones:
            one.close()
        candidates = read_candidates([str(path)], model)
        made = open_review(candidates, model, tmp_path / "labels.jsonl", "Ilva", limit)
        open_ones.append(made)
        return made

    yield open_again
    for one in open_ones:
        one.close()


@pytest.fixture
def client(opened: Open) -> TestClient:
    return TestClient(desk(opened()), base_url="http://localhost")


@pytest.fixture
def stance(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `stance` with arguments in a fresh folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "stance", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            check=False,
        )

    return run
