"""Invented articles of realistic lengths: work for a stopwatch, not examples to learn from."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from stance.records import Document

_STARTS: Final = (
    "Bar Cor Dan El Far Gor Hal Ist Kar Lor Mar Nov Or Pel Ras Sor Tal Ul Var Zam".split()
)
_ENDS: Final = (
    "ada ak andar bek dal en eth ia inor ish ka lan mir oro ova sk tan ur ven yal".split()
)
_GROUPS: Final = "army; Front; Liberation Movement; Resistance Council; government; Brigades".split(
    "; "
)
_OFFICES: Final = "General; President; spokeswoman; Foreign Minister; Colonel; envoy".split("; ")

_SENTENCES: Final = (
    "{a} said on {day} that it would observe a ceasefire around {town} from midnight.",
    "{a} rejected the truce, saying that its fighters would not lay down their arms.",
    "{a} would stop firing only if {b} withdrew its guns from the hills above {town}.",
    "{a} met {b} in {town} for the second time in a week, but neither side gave details.",
    "Residents of {town} reported shelling on {day} night, and at least {n} people were wounded.",
    "The road between {town} and {city} has been closed since {day}, aid workers said.",
    "“We have waited long enough,” {a} told reporters in {city}, “and we shall wait no longer.”",
    "{a} accused {b} of moving troops towards {town} under cover of the talks.",
    "More than {n}000 people have fled the fighting in {town} since the spring, according to {c}.",
    "{c}, which has hosted three rounds of talks, invited {a} and {b} to return on {day}.",
    "Prices of flour and fuel in {city} have doubled, and the power station works {n} hours a day.",
    "{a} did not answer requests for comment.",
    "In a statement read on state television, {a} welcomed the proposal of {c} and called on {b}"
    " to answer in kind.",
    "The harvest in the valley, worth {n} million in an ordinary year, lies in the fields.",
    "Analysts say that {a} has little to gain from a pause, while {b} needs one before the winter.",
    "A lorry driver, who would not give his name, said that he had counted {n} tanks near {town}.",
)
_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

MEDIAN_WORDS: Final = 420
SPREAD: Final = 0.6
"""Standard deviation of the logarithm of an article's length."""
SHORTEST, LONGEST = 80, 2000


@dataclass(frozen=True)
class _Cast:
    """Who and where an article is about."""

    actors: tuple[str, ...]
    mediators: tuple[str, ...]
    towns: tuple[str, ...]


def generate_articles(count: int, seed: int = 0) -> Iterator[Document]:
    """Articles of 80 to 2,000 words (median 420), each with a cast of its own; always the same."""
    for number in range(count):
        draw = random.Random(f"{seed}:{number}")
        words = draw.lognormvariate(0, SPREAD) * MEDIAN_WORDS
        yield generate_article(int(min(max(words, SHORTEST), LONGEST)), f"{seed}:{number}")


def generate_article(words: int, seed: str) -> Document:
    """One article of about `words` words, in paragraphs of two to four sentences."""
    draw = random.Random(f"article {seed}")
    cast = _cast(draw)
    paragraphs: list[list[str]] = []
    written, room = 0, 0
    while written < words:
        if not room:
            paragraphs.append([])
            room = draw.randint(2, 4)
        sentence = _sentence(draw, cast)
        paragraphs[-1].append(sentence)
        written += len(sentence.split())
        room -= 1
    return Document(f"article-{seed}", "\n\n".join(" ".join(own) for own in paragraphs))


def _cast(draw: random.Random) -> _Cast:
    people = [f"{draw.choice(_OFFICES)} {_name(draw)} {_name(draw)}" for _ in range(4)]
    bodies = [f"the {_name(draw)} {draw.choice(_GROUPS)}" for _ in range(4)]
    return _Cast(
        actors=(*people, *bodies),
        mediators=tuple(f"the Republic of {_name(draw)}" for _ in range(2)),
        towns=tuple(_name(draw) for _ in range(5)),
    )


def _name(draw: random.Random) -> str:
    return draw.choice(_STARTS) + draw.choice(_ENDS)


def _sentence(draw: random.Random, cast: _Cast) -> str:
    a, b = draw.sample(cast.actors, 2)
    town, city = draw.sample(cast.towns, 2)
    sentence = draw.choice(_SENTENCES).format(
        a=a,
        b=b,
        c=draw.choice(cast.mediators),
        town=town,
        city=city,
        day=draw.choice(_DAYS),
        n=draw.randint(2, 90),
    )
    return sentence[0].upper() + sentence[1:]
