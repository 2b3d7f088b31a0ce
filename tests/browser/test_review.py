"""The annotation desk in a browser, by keys alone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from stance.corpus import Pair, load_examples

from .conftest import Start

if TYPE_CHECKING:
    from playwright.sync_api import Page

SENTENCES = (
    "The Orlan Front on Monday rejected the truce, its envoy said in Kest.",
    "Sister Ana Dole called for an immediate ceasefire around Pell 🙏🏽 and prayed.",
    "The Hezar League will stop only if the siege of Addeh is lifted.",
    "“Never,” said Bram Odell of the Quill Brigades: the truce is over.",
    "The Zamba Union accepted a pause of ten days, the elders announced.",
    "No ceasefire before the road to Vane is open, Mila Ostrow insisted.",
    "Salt League observers counted the dead in Ombre; they had no comment on the talks.",
    "The Aldmoor Volunteers said that they would hold their fire from dawn.",
    "Yusra Kadin vowed to fight on until Tal Asra falls.",
    "Mother Beate urged the Bassoru police and the hill people to lay down their arms.",
)
COMMAND = ("review", "news.jsonl", "--output", "labels.jsonl", "--annotator", "Ilva")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    rows = (json.dumps({"id": f"n{i}", "text": text}) for i, text in enumerate(SENTENCES))
    path.write_text("\n".join(rows), "utf-8")
    return path


def passage(page: "Page") -> str:
    return str(page.get_attribute("#text", "data-passage"))


def press(page: "Page", *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def decide(page: "Page", key: str) -> None:
    """Press a key that decides, and wait for the page after it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def select(page: "Page", text: str, words: str) -> None:
    """Select words of the passage with the arrow keys."""
    ends = page.eval_on_selector_all(
        ".word", "nodes => nodes.map(n => [Number(n.dataset.start), Number(n.dataset.end)])"
    )
    at = text.index(words)
    inside = [i for i, (start, end) in enumerate(ends) if start >= at and end <= at + len(words)]
    press(page, "Home", *["ArrowRight"] * inside[0], *["Shift+ArrowRight"] * (len(inside) - 1))


def found_grave(page: "Page") -> list[str]:
    """Serious and critical findings of axe-core."""
    violations = Axe().run(page).response["violations"]
    return [v["id"] for v in violations if v["impact"] in ("serious", "critical")]


def test_ten_passages_by_keyboard_with_a_crash_between(
    page: "Page", serving: Start, news: Path, tmp_path: Path
) -> None:
    server = serving(*COMMAND)
    page.goto(server.address)
    decided: list[str] = []
    for number in range(10):
        if number == 5:
            server.kill()
            before = load_examples([tmp_path / "labels.jsonl"])
            assert [e.id for e in before] == [name for name in decided if name != "n6"]
            page.goto(serving(*COMMAND).address)
            assert load_examples([tmp_path / "labels.jsonl"]) == before
        decided.append(passage(page))
        if passage(page) == "n6":
            decide(page, "s")
            continue
        # Whatever is proposed gives way to one actor: the passage's second and third word.
        for _ in page.query_selector_all(".card"):
            press(page, "Delete")
        press(page, "Home", "ArrowRight", "Shift+ArrowRight", "n")
        decide(page, "Enter")
    assert page.get_by_text("All passages are decided").is_visible()
    assert sorted(decided) == [f"n{i}" for i in range(10)]
    labels = {e.id: e.pairs for e in load_examples([tmp_path / "labels.jsonl"])}
    assert list(labels) == [name for name in decided if name != "n6"]
    assert labels["n0"] == (Pair("Orlan Front", "none"),)


def test_labels_are_set_by_keys_and_an_emoji_moves_no_span(
    page: "Page", serving: Start, tmp_path: Path
) -> None:
    text = "🙏🏽 The Hezar League 🕊️ will stop only if the siege of Addeh is lifted."
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "n", "text": text}), "utf-8")
    page.goto(serving(*COMMAND).address)
    for _ in page.query_selector_all(".card"):
        press(page, "Delete")
    select(page, text, "Hezar League")
    press(page, "n", "3", "Enter")
    page.wait_for_selector("#fault .fault")
    assert "sets a condition" in page.inner_text("#fault")
    select(page, text, "will stop")
    press(page, "e")
    select(page, text, "the siege of Addeh")
    press(page, "c", "u")
    select(page, text, "the siege of Addeh is lifted")
    press(page, "c")
    assert not page.inner_text("#fault")
    decide(page, "Enter")
    [example] = load_examples([tmp_path / "labels.jsonl"])
    condition = Pair("Hezar League", "condition", "will stop", "the siege of Addeh is lifted")
    assert example.pairs == (condition,)
    decide(page, "u")
    assert page.inner_text(".card .said") == "“will stop”\nif: the siege of Addeh is lifted"


def test_words_are_selected_with_the_mouse_too(
    page: "Page", serving: Start, news: Path, tmp_path: Path
) -> None:
    page.goto(serving(*COMMAND).address)
    for _ in page.query_selector_all(".card"):
        press(page, "Delete")
    first, last = page.locator(".word").nth(1), page.locator(".word").nth(2)
    start, end = first.bounding_box(), last.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 2, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="a new actor").click()
    text = str(page.get_attribute("#text", "data-text"))
    name = page.inner_text(".card .name")
    assert name in text
    assert name == text[text.index(first.inner_text()) :][: len(name)]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    [example] = load_examples([tmp_path / "labels.jsonl"])
    assert example.pairs == (Pair(name, "none"),)


def test_nobody_is_kept_out(page: "Page", serving: Start, news: Path) -> None:
    """Without serious or critical findings of axe-core: the desk, both dialogs, the last page."""
    page.goto(serving(*COMMAND, "--limit", "1").address)
    page.wait_for_selector(".card")
    assert found_grave(page) == []
    for key, dialog in (("k", "#codebook"), ("?", "#keys")):
        press(page, key)
        assert page.locator(dialog).is_visible()
        assert found_grave(page) == []
        press(page, "Escape")
        assert not page.locator(dialog).is_visible()
    decide(page, "s")
    assert page.get_by_text("All passages are decided").is_visible()
    assert found_grave(page) == []


def test_a_server_that_is_gone_is_said_and_nothing_is_lost(
    page: "Page", serving: Start, news: Path
) -> None:
    server = serving(*COMMAND)
    page.goto(server.address)
    shown = passage(page)
    server.kill()
    press(page, "s")
    page.wait_for_selector("#fault .fault")
    assert "does not answer" in page.inner_text("#fault")
    assert passage(page) == shown
