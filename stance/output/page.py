"""Readings as HTML: a page that needs nothing else, and a fragment for a notebook or a server."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from stance import __version__
from stance.labels import CONDITION, NONE, REJECT, SUPPORT, VERBS
from stance.model.folder import ModelConfig
from stance.output.marking import mark
from stance.records import Reading

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = "templates"

SHAPES = {SUPPORT: "●", REJECT: "■", CONDITION: "◆", NONE: "○"}
"""What tells the stances apart without colour; a stance of other labels is a triangle."""


@cache
def environment() -> "Environment":
    """The templates of readings; everything put into them is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("stance.output", TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = visible
    made.globals.update(
        shape=lambda stance: SHAPES.get(stance, "▲"), verb=lambda stance: VERBS.get(stance, stance)
    )
    return made


def report(readings: Iterable[Reading], model: ModelConfig, created: str) -> Iterator[str]:
    """One self-contained page, in pieces: every document, and an index if there are several.

    Args:
        readings: all of them are held in memory, for the index.
        model: of the readings; named in the footer.
        created: the date in the footer.
    """
    marked = [mark(reading) for reading in readings]
    script = asset("report.js")
    title = "Positions on a ceasefire" + (
        f": {marked[0].reading.document.id}" if len(marked) == 1 else f" in {len(marked)} documents"
    )
    yield from (
        environment()
        .get_template("report.html.j2")
        .generate(
            readings=marked,
            title=title,
            css=asset("reading.css"),
            script=script,
            script_hash=script_hash(script),
            model=model,
            created=created,
            version=__version__,
        )
    )


def fragment(reading: Reading, key: str = "d") -> str:
    """One reading as HTML without a page around it, its style included.

    Anchors begin with `key`: give several fragments of one page different ones.
    """
    parts = environment().get_template("reading.html.j2").module
    split = parts.split(mark(reading), key)  # type: ignore[attr-defined]
    return f'<div class="stance-reading"><style>{asset("reading.css")}</style>{split}</div>'


def asset(name: str) -> str:
    """A style or script of the pages, as text."""
    return files("stance.output").joinpath(TEMPLATES, name).read_text("utf-8")


def script_hash(script: str) -> str:
    """The source by which a Content-Security-Policy allows this inline script and no other."""
    return "sha256-" + b64encode(sha256(script.encode()).digest()).decode()


_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that a browser would obey instead of showing: controls, changes of direction."""


def visible(text: str) -> "Markup":
    """Escaped text in which characters that reorder or hide others are spelt out."""
    from markupsafe import Markup, escape

    def spelt(found: re.Match[str]) -> str:
        return f'<span class="control">U+{ord(found[0]):04X}</span>'

    return Markup(_OBEYED.sub(spelt, str(escape(text))))
