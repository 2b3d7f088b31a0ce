"""The report: complete, safe to open, and never half-written."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stance.errors import StanceError
from stance.evaluation.articles import ArticleJudgement, NamedPosition
from stance.evaluation.judgements import Detection, Judgement, Judgements
from stance.evaluation.plots import draw
from stance.evaluation.report import Report, build_report, render, write_report, wrong_pairs
from stance.labels import NONE, STANCES
from stance.records import Span

HOSTILE = """<script>alert("Tarn")</script> & 'Guard'"""
PICTURES = ["confusion.png", "labels.png", "reliability.png", "risk-coverage.png"]


def pair(number: int, gold: int, said: int, confidence: float, actor: str) -> Judgement:
    rest = (1 - confidence) / 3
    probabilities = tuple(confidence if label == said else rest for label in range(4))
    return Judgement(
        f"p{number}", "Tarn strait", "wire", actor, STANCES[gold], probabilities, "held fire"
    )


def judgements(actor: str = "Tarn Guard") -> Judgements:
    pairs = [
        pair(i, i % 4, i % 4 if i % 5 else (i + 1) % 4, 0.5 + i / 100, actor) for i in range(40)
    ]
    spans = ((Span(0, 4),),)
    return Judgements(STANCES, NONE, tuple(pairs), (Detection("p1", spans, ("reject",), spans),))


def report(actor: str = "Tarn Guard", **given: object) -> Report:
    guard = NamedPosition("Tarn Guard", (), "reject")
    settings: dict[str, object] = {
        "data": ["strait.jsonl"],
        "model": "small",
        "model_hash": "0f1e2d",
        "created": "2031-04-05",
        "other": ("majority", majority()),
        "articles": [ArticleJudgement("a1", (guard,), (guard,))],
        "replicates": 20,
    }
    return build_report(judgements(actor), **{**settings, **given})  # type: ignore[arg-type]


def majority() -> Judgements:
    return replace(judgements(), detections=())


class Page(HTMLParser):
    """What a reader of the page meets: its tags, its addresses, its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_directory_holds_record_page_and_pictures_and_nothing_else(tmp_path: Path) -> None:
    write_report(report(), tmp_path / "deep" / "report")
    names = sorted(path.name for path in (tmp_path / "deep" / "report").iterdir())
    assert names == sorted(["report.html", "report.json", *PICTURES])
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["report"]


def test_the_record_can_be_read_back(tmp_path: Path) -> None:
    made = report()
    write_report(made, tmp_path)
    record = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert record["labels"] == list(STANCES)
    assert record["figures"]["macro_f1"]["value"] == made.figures["macro_f1"].value
    assert record["comparison"]["differences"]["accuracy"]["p"] == 1
    assert record["articles"]["f1"]["value"] == 1
    assert sum(map(sum, record["confusion"])) == record["pairs"] == 40
    assert sum(each["pairs"] for each in record["reliability"]) == 40


def test_the_page_needs_nothing_but_itself(tmp_path: Path) -> None:
    write_report(report(), tmp_path)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = Page(html)
    assert html.startswith("<!doctype html>")
    assert len(page.addresses) == 4
    assert all(address.startswith("data:image/png;base64,") for address in page.addresses)
    assert "script" not in page.tags
    assert not re.search(r"https?://|@import|url\(", html)


def test_the_page_says_what_was_measured(tmp_path: Path) -> None:
    write_report(report(), tmp_path)
    words = " ".join(" ".join(Page((tmp_path / "report.html").read_text()).words).split())
    for said in ("small, 0f1e2d", "2031-04-05", "40 actors in 40 passages", "Beside majority"):
        assert said in words
    assert "Macro-F1, positions" in words
    assert "Actors found (overlap), recall 1.000" in words


def test_what_was_not_measured_is_not_mentioned() -> None:
    made = report(other=None, articles=[])
    html = render(made, draw(made))
    assert "Beside" not in html
    assert "Whole articles" not in html


def test_markup_in_names_is_shown_not_obeyed(tmp_path: Path) -> None:
    made = report(HOSTILE, other=None, model=HOSTILE, data=[HOSTILE])
    made = replace(made, conflicts=(replace(made.conflicts[0], name=HOSTILE),))
    write_report(made, tmp_path)
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    page = Page(html)
    assert "script" not in page.tags
    assert "<script" not in html
    assert page.words.count(HOSTILE) >= 3


def test_pictures_are_pngs_and_the_same_for_the_same_report() -> None:
    made = report()
    pictures = draw(made)
    assert sorted(pictures) == PICTURES
    assert all(picture.startswith(b"\x89PNG\r\n\x1a\n") for picture in pictures.values())
    assert draw(made) == pictures


def test_errors_are_the_wrong_pairs_most_confident_first() -> None:
    errors = wrong_pairs(judgements())
    assert [error.passage for error in errors] == [f"p{i}" for i in range(35, -1, -5)]
    assert errors[0].confidence == pytest.approx(0.85)
    assert (errors[0].gold, errors[0].predicted) == ("none", "support")
    assert len(wrong_pairs(judgements(), most=3)) == 3


def test_a_new_report_replaces_the_old_one_and_spares_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_report(report(), tmp_path)
    write_report(report(model="larger"), tmp_path)
    assert json.loads((tmp_path / "report.json").read_text())["model"] == "larger"
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 7


def test_a_report_that_cannot_be_drawn_leaves_the_old_one(tmp_path: Path) -> None:
    write_report(report(), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    broken = replace(report(model="larger"), figures={})
    with pytest.raises(KeyError):
        write_report(broken, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_place_that_is_no_directory_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(StanceError, match=r"cannot write the report to .*taken"):
        write_report(report(), tmp_path / "taken")


def test_a_model_that_is_never_wrong_still_has_a_report(tmp_path: Path) -> None:
    perfect = Judgements(STANCES, NONE, (pair(1, 0, 0, 1.0, "Tarn Guard"),))
    made = build_report(
        perfect, data=["one"], model="m", model_hash="0", created="2031-04-05", replicates=5
    )
    write_report(made, tmp_path)
    assert made.errors == ()
    assert "None." in (tmp_path / "report.html").read_text()
