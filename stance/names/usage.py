"""How an article uses its words, as far as that tells names apart."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from stance.names.name import fold, is_cased
from stance.names.words import SMALL

_TOKEN: Final = re.compile(r"\w[\w'\u2019.-]*")


@dataclass(frozen=True)
class Usage:
    """What the whole article says about how names are used in it."""

    cased: bool
    words: frozenset[str]
    often_definite: frozenset[str]
    """Words that mostly follow *the*, so that they are no surnames."""
    places: frozenset[str]
    before: dict[str, set[str]]
    """The capitalised words found directly before a capitalised word."""


def usage_in(text: str, names: Sequence[str]) -> Usage:
    """How `text` uses its words; without a text, `names` say whether capitals count."""
    cased = is_cased(text or " ".join(names))
    total: Counter[str] = Counter()
    definite: Counter[str] = Counter()
    places = set()
    before: dict[str, set[str]] = defaultdict(set)
    # One word at a time: the words of a long article in a list would fill the memory.
    tokens = ((match[0], fold(match[0])) for match in _TOKEN.finditer(text))
    for (first, earlier), (second, word) in pairwise(chain([("", "")], tokens)):
        total[word] += 1
        definite[word] += earlier == "the"
        if earlier == "in" and not second.lower().endswith(("'s", "\u2019s")):
            places.add(word)
        if cased and first[:1].isupper() and second[0].isupper() and earlier not in SMALL:
            before[word].add(earlier)
    # Without capitals one *the* is enough to doubt that a word is a surname.
    often = {word for word, n in definite.items() if n and (not cased or 2 * n >= total[word])}
    return Usage(cased, frozenset(total), frozenset(often), frozenset(places), before)
