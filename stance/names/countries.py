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

_CAPITALS: Final = dict(
    pair.split(":")
    for pair in (
        "abuja:nigeria addis_ababa:ethiopia algiers:algeria amman:jordan ankara:turkey "
        "asmara:eritrea baghdad:iraq baku:azerbaijan bamako:mali bangkok:thailand beijing:china "
        "beirut:lebanon belgrade:serbia berlin:germany bogota:colombia brasilia:brazil "
        "bujumbura:burundi cairo:egypt caracas:venezuela "
        "colombo:sri_lanka damascus:syria delhi:india doha:qatar hanoi:vietnam havana:cuba "
        "islamabad:pakistan jakarta:indonesia jerusalem:israel juba:south_sudan kabul:afghanistan "
        "kampala:uganda kathmandu:nepal khartoum:sudan kiev:ukraine kigali:rwanda kyiv:ukraine "
        "lima:peru london:britain luanda:angola madrid:spain manila:philippines maputo:mozambique "
        "minsk:belarus mogadishu:somalia moscow:russia muscat:oman nairobi:kenya naypyidaw:myanmar "
        "ndjamena:chad new_delhi:india ottawa:canada paris:france phnom_penh:cambodia "
        "pretoria:south_africa pristina:kosovo pyongyang:north_korea rabat:morocco "
        "riyadh:saudi_arabia rome:italy sarajevo:bosnia seoul:south_korea "
        "stepanakert:nagorno_karabakh tbilisi:georgia tehran:iran tel_aviv:israel tokyo:japan "
        "tunis:tunisia warsaw:poland washington:united_states "
        "yerevan:armenia zagreb:croatia"
    ).split()
)
"""Capitals that stand for their government in the news."""

_COUNTRIES: Final = frozenset(_CAPITALS.values())


def capital_of(city: tuple[str, ...]) -> tuple[str, ...]:
    """The country for whose government a city stands; nothing if it is no such city."""
    country = _CAPITALS.get("_".join(city))
    return tuple(country.split("_")) if country else ()


def is_country(words: tuple[str, ...]) -> bool:
    """Whether it is a country whose capital is known."""
    return "_".join(words) in _COUNTRIES


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
