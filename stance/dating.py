"""The day a document is from, where something says it for certain; never a guess."""

import json
import re
from collections.abc import Iterator
from datetime import date

from stance.records import Dated

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = "(?P<{0}>" + "|".join(f"{m[:3]}(?:{m[3:]}|t)?\\.?" for m in _MONTHS) + ")"
_DAY_FIRST = rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH.format('month1')},? (?P<year1>\d{{4}})"
_MONTH_FIRST = (
    rf"{_MONTH.format('month2')} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})"
)
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})"
_PLACE = r"(?:(?-i:[^\W\d_a-z][\w'’.-]*|de|del|la|al|el|of|the)(?:,? |, ?))*"
_DATELINE = re.compile(
    rf"^[ \t]*{_PLACE}\(?(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_ISO})\)?"
    r"[ \t]*(?:\([^)\n]{1,40}\)[ \t]*)?(?:[-–—:.,|]|$)",
    re.IGNORECASE | re.MULTILINE,
)
DATELINE_WITHIN = 300
"""Characters at the beginning of a text among which its dateline stands."""


def dated_by_column(value: object) -> Dated | None:
    """The date of a table's cell: ISO (with or without a time) or YYYYMMDD; None if it is none."""
    text = str(value).strip() if value is not None else ""
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    day = _iso(text[:10]) if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", text) else None
    return Dated(day, "column") if day else None


def dated_by_page(html: str) -> Dated | None:
    """The day that a page's own metadata says it was published."""
    from lxml import etree
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(html.encode())
    except (etree.ParserError, ValueError):
        return None
    said = tree.xpath(
        "//meta[@property='article:published_time' or @itemprop='datePublished'"
        " or @name='date' or @name='pubdate']/@content"
    )
    scripts = tree.xpath("//script[@type='application/ld+json']/text()")
    times = tree.xpath("//article//time/@datetime | //time[@itemprop='datePublished']/@datetime")
    for value in [*said, *(d for s in scripts for d in _published(s)), *times]:
        if found := dated_by_column(value):
            return Dated(found.day, "page")
    return None


def dated_by_dateline(text: str) -> Dated | None:
    """The day in the dateline, if it names day, month and year: nothing else dates a text."""
    found = _DATELINE.search(text[:DATELINE_WITHIN])
    if not found:
        return None
    if found["iso"]:
        day = _iso(found["iso"])
    else:
        which = "1" if found["day1"] else "2"
        month = [m[:3] for m in _MONTHS].index(found[f"month{which}"][:3].lower()) + 1
        day = _day(int(found[f"year{which}"]), month, int(found[f"day{which}"]))
    return Dated(day, "dateline") if day else None


def _published(script: str) -> Iterator[str]:
    """The publication dates anywhere in a page's JSON-LD."""
    try:
        waiting = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            if isinstance(node.get("datePublished"), str):
                yield node["datePublished"]
            waiting += [v for v in node.values() if isinstance(v, dict | list)]


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
