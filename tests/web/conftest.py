"""The workbench with the shipped model, asked as a program would."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from stance.model.installed import default_model
from stance.web.limits import Limits
from stance.web.shared_model import SharedModel
from stance.web.workbench import workbench

LIMITS = Limits(body_bytes=100_000, words=2_000, documents=3)


@pytest.fixture(scope="package")
def shared() -> SharedModel:
    return SharedModel.load(default_model(), "cpu")


@pytest.fixture
def client(shared: SharedModel) -> TestClient:
    return TestClient(workbench(shared, limits=LIMITS), base_url="http://localhost")


@pytest.fixture
def article() -> str:
    return (Path(__file__).parents[2] / "examples/article.txt").read_text("utf-8")
