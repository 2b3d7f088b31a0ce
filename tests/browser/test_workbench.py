"""The workbench and the report in a browser: right highlights, and nothing hostile runs."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from stance import StanceModel, default_model, predict
from stance.output.page import report
from stance.records import Document
from stance.timeline.history import histories
from stance.timeline.results import DatedPosition, Results
from stance.timeline.writing import page as timeline

from .conftest import Start

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLE = Path(__file__).parents[2] / "examples/article.txt"
HOSTILE = (
    "The Orlan Front rejected the truce.\n<script>document.title = 'taken'</script>"
    "<img src=x onerror=\"document.title = 'taken'\"></textarea></main><b>not bold"
    "\u202eecurt on\u202c & “&lt;script&gt;”\n" + "a" * 1_000_000
)


def read(page: "Page", text: str) -> None:
    page.fill("#text", text)
    page.click("text=Read")
    page.wait_for_selector("#answer .text, #answer .fault")


def serious(page: "Page") -> list[str]:
    """Ids of the serious and critical findings of axe-core."""
    found = Axe().run(page).response["violations"]
    return [each["id"] for each in found if each["impact"] in ("serious", "critical")]


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel.load(default_model(), "cpu")


def test_a_pasted_article_shows_who_says_what(page: "Page", serving: Start) -> None:
    page.goto(serving("serve").address)
    assert serious(page) == []
    read(page, ARTICLE.read_text("utf-8"))
    rejected = page.locator("mark.reject", has_text="end on the battlefield")
    assert rejected.count() == 1
    assert page.locator(
        ".demand", has_text="forces must return to the lines of last August"
    ).count()
    rows = page.locator("table.positions tbody tr")
    general = rows.filter(has_text="Belsoum").first
    assert "rejects" in general.inner_text()
    general.locator("a").click()
    assert page.evaluate("document.querySelector(':target').textContent").startswith("■")
    assert serious(page) == []


def test_hostile_text_is_shown_and_runs_nothing(page: "Page", serving: Start) -> None:
    page.goto(serving("serve").address)
    read(page, HOSTILE)
    shown = page.inner_text("#answer .text")
    assert "<script>document.title" in shown
    assert "</main><b>not bold" in shown
    assert "U+202E" in shown
    assert shown.count("a") >= 1_000_000
    assert page.locator("#answer img, #answer b:has-text('not bold')").count() == 0
    assert page.title() == "stance workbench"


def test_an_empty_form_says_what_to_do(page: "Page", serving: Start) -> None:
    page.goto(serving("serve").address)
    read(page, "  ")
    assert "paste an article" in page.inner_text("#answer")


def test_the_report_filters_its_index_and_runs_nothing_foreign(
    page: "Page", model: StanceModel, tmp_path: Path
) -> None:
    documents = [
        Document("article", ARTICLE.read_text("utf-8")),
        Document("hostile", HOSTILE[:300]),
        Document("quiet", "Rain fell on Kest."),
    ]
    path = tmp_path / "report.html"
    path.write_text("".join(report(predict(documents, model), model.config, "2027-03-14")), "utf-8")
    page.goto(path.as_uri())
    assert page.title() != "taken"
    assert serious(page) == []
    page.fill("[name=words]", "Belsoum")
    assert page.locator("section:visible").count() == 1
    page.fill("[name=words]", "")
    page.select_option("[name=stance]", "condition")
    assert page.locator("section:visible h2").all_inner_texts() == ["article"]


def test_the_timeline_filters_and_leads_from_a_point_to_its_statement(
    page: "Page", tmp_path: Path
) -> None:
    taken = [
        DatedPosition(date(2027, 3, 1), "w1", "Orlan Front", "reject", 0.9, False, "no", ""),
        DatedPosition(date(2027, 3, 9), "w2", "Orlan Front", "support", 0.6, True, "yes", ""),
        DatedPosition(date(2027, 3, 9), "w2", "Sister Ana Dole", "support", 0.9, False, "stop", ""),
    ]
    found = histories(taken)
    path = tmp_path / "timeline.html"
    path.write_text(timeline(found, Results(tuple(taken), 2, (), ("m 0f1e",)), "2027-04-01"))
    page.goto(path.as_uri())
    assert serious(page) == []
    page.get_by_label("Orlan Front rejects, 2027-03-01").click()
    assert "w1" in page.evaluate("document.querySelector(':target').textContent")
    page.fill("[name=actor]", "ana")
    assert page.locator(".row[data-actor]:visible").count() == 1
