"""Dates: what is said counts, whatever is not said stays open."""

import json
from datetime import date
from pathlib import Path

import pytest

from stance import StanceError, read_documents
from stance.dating import dated_by_column, dated_by_dateline, dated_by_page

DAY = date(2027, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "PELLACAR, Hadrana, March 14, 2027 - General Belsoum rejected the truce.",
        "Port Saray, 14 March 2027 — The council met.",
        "Headline of the day\n\nKEST, Mar. 14, 2027 (HNA) -- The army said no.",
        "2027-03-14: The army said no.",
        "March 14, 2027\nThe army said no.",
    ],
)
def test_a_dateline_with_day_month_and_year_dates_a_text(text: str) -> None:
    dated = dated_by_dateline(text)
    assert dated is not None
    assert (dated.day, dated.origin) == (DAY, "dateline")


@pytest.mark.parametrize(
    "text",
    [
        "PELLACAR, Hadrana, March 14 - General Belsoum rejected the truce.",
        "The truce of March 14, 2027 has ended.",
        "The army said on Monday, March 14, 2027, that it would stop.",
        "KEST, February 31, 2027 - Nothing.",
        "Nothing.\n" * 60 + "KEST, March 14, 2027 - Too late.",
    ],
)
def test_nothing_else_in_a_text_does(text: str) -> None:
    assert dated_by_dateline(text) is None


@pytest.mark.parametrize("value", ["2027-03-14", "2027-03-14T08:00:00Z", "20270314", 20270314])
def test_a_column_holds_iso_dates(value: object) -> None:
    dated = dated_by_column(value)
    assert dated is not None
    assert (dated.day, dated.origin) == (DAY, "column")


@pytest.mark.parametrize("value", ["14/03/2027", "soon", "", None, "2027-13-01"])
def test_other_cells_are_no_dates(value: object) -> None:
    assert dated_by_column(value) is None


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2027-03-14T08:00:00Z">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2027-03-14"}]}</script>',
    ],
)
def test_a_page_s_own_metadata_date_it(head: str) -> None:
    dated = dated_by_page(f"<html><head>{head}</head><body><p>News.</p></body></html>")
    assert dated is not None
    assert (dated.day, dated.origin) == (DAY, "page")


def test_a_page_that_says_nothing_is_undated() -> None:
    assert dated_by_page("<html><body><p>On March 14, 2027 it rained.</p></body></html>") is None


def test_rows_are_dated_by_the_column_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = ({"text": "News.", "day": "2027-03-14"}, {"text": "News.", "day": None})
    path.write_text("\n".join(map(json.dumps, rows)))
    first, second = read_documents([str(path)], date_column="day")
    assert first.dated is not None
    assert first.dated.day == DAY
    assert second.dated is None


def test_a_named_column_without_a_date_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text,day\nNews.,soon\n")
    with pytest.raises(StanceError, match=r"rows\.csv:2: 'day' is no date: 'soon'"):
        list(read_documents([str(path)], date_column="day"))
    with pytest.raises(StanceError, match="no column 'when'"):
        list(read_documents([str(path)], date_column="when"))


def test_a_column_that_happens_to_be_called_date_may_hold_anything(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("text,date\nNews.,soon\n")
    [document] = read_documents([str(path)])
    assert document.dated is None
