"""The name under which an actor is shown."""

import re
from collections.abc import Sequence
from typing import Final

from stance.names.name import ARTICLE, BRACKET, is_cased, parse
from stance.names.words import HONORIFICS

_POSSESSIVE: Final = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_POSSESSION: Final = re.compile(r"['\u2019]s\b| of ")


def canonical(names: Sequence[str]) -> str:
    """The fullest good display name among those of one actor, without article and possessive.

    A titled full name is preferred to a bare surname, the name of a body to its acronym. Raises
    ValueError if `names` is empty.
    """
    cased = is_cased(" ".join(names))

    def rank(name: str) -> tuple[int | bool, ...]:
        parsed = parse(name, cased)
        title = len(parsed.role) if len(parsed.role) <= 5 else 0
        shown = _display(name)
        return (
            not parsed.nameless,
            len(parsed.person) if parsed.person and (parsed.role or not parsed.body) else 0,
            title > 0 and parsed.role[-1] not in HONORIFICS,
            len(parsed.words),
            not _POSSESSION.search(shown) and not shown.isupper(),
            sum(word[:1].isupper() for word in shown.split()),
        )

    return _display(max(names, key=rank))


def _display(name: str) -> str:
    bare = ARTICLE.sub("", " ".join(BRACKET.sub("", name).split()))
    return _POSSESSIVE.sub("", bare) or name
