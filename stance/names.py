"""When are two names in one article the same actor?

Precision first: two entries for one actor are a nuisance, one entry for two is a lie. A person
and the body that the person leads or speaks for are two actors.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HONORIFICS: Final = _set("mr mrs ms miss sir lord lady dame dr doctor prof professor")
_OFFICES: Final = _set(
    "president minister premier chancellor king queen prince princess emir sultan pope patriarch "
    "governor mayor senator speaker ambassador secretary_of_state"
)
_TITLES: Final = (_HONORIFICS | _OFFICES) | _set(
    "archbishop bishop cardinal imam ayatollah mullah rabbi reverend father sheikh sheik general "
    "colonel major captain lieutenant sergeant corporal admiral brigadier marshal commander "
    "commandant comandante commander_in_chief chief_of_staff warlord leader chief head chairman "
    "chairwoman chairperson chair coordinator director founder spokesman spokeswoman spokesperson "
    "secretary undersecretary envoy representative delegate negotiator mediator lawmaker mp "
    "congressman congresswoman judge justice adviser advisor aide activist analyst diplomat "
    "official secretary_of_defense secretary_of_defence minister_of_state minister_of_defence "
    "minister_of_defense minister_of_foreign_affairs"
)
_SHORT_TITLES: Final = dict(
    pair.split(":")
    for pair in _set(
        "gen:general col:colonel maj:major capt:captain lt:lieutenant sgt:sergeant adm:admiral "
        "brig:brigadier rev:reverend sen:senator gov:governor cmdr:commander pres:president"
    )
)
_LONG_TITLE: Final = re.compile(
    r"\b(?:(?:secretary|minister) of (?:state|defen[cs]e|foreign affairs)"
    r"|chief of staff|commander in chief)\b",
    re.IGNORECASE,
)
_RANKS: Final = _set("former ex late vice deputy then acting assistant junior")
_HEADS: Final = _set(
    "front movement party council union league alliance coalition commission assembly congress "
    "organisation organization committee brigade brigades ministry department federation bloc "
    "confederation agency bureau authority parliament senate junta faction network brotherhood "
    "secretariat command tribunal forum quartet community foundation society"
)
"""Nouns by which an article calls back a longer name: *the Front*."""
_BODIES: Final = _HEADS | _set(
    "army armies navy military forces force militia militias battalion guard guards government "
    "governments administration cabinet authorities court group groups republic kingdom state "
    "states nation nations office service services police house palace regime wing radio "
    "television news fund bank church embassy university institute centre center mission staff "
    "delegation corps division conference summit board team panel resistance opposition emirate "
    "caliphate troops rebels guerrillas fighters insurgents militants separatists soldiers elders "
    "villagers residents officials sources leaders protesters people civilians mediators "
    "negotiators diplomats ministers generals commanders officers families clans tribes lawmakers "
    "deputies activists parties countries powers side sides factions loyalists paramilitaries "
    "exiles refugees captives hostages delegates representatives"
)
_NO_FORENAMES: Final = _set(
    "north south east west northern southern eastern western central upper lower greater new "
    "united free saudi equatorial port fort camp mount lake saint san red white islamic national "
    "democratic"
)
_PARTICLES: Final = _set("al el de la del da dos di bin ibn ben abu van der den von")
_PREPOSITIONS: Final = _set("of for to in from at on with against under by")
_SMALL: Final = _PREPOSITIONS | _set("the and a an")
_ENDINGS: Final = tuple(
    pair.split("/")
    for pair in _set(
        "/n /an /ian /ese /i /ish a/ a/ian a/ese y/ y/ian o/an e/ian e/ish on/ese ey/ish "
        "istan/ land/ and/ish en/ish ain/ish ium/ian"
    )
)
"""How the name of a country and the adjective of it end."""
_IRREGULAR: Final = dict(
    pair.split(":")
    for pair in _set(
        "nigerien:niger french:france spanish:spain greek:greece dutch:netherlands irish:ireland "
        "norwegian:norway danish:denmark peruvian:peru cypriot:cyprus congolese:congo "
        "portuguese:portugal swiss:switzerland philippine:philippines kosovar:kosovo"
    )
)

_ARTICLE: Final = re.compile(r"^\s*(the|an?)\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?:'s|(?<=s)')$", re.IGNORECASE)
_BRACKET: Final = re.compile(r"\(([^()]{1,90})\)")
_SPACED_LETTERS: Final = re.compile(r"\b(?:[A-Za-z]\.? ){2,}[A-Za-z]\b")
_TOKEN: Final = re.compile(r"\w[\w'\u2019.-]*")


@dataclass(frozen=True)
class _Name:
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
    acronym: str
    """From brackets in the name itself."""

    @property
    def indefinite(self) -> bool:
        return self.article in ("a", "an")

    @property
    def body(self) -> bool:
        return not (self.role or self.person) and any(word in _BODIES for word in self.words)


def plain(name: str) -> str:
    """The name without case, article, possessive, accents, and titles before a person's name."""
    parsed = _parse(name, cased=_is_cased(name))
    return " ".join(parsed.person or parsed.words)


