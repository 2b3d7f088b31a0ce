"""A name taken apart into article, titles and person."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from stance.names.words import (
    BODIES,
    NAMELESS,
    NAMES_IN_CAPITALS,
    NO_FORENAMES,
    OFFICES,
    PARTICLES,
    PREPOSITIONS,
    SHORT_TITLES,
    SMALL,
    TITLES,
)

ARTICLE: Final = re.compile(r"^\s*(the|an?|this|that|these|those)\s+", re.IGNORECASE)
"""At the start of a name; demonstratives, too."""
BRACKET: Final = re.compile(r"\(([^()]{1,90})\)")

ACRONYM: Final = re.compile(r"(?=.*[A-Z0-9].*[A-Z0-9])[\w.\u2019'-]{2,12}")

_LONG_TITLE: Final = re.compile(
    r"\b(?:(?:secretary|minister) of (?:state|defen[cs]e|foreign affairs)"
    r"|chief of staff|commander in chief)\b",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)
_SPACED_LETTERS: Final = re.compile(r"\b(?:[A-Za-z]\.? ){2,}[A-Za-z]\b")


@dataclass(frozen=True)
class Name:
    """A name taken apart; all words are folded: no case, accents, dots or possessives."""

    written: tuple[str, ...]
    """Without the article, in the order written."""
    words: tuple[str, ...]
    """*Government of Zelvia* turned round to *zelvia government*."""
    role: tuple[str, ...]
    """Up to the last title: *upf spokesman*."""
    person: tuple[str, ...]
    """What follows the titles; also a row of capitalised words without any."""
    article: str
    capital: bool
    """Every word but small ones has a capital, or capitals say nothing in this text."""
    acronym: tuple[str, ...]
    """From brackets in the name itself; *M-19* is two words."""
    initials: bool
    """One word of capitals (*UPF*), where capitals mean something; else of three letters."""
    nameless: bool
    """Nothing but articles, prepositions, pronouns and numbers: it may be anybody."""

    @property
    def indefinite(self) -> bool:
        """Whether it is one of many: *a spokesman*."""
        return self.article in ("a", "an")

    @property
    def body(self) -> bool:
        """Whether it is a group or an institution and no person."""
        return not (self.role or self.person) and any(word in BODIES for word in self.words)

    @property
    def office(self) -> str:
        """The office that only one person holds, if the titles end with one."""
        if not self.role or self.role[-1] not in OFFICES:
            return ""
        return " ".join(self.role[-2:] if self.role[-1] == "minister" else self.role[-1:])


def plain(name: str) -> str:
    """The name without case, article, possessive, accents, and titles before a person's name."""
    parsed = parse(name, cased=is_cased(name))
    return " ".join(parsed.person or parsed.words)


def parse(name: str, cased: bool) -> Name:
    """Take `name` apart; `cased` says whether capitals mean anything where it stands."""
    bracket = BRACKET.search(name)
    if bracket and not bracket.start():
        bracket = None
    bare = BRACKET.sub("", name) if bracket else name
    article = ARTICLE.match(bare)
    tokens = tokens_of(bare[article.end() :] if article else bare)
    nameless = not bracket and all(map(_is_nameless, tokens))
    first_part = " ".join(tokens).partition(",")[0].split()
    role, person = ((), ()) if nameless else _role_and_person(first_part, cased)
    written = folded(tokens)
    return Name(
        written=written,
        words=_turned(written),
        role=_turned(role),
        person=person,
        article=article[1].lower() if article else "",
        capital=not cased or all(map(_is_capital, tokens)),
        acronym=_acronym(bracket[1]) if bracket and not person else (),
        initials=_is_initials(tokens, cased),
        nameless=nameless,
    )


def _acronym(words: str) -> tuple[str, ...]:
    """What stands in brackets behind a name, if it may be short for it."""
    return tuple(map(fold, tokens_of(words))) if ACRONYM.fullmatch(words.strip()) else ()


def _is_initials(tokens: list[str], cased: bool) -> bool:
    if len(tokens) != 1:
        return False
    letters = [letter for letter in tokens[0] if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return 1 < capitals == len(letters) and (cased or len(letters) == 3)


def is_cased(text: str) -> bool:
    """Whether capitals mean anything in `text`: it has some, but is not written in them."""
    letters = sum(map(str.isalpha, text))
    return 0 < sum(map(str.isupper, text)) < 0.7 * letters


def tokens_of(name: str) -> list[str]:
    """The words of a name, hyphens opened, spaced letters and long titles closed up."""
    name = name.replace("\u2019", "'").replace("-", " ").replace("\u2011", " ")
    name = _SPACED_LETTERS.sub(lambda match: re.sub(r"\W", "", match[0]), " ".join(name.split()))
    return _LONG_TITLE.sub(lambda match: match[0].replace(" ", "_"), name).split()


def fold(word: str) -> str:
    """The word without case, accents, dots and possessive, a short title written out."""
    plain_letters = (c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _POSSESSIVE.sub("", "".join(plain_letters).replace("\u2019", "'"))
    word = word.replace(".", "").strip("-'\"").casefold()
    return SHORT_TITLES.get(word, word)


def folded(tokens: Iterable[str]) -> tuple[str, ...]:
    """The words of a name or a list, folded, without what is only punctuation."""
    return tuple(word for token in tokens if (word := _fold_listed(token)))


def _fold_listed(token: str) -> str:
    return fold(token.strip(",;:"))


def _is_nameless(token: str) -> bool:
    word = _fold_listed(token)
    if word in NAMES_IN_CAPITALS and token.isupper():
        return False
    return not word or word in NAMELESS or word.replace(",", "").isdigit()


def _is_capital(token: str) -> bool:
    return token[0].isupper() or token.lower() in PARTICLES | SMALL


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """*president of the zelvia* as *zelvia president*."""
    if words.count("of") != 1:
        return words
    at = words.index("of")
    owner = words[at + 2 :] if words[at + 1 : at + 2] == ("the",) else words[at + 1 :]
    if len(owner) > 2 or not owner or PREPOSITIONS.intersection(words[:at]):
        return words
    return owner + words[:at]


def _role_and_person(tokens: list[str], cased: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = tuple(fold(token) for token in tokens)
    stop = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words))
    titles = [i for i in range(stop) if words[i] in TITLES]
    start = titles[-1] + 1 if titles else 0
    after = words[start:stop]
    if not after:
        return words if titles else (), ()
    named = (
        len(after) <= 5
        and not any(
            word in BODIES or word == "and" or not word.replace("'", "").isalpha() for word in after
        )
        and (not cased or all(map(_is_capital, tokens[start:stop])))
    )
    if titles:
        return (words[:start], _without_suffix(after)) if named else ((), ())
    like_a_person = named and stop == len(words) > 1 and words[0] not in NO_FORENAMES
    return (), _without_suffix(after) if like_a_person else ()


def _without_suffix(person: tuple[str, ...]) -> tuple[str, ...]:
    return person[:-1] if len(person) > 1 and person[-1] in ("jr", "sr") else person
