"""Where the codebook stands: it comes with every stance."""

from functools import cache
from pathlib import Path

_PLACES = (
    Path(__file__).parent / "CODEBOOK.md",  # an installed package
    Path(__file__).parents[1] / "training" / "CODEBOOK.md",  # a checkout
)


def codebook() -> Path:
    """The codebook, in Markdown."""
    return next(place for place in _PLACES if place.is_file())


@cache
def codebook_html() -> str:
    """The codebook as HTML, for a page."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    return str(markdown.render(codebook().read_text("utf-8")))
