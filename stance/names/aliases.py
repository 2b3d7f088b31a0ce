"""Other names that the article itself gives: *Abel Moncada, alias "Halcon,"*."""

import re
from typing import Final

from stance.names.clusters import Clusters
from stance.names.name import Name, folded, tokens_of
from stance.names.words import PREPOSITIONS

_ALIAS: Final = re.compile(
    r"\b(?:alias|a\.?k\.?a\.?|(?:also |better )?known (?:also )?as|nicknamed|nom de guerre)\s+"
    r"(?P<quote>[\"“‘'])?(?P<alias>[^\"”’',;:.()\n]{2,40})",
    re.IGNORECASE,
)
_BEFORE: Final = 120
"""Characters before an alias in which the name stands whose alias it is."""


def join_aliases(clusters: Clusters, names: list[Name], text: str) -> None:
    """*Halcon* for *Abel Moncada, alias "Halcon"*; the name ends where the alias is said.

    Behind *chief of the Kest Front, alias "Halcon"* it is unclear who is meant: nothing is joined.
    """
    known = {name.written: i for i, name in enumerate(names)}
    for match in _ALIAS.finditer(text):
        said, quoted = folded(tokens_of(match["alias"])), bool(match["quote"])
        sentence = text[max(0, match.start() - _BEFORE) : match.start()].rstrip(" ,(\n")
        before = () if sentence.endswith((".", "!", "?")) else folded(tokens_of(sentence))
        alias = next((said[:n] for n in range(len(said), 0, -1) if said[:n] in known), ())
        at = next((n for n in range(len(before)) if before[n:] in known), None)
        if at is None or not (alias == said or (alias and quoted)):
            continue
        owner = next((word for word in reversed(before[:at]) if word != "the"), "")
        if owner not in PREPOSITIONS:
            clusters.join(known[alias], known[before[at:]])
