"""The desk over HTTP: what it shows, takes and refuses."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from stance.corpus import load_examples

from .conftest import PASSAGES, Open

TEXTS = dict(PASSAGES)


def shown(client: TestClient) -> tuple[str, list[dict[str, Any]]]:
    """The passage on the page and the labels that its script begins with."""
    page = client.get("/").text
    passage = re.search(r'data-passage="([^"]*)"', page)
    actors = re.search(r'data-actors="([^"]*)"', page)
    assert passage
    assert actors
    return passage[1], json.loads(unescape(actors[1]))


def without_chances(actors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in actor.items() if k != "probabilities"} for actor in actors]


def test_a_passage_is_shown_word_by_word_with_offsets_in_code_points(client: TestClient) -> None:
    while shown(client)[0] != "p2":
        client.post("/skip", json={"passage": shown(client)[0]})
    page = client.get("/").text
    found = re.findall(r'data-start="(\d+)" data-end="(\d+)">([^<]*)<', page)
    assert "".join(text for _, _, text in found) == TEXTS["p2"]
    assert all(TEXTS["p2"][int(s) : int(e)] == text for s, e, text in found)


def test_accept_skip_and_undo(client: TestClient, tmp_path: Path) -> None:
    first, actors = shown(client)
    body = {"passage": first, "actors": without_chances(actors)}
    assert client.post("/accept", json=body).json() == {"left": 2}
    second, _ = shown(client)
    assert second != first
    assert client.post("/skip", json={"passage": second}).json() == {"left": 1}
    assert client.post("/undo", json={}).json() == {"left": 2}
    assert shown(client)[0] == second
    assert client.post("/undo", json={}).json() == {"left": 3}
    assert shown(client)[0] == first
    client.post("/accept", json=body)
    [example] = load_examples([tmp_path / "labels.jsonl"])
    assert example.id == first


def test_the_last_page_says_what_to_do_with_the_labels(client: TestClient) -> None:
    for _ in PASSAGES:
        client.post("/skip", json={"passage": shown(client)[0]})
    page = client.get("/").text
    assert "All passages are decided" in page
    assert "stance train labels.jsonl --from default" in page


def test_a_refusal_says_why_and_nothing_is_written(client: TestClient, tmp_path: Path) -> None:
    passage, _ = shown(client)
    actor = {"mention": [0, 9], "stance": "support"}
    answer = client.post("/accept", json={"passage": passage, "actors": [actor]})
    assert answer.status_code == 422
    assert "has a position and no evidence" in answer.json()["detail"]
    assert (tmp_path / "labels.jsonl.journal").read_bytes() == b""


def test_a_page_left_open_decides_nothing_else(client: TestClient) -> None:
    passage, _ = shown(client)
    client.post("/skip", json={"passage": passage})
    again = client.post("/skip", json={"passage": passage})
    assert again.status_code == 409
    assert "reload" in again.json()["detail"]
    client.post("/undo", json={})
    assert client.post("/undo", json={}).status_code == 409


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": "application/json", "origin": "https://elsewhere.example"}, 403),
        ({"content-type": "application/json", "origin": "null"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "application/json", "host": "rebound.example"}, 400),
        ({"content-type": "application/json", "origin": "http://localhost"}, 200),
    ],
)
def test_another_sites_page_cannot_decide(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    passage, _ = shown(client)
    answer = client.post("/skip", content=json.dumps({"passage": passage}), headers=headers)
    assert answer.status_code == status
    assert (shown(client)[0] != passage) == (status == 200)


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "{}",
        '{"passage": "p1", "actors": {}}',
        '{"passage": "p1", "actors": [{"mention": [0], "stance": "none"}]}',
        '{"passage": "p1", "actors": [{"mention": "p1", "stance": "none"}]}',
        '{"passage": "p1", "actors": [], "colour": "red"}',
    ],
)
def test_malformed_decisions_are_refused(client: TestClient, body: str) -> None:
    answer = client.post("/accept", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422


def test_a_body_beyond_the_limit_is_refused(client: TestClient) -> None:
    answer = client.post("/skip", json={"passage": "x" * 200_001})
    assert answer.status_code == 413


def test_hostile_text_is_shown_as_text(opened: Open, tmp_path: Path) -> None:
    from stance.review.desk import desk

    hostile = '<script>alert(1)</script> The "Orlan Front" said \u202eno\u202c to a truce. <!--'
    path = tmp_path / "hostile.jsonl"
    pairs = [{"actor": "Orlan Front", "stance": "none"}]
    row = {"id": '"><img src=x>', "text": hostile, "pairs": pairs, "note": "<b>look</b>"}
    path.write_text(json.dumps(row) + "\n")
    page = TestClient(desk(opened(path)), base_url="http://localhost").get("/").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>look" not in page
    assert "U+202E" in page


def test_the_codebook_is_on_the_page(client: TestClient) -> None:
    page = client.get("/").text
    assert "An explicit refusal wins over a condition." in page
    assert "<table>" in page


def test_nothing_foreign_may_run_on_the_page(client: TestClient) -> None:
    answer = client.get("/")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "<script>" not in answer.text
