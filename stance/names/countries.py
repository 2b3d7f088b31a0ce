"""Countries and the adjectives of them: *Zelvia's army* is *the Zelvian army*."""

from functools import lru_cache
from typing import Final

_ENDINGS: Final = tuple(
    pair.split("/")
    for pair in (
        "/n /an /ian /ese /i /ish a/ a/ian a/ese y/ y/ian o/an e/ian e/ish on/ese ey/ish "
        "istan/ land/ and/ish en/ish ain/ish ium/ian"
    ).split()
)
"""How the name of a country and the adjective of it end."""
_IRREGULAR: Final = dict(
    pair.split(":")
    for pair in (
        "nigerien:niger french:france spanish:spain greek:greece dutch:netherlands irish:ireland "
        "norwegian:norway danish:denmark peruvian:peru cypriot:cyprus congolese:congo "
        "portuguese:portugal swiss:switzerland philippine:philippines kosovar:kosovo"
    ).split()
)


@lru_cache(maxsize=4096)
def countries(people: str) -> frozenset[str]:
    """What the country may be called whose adjective is `people`."""
    if people in _IRREGULAR:
        return frozenset([_IRREGULAR[people]])
    stems = (
        (people.removesuffix(adjective), ending)
        for ending, adjective in _ENDINGS
        if people.endswith(adjective)
    )
    regular = frozenset(stem + ending for stem, ending in stems if len(stem) > 2)
    return regular.difference(_IRREGULAR.values())


def same_but_country(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the only difference is one word, a country here and its adjective there."""
    different = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return (
        len(one) == len(other)
        and len(different) == 1
        and any(a in countries(b) or b in countries(a) for a, b in different)
    )
