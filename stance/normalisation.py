"""Text as the model should see it: nothing without a shape, every offset kept."""

import re
from typing import Final

_LINE_ENDS: Final = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE: Final = re.compile(
    "[\x00-\x09\x0e-\x1f\r\x7f-\x84\x86-\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u1680\u180e\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffd\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
_MARKDOWN_LINE: Final = re.compile(r"(?m)^(?:[ ]*(?:#{1,6}|>|[-*+])(?=[\s>]))+|^[-*_= ]{3,}$|`+")
_MARKDOWN_LINK: Final = re.compile(
    r"(!?\[)([^\[\]\n]{0,1000})(\]\([^()\[\]\s]*(?:\([^()\[\]\s]*\))?[^()\[\]\s]*"
    r"(?:[ ]\"[^\"\n\[]*\")?\))|<https?:[^<>\s]*>"
)
_MARKDOWN_EMPHASIS: Final = re.compile(
    r"(?<![\w*_])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*_])"
)


def normalise(text: str, *, markdown: bool = False) -> str:
    """The text as the model should see it, character for character as long as `text`.

    Exotic spaces, tabs, soft hyphens, zero-width and bidirectional controls, lone surrogates and
    other characters without a shape become spaces, exotic line ends become newlines. With
    `markdown`, marks at line starts, emphasis marks and the addresses of links become spaces.
    """
    text = _INVISIBLE.sub(" ", _LINE_ENDS.sub("\n", text))
    if markdown:
        text = _MARKDOWN_LINE.sub(_blank, text)
        text = _MARKDOWN_LINK.sub(_blank_address, text)
        text = _MARKDOWN_EMPHASIS.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _blank_address(match: re.Match[str]) -> str:
    if match[2] is None:
        return _blank(match)
    return " " * len(match[1]) + match[2] + " " * len(match[3])