def _parse(name: str, cased: bool) -> _Name:
    bracket = _BRACKET.search(name)
    bare = _BRACKET.sub("", name) if bracket and bracket.start() else name
    article = _ARTICLE.match(bare)
    tokens = _tokens(bare[article.end() :] if article else bare)
    first_part = " ".join(tokens).partition(",")[0].split()
    role, person = _role_and_person(first_part, cased)
    written = tuple(word for token in tokens if (word := _fold(token.strip(",;:"))))
    return _Name(
        written=written,
        words=_turned(written),
        role=_turned(role),
        person=person,
        article=article[1].lower() if article else "",
        capital=not cased or all(map(_is_capital, tokens)),
        acronym=_fold(bracket[1]) if bracket and bracket.start() else "",
    )


def _tokens(name: str) -> list[str]:
    """The words of a name, hyphens opened, spaced letters and long titles closed up."""
    name = name.replace("\u2019", "'").replace("-", " ").replace("\u2011", " ")
    name = _SPACED_LETTERS.sub(lambda match: re.sub(r"\W", "", match[0]), " ".join(name.split()))
    return _LONG_TITLE.sub(lambda match: match[0].replace(" ", "_"), name).split()


def _fold(word: str) -> str:
    plain_letters = (c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _POSSESSIVE.sub("", "".join(plain_letters).replace("\u2019", "'"))
    word = word.replace(".", "").strip("-'\"").casefold()
    return _SHORT_TITLES.get(word, word)


def _is_capital(token: str) -> bool:
    return token[0].isupper() or token.lower() in _PARTICLES | _SMALL


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """*president of the zelvia* as *zelvia president*."""
    if words.count("of") != 1:
        return words
    at = words.index("of")
    owner = words[at + 2 :] if words[at + 1 : at + 2] == ("the",) else words[at + 1 :]
    if len(owner) > 2 or not owner or _PREPOSITIONS.intersection(words[:at]):
        return words
    return owner + words[:at]


def _role_and_person(tokens: list[str], cased: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = tuple(_fold(token) for token in tokens)
    stop = next((i for i, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    titles = [i for i in range(stop) if words[i] in _TITLES]
    start = titles[-1] + 1 if titles else 0
    after = words[start:stop]
    if not after:
        return words if titles else (), ()
    named = (
        len(after) <= 5
        and not any(
            word in _BODIES or word == "and" or not word.replace("'", "").isalpha()
            for word in after
        )
        and (not cased or all(map(_is_capital, tokens[start:stop])))
    )
    if titles:
        return (words[:start], _without_suffix(after)) if named else ((), ())
    like_a_person = named and stop == len(words) > 1 and words[0] not in _NO_FORENAMES
    return (), _without_suffix(after) if like_a_person else ()


def _without_suffix(person: tuple[str, ...]) -> tuple[str, ...]:
    return person[:-1] if len(person) > 1 and person[-1] in ("jr", "sr") else person


def _office(name: _Name) -> str:
    """The office that only one person holds, if the name ends its titles with one."""
    if not name.role or name.role[-1] not in _OFFICES:
        return ""
    return " ".join(name.role[-2:] if name.role[-1] == "minister" else name.role[-1:])


def _initials(words: tuple[str, ...]) -> set[str]:
    return {
        "".join(word[0] for word in words),
        "".join(word[0] for word in words if word not in _SMALL | _PARTICLES),
    }


@lru_cache(maxsize=4096)
def _countries(people: str) -> frozenset[str]:
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


def _same_but_country(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    different = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return (
        len(one) == len(other)
        and len(different) == 1
        and any(a in _countries(b) or b in _countries(a) for a, b in different)
    )


@dataclass(frozen=True)
class _Text:
    """What the whole article says about how names are used in it."""

    cased: bool
    words: frozenset[str]
    often_definite: frozenset[str]
    """Words that mostly follow *the*, so that they are no surnames."""
    places: frozenset[str]
    before: dict[str, set[str]]
    """The capitalised words found directly before a capitalised word."""


@dataclass
class _Person:
    """A person met in the article, while its bare mentions are being given out."""

    first: int
    names: list[_Name]

    @property
    def offices(self) -> set[str]:
        return {office for name in self.names if (office := _office(name))}

    @property
    def titled(self) -> bool:
        return any(name.role for name in self.names)


def canonical(names: Sequence[str]) -> str:
    """The fullest good display name among those of one actor, without article and possessive.

    A titled full name is preferred to a bare surname, the name of a body to its acronym. Raises
    ValueError if `names` is empty.
    """
    cased = _is_cased(" ".join(names))

    def rank(name: str) -> tuple[int | bool, ...]:
        parsed = _parse(name, cased)
        title = len(parsed.role) if len(parsed.role) <= 5 else 0
        shown = _display(name)
        return (
            len(parsed.person) if parsed.person and (parsed.role or not parsed.body) else 0,
            title > 0 and parsed.role[-1] not in _HONORIFICS,
            len(parsed.words),
            not re.search(r"['\u2019]s\b| of ", shown) and not shown.isupper(),
            sum(word[:1].isupper() for word in shown.split()),
        )

    return _display(max(names, key=rank))


def merge(names: Sequence[str], text: str = "") -> list[int]:
    """A cluster number for each of the distinct `names`, which stand in document order.

    `text` is the whole article: it shows acronyms in brackets, whether capitals mean anything,
    and other bearers of a name. Numbers count from zero in the order of first appearance.
    """
    context = _context(text, names)
    parsed = [_parse(name, context.cased) for name in names]
    labels = list(range(len(names)))
    _join_variants(labels, parsed)
    _join_brackets(labels, parsed, text)
    _join_initials(labels, parsed, context)
    _join_back_references(labels, parsed, context)
    _join_people(labels, parsed, context)
    _join_roles(labels, parsed)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]


def _display(name: str) -> str:
    bare = _ARTICLE.sub("", " ".join(_BRACKET.sub("", name).split()))
    return re.sub(r"(?:['\u2019]s|(?<=s)['\u2019])$", "", bare, flags=re.IGNORECASE) or name


def _is_cased(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return 0 < sum(map(str.isupper, text)) < 0.7 * letters


def _context(text: str, names: Sequence[str]) -> _Text:
    cased = _is_cased(text or " ".join(names))
    tokens = [(token, _fold(token)) for token in _TOKEN.findall(text)]
    total = Counter(word for _, word in tokens)
    definite: Counter[str] = Counter()
    places = set()
    before: dict[str, set[str]] = defaultdict(set)
    for (first, earlier), (second, word) in pairwise(tokens):
        definite[word] += earlier == "the"
        if earlier == "in" and not second.lower().endswith(("'s", "\u2019s")):
            places.add(word)
        if cased and first[0].isupper() and second[0].isupper() and earlier not in _SMALL:
            before[word].add(earlier)
    # Without capitals one *the* is enough to doubt that a word is a surname.
    often = {word for word, n in definite.items() if n and (not cased or 2 * n >= total[word])}
    return _Text(cased, frozenset(total), frozenset(often), frozenset(places), before)


def _join(labels: list[int], one: int, other: int) -> None:
    keep, drop = sorted((labels[one], labels[other]))
    labels[:] = [keep if label == drop else label for label in labels]


def _join_if_one(labels: list[int], index: int, candidates: Iterable[int]) -> None:
    found = {labels[candidate] for candidate in candidates} - {labels[index]}
    if len(found) == 1:
        _join(labels, index, found.pop())


def _join_variants(labels: list[int], names: list[_Name]) -> None:
    """Articles, case, possessives; *Zelvia's army* and *the Zelvian army*; a country's rulers."""
    same: dict[tuple[str, ...], int] = {}
    alike: dict[tuple[int, str], list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        if name.role and (name.person or name.indefinite):
            continue
        _join(labels, i, same.setdefault(name.words, i))
        if name.role or name.body:
            alike[len(name.words), name.words[-1]].append(i)
        if name.acronym:
            _join(labels, i, same.setdefault((name.acronym,), i))
    for group in alike.values():
        for i, j in combinations(group, 2):
            if _same_but_country(names[i].words, names[j].words):
                _join(labels, i, j)
    for i, name in enumerate(names):
        if name.words[-1:] == ("government",):
            for words, j in same.items():
                if _same_but_country(words, name.words[:-1]):
                    _join(labels, i, j)


def _join_brackets(labels: list[int], names: list[_Name], text: str) -> None:
    """*the United Patriotic Front (UPF)*, and *the UPF (United Patriotic Front)*."""
    known = {name.written: i for i, name in enumerate(names) if not name.role}
    longest = max(map(len, known), default=0)
    for bracket in _BRACKET.finditer(text):
        tokens = _tokens(text[max(0, bracket.start() - 200) : bracket.start()])
        before = tuple(_fold(token) for token in tokens[-longest:])
        ends = (before[start:] for start in range(len(before)))
        outer = next((end for end in ends if end in known), None)
        inner = _parse(bracket[1], cased=False).written
        if outer is None or inner not in known:
            continue
        short, full = sorted((inner, outer), key=len)
        acronym = bracket[1] if short == inner else tokens[-1]
        looks_like_one = len(short) == 1 and sum(map(str.isupper, acronym)) > 1
        if looks_like_one and (short[0] in _initials(full) or names[known[full]].body):
            _join(labels, known[short], known[full])


def _join_initials(labels: list[int], names: list[_Name], context: _Text) -> None:
    full: dict[str, list[int]] = defaultdict(list)
    for i, name in enumerate(names):
        if len(name.written) > 1 and name.capital and not name.role:
            for initials in _initials(name.written):
                full[initials].append(i)
    for i, name in enumerate(names):
        if len(name.written) == 1 and len(name.written[0]) > (1 if context.cased else 2):
            _join_if_one(labels, i, full.get(name.written[0], ()))


def _join_back_references(labels: list[int], names: list[_Name], context: _Text) -> None:
    """*The Front* for the one body in the article whose name ends or begins with that noun."""
    bodies = [i for i, name in enumerate(names) if name.body and name.capital]
    for i in sorted(bodies, key=lambda i: -len(names[i].words)):
        words = names[i].words
        if names[i].indefinite or (len(words) == 1 and words[0] not in _HEADS):
            continue
        longer = [j for j in bodies if _calls_back(words, names[j])]
        modifiers = {word for j in longer for word in names[j].words}
        if context.before.get(words[0], set()) <= modifiers:
            _join_if_one(labels, i, longer)


def _calls_back(words: tuple[str, ...], name: _Name) -> bool:
    """Whether `words` are the end of a longer name, or what stands before its *of* or *for*."""
    following = name.written[len(words) : len(words) + 1]
    return len(name.words) > len(words) and (
        name.words[-len(words) :] == words
        or (name.written[: len(words)] == words and following in (("of",), ("for",)))
    )


def _join_people(labels: list[int], names: list[_Name], context: _Text) -> None:
    people: list[_Person] = []
    for i, name in enumerate(names):
        if len(name.person) > 1:
            same = (p for p in people if any(_same_person(name, other) for other in p.names))
            person = next(same, None)
            if person is None:
                people.append(person := _Person(i, []))
            person.names.append(name)
            _join(labels, person.first, i)
    # Each label once: "Tervel" and "Tervel's" must not go to two people and tie them together.
    with_article = {labels[i] for i, name in enumerate(names) if name.article}
    bare = [
        i
        for i, name in enumerate(names)
        if (len(name.person) == 1 and name.role)
        or (labels[i] == i and i not in with_article and _may_be_surname(name, context))
    ]
    for i in sorted(bare, key=lambda i: not names[i].role):
        bearer = _bearer(i, names[i], people, context)
        if bearer:
            _join(labels, bearer.first, i)
        elif names[i].role:
            people.append(_Person(i, [names[i]]))


def _same_person(one: _Name, other: _Name) -> bool:
    short, long = sorted((one.person, other.person), key=len)
    if long[-len(short) :] == short or long[: len(short)] == short:
        return True
    initial = 1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0]
    middles_agree = all(
        any(part[: len(middle)] == middle or middle[: len(part)] == part for part in long[1:-1])
        for middle in short[1:-1]
    )
    return short[-1] == long[-1] and (initial or short[0] == long[0]) and middles_agree


def _may_be_surname(name: _Name, context: _Text) -> bool:
    return (
        len(name.words) == 1
        and not (name.role or name.body)
        and name.capital
        and name.words[0] not in context.often_definite
    )


def _bearer(index: int, name: _Name, people: list[_Person], context: _Text) -> _Person | None:
    """The person whom a bare surname means: the latest introduced before it, else the only one."""
    office = _office(name)
    fitting = [person for person in people if _fits(name, person, context)]
    fitting = [person for person in fitting if office and office in person.offices] or fitting
    before = [person for person in fitting if person.first < index]
    if before:
        return max(before, key=lambda person: person.first)
    return fitting[0] if len(fitting) == 1 else None


def _fits(name: _Name, person: _Person, context: _Text) -> bool:
    surname = (name.person or name.words)[0]
    office, offices = _office(name), person.offices
    if office and offices and office not in offices:
        return False
    called = any(
        surname in full.person[1:] or (surname == full.person[0] and full.role)
        for full in person.names
    )
    # "Zelvian Hezar" and "South Hezar" look like people, and "Hezar" like a surname.
    return called and (
        person.titled
        or bool(name.role)
        or not (
            surname in context.places
            or any(_countries(full.person[0]) & context.words for full in person.names)
        )
    )


def _join_roles(labels: list[int], names: list[_Name]) -> None:
    """*The UPF spokesman* for the one person of whom the article says so."""
    holders = [i for i, name in enumerate(names) if name.role and name.person]
    for i, name in enumerate(names):
        if not name.role or name.person or name.indefinite:
            continue
        exact = [j for j in holders if _same_role(names[j].role, name.words)]
        longer = [j for j, other in enumerate(names) if _names_role(other, name.words)]
        _join_if_one(labels, i, exact or longer)


def _same_role(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one == other or _same_but_country(one, other)


def _names_role(name: _Name, role: tuple[str, ...]) -> bool:
    """Whether a longer role ends in `role`: *the president*, of *Zelvian president*."""
    before = name.role[: -len(role)]
    return bool(before) and name.role[-len(role) :] == role and before[-1] not in _TITLES | _RANKS
