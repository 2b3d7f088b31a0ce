"""Other names that the article itself gives: *Abel Moncada, alias "Halcon,"*."""

import re
from typing import Final

from stance.names.clusters import Clusters
from stance.names.name import Name, fold, tokens_of

_ALIAS: Final = re.compile(
    r"\b(?:alias|a\.?k\.?a\.?|(?:also |better )?known (?:also )?as|nicknamed|nom de guerre)\s+"
    r"[\"“‘']?(?P<alias>[^\"”’',;:.()\n]{2,40})",
    re.IGNORECASE,
)
_BEFORE: Final = 120
"""Characters before an alias in which the name stands whose alias it is."""


def join_aliases(clusters: Clusters, names: list[Name], text: str) -> None:
    """*Halcon* for *Abel Moncada, alias "Halcon"*; the name ends where the alias is said."""
    known = {name.written: i for i, name in enumerate(names)}
    for match in _ALIAS.finditer(text):
        said = _folded(match["alias"])
        before = _folded(text[max(0, match.start() - _BEFORE) : match.start()].rstrip(" ,(\n"))
        alias = next((said[:n] for n in range(len(said), 0, -1) if said[:n] in known), None)
        name = next((before[n:] for n in range(len(before)) if before[n:] in known), None)
        if alias and name:
            clusters.join(known[alias], known[name])


def _folded(words: str) -> tuple[str, ...]:
    folded = (fold(token.strip(",;:")) for token in tokens_of(words))
    return tuple(word for word in folded if word)
