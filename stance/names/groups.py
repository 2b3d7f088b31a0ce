"""*The two leaders*: names that mean people whom the article has named before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from stance.names.name import parse
from stance.names.words import OFFICES

_SEVERAL: Final = re.compile(
    r"(?:the |these |those )?(?:(two|both|three) )?(?:prime |foreign |defen[cs]e )?"
    r"(leaders|presidents|ministers|heads of state|chiefs|secretaries|governors)",
    re.IGNORECASE,
)
_NUMBERS: Final = {"two": 2, "both": 2, "three": 3}
_TITLES: Final = {
    "leaders": OFFICES | {"leader", "general", "commander", "sheikh", "chairman", "chief"},
    "presidents": {"president"},
    "ministers": {"minister", "premier"},
    "heads of state": {"president", "king", "queen", "emir", "sultan", "prince"},
    "chiefs": {"chief"},
    "secretaries": {"secretary", "secretary_of_state", "secretary_of_defense"},
    "governors": {"governor"},
}


@dataclass(frozen=True)
class Several:
    """People meant by their number and their office."""

    number: int | None
    """None if the name does not say it: *the presidents*."""
    titles: frozenset[str]

    def may_mean(self, names: Iterable[str], cased: bool) -> bool:
        """Whether an actor of these names is a person with such an office."""
        parsed = [parse(name, cased) for name in names]
        titles = {word for name in parsed for word in name.role}
        return any(name.person for name in parsed) and not titles.isdisjoint(self.titles)


def several(name: str) -> Several | None:
    """Whom *the two leaders* or *the ministers* means; None for a name of another kind."""
    match = _SEVERAL.fullmatch(" ".join(name.split()))
    if not match:
        return None
    titles = _TITLES[match[2].lower()]
    return Several(_NUMBERS[match[1].lower()] if match[1] else None, frozenset(titles))
