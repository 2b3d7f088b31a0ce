"""The workbench over HTTP: the answers of `stance predict`, and a reason for every refusal."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from stance import predict
from stance.output.records import as_record
from stance.records import Document
from stance.web.shared_model import SharedModel

NEWS = "The Orlan Front on Monday rejected the truce. Its envoy left the talks in Kestrin."


def ask(client: TestClient, *texts: str, **more: object) -> dict:
    documents = [{"text": text} for text in texts]
    answer = client.post("/v1/predict", json={"documents": documents} | more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_rest_gives_what_predict_gives(
    client: TestClient, shared: SharedModel, article: str
) -> None:
    [document] = ask(client, article)["documents"]
    [reading] = predict([Document("1", article)], shared)
    assert document == json.loads(json.dumps(as_record(reading)))


def test_documents_are_answered_in_order_with_their_ids(client: TestClient) -> None:
    documents = [{"id": "b", "text": NEWS, "date": "2027-03-14"}, {"text": "Quiet."}]
    answer = client.post("/v1/predict", json={"documents": documents}).json()
    assert [(d["document"], d["date"]) for d in answer["documents"]] == [
        ("b", "2027-03-14"),
        ("2", None),
    ]


def test_pasted_text_shows_its_positions_in_place(client: TestClient) -> None:
    page = client.post("/", data={"text": NEWS}).text
    assert '<mark class="evidence reject">' in page
    assert "Orlan Front" in page


def test_an_upload_is_read_as_a_file_of_its_kind(client: TestClient) -> None:
    html = f"<html><body><article><p>{NEWS}</p><p>{NEWS}</p></article></body></html>"
    page = client.post("/", files={"file": ("wire.html", html)}).text
    assert '<mark class="evidence reject">' in page
    assert "wire.html" in page
    rows = "".join(json.dumps({"id": name, "text": NEWS}) + "\n" for name in ("r1", "r2"))
    page = client.post("/", files={"file": ("rows.jsonl", rows)}).text
    assert page.count("<section") == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"data": {"text": " "}}, "paste an article"),
        ({"files": {"file": ("a.txt", b"\x89PNG\x00\x00\x01")}}, "a.txt"),
        ({"files": {"file": ("a.jsonl", b"[1]")}}, "no JSON object"),
        ({"data": {"text": "word " * 3_000}}, "use `stance predict`"),
    ],
)
def test_the_page_says_what_it_cannot_read(client: TestClient, content: dict, reason: str) -> None:
    answer = client.post("/", **content)
    assert answer.status_code == 422
    assert reason in answer.text


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "{}",
        '{"documents": []}',
        '{"documents": [{"text": " "}]}',
        '{"documents": [{"text": 5}]}',
        '{"documents": [{"text": "a"}], "min_confidence": 2}',
        '{"documents": [{"text": "a", "colour": "b"}]}',
        '{"documents": [' + ", ".join(['{"text": "a"}'] * 4) + "]}",
    ],
)
def test_malformed_requests_are_refused_with_a_reason(client: TestClient, body: str) -> None:
    answer = client.post("/v1/predict", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_a_body_beyond_the_limit_is_refused_whether_announced_or_not(client: TestClient) -> None:
    large = b"x" * 100_001
    announced = client.post("/v1/predict", content=large)
    streamed = client.post("/v1/predict", content=iter([large[:60_000], large[60_000:]]))
    for answer in (announced, streamed):
        assert answer.status_code == 413
        assert "larger than 100,000 bytes" in answer.json()["detail"]


def test_another_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 400


def test_nothing_foreign_may_run_on_a_page(client: TestClient) -> None:
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "http" not in policy


def test_health_and_the_description_of_the_interface(
    client: TestClient, shared: SharedModel
) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "model": {"name": shared.config.name, "hash": shared.config.hash},
        "waiting": 0,
    }
    described = client.get("/openapi.json").json()
    assert {"/v1/predict", "/health"} <= set(described["paths"])


def test_twenty_readers_at_once_all_get_their_own_answer(client: TestClient) -> None:
    texts = [f"The Orlan Front Number {n} rejected the truce." for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda text: ask(client, text), texts))
    for number, answer in enumerate(answers):
        [actor] = answer["documents"][0]["actors"]
        assert str(number) in actor["mentions"][0]["text"] or actor["name"] in texts[number]
        assert actor["stance"] == "reject"
