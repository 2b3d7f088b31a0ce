"""From the network's actor tags to the names in a passage. NumPy only."""

import re
from collections.abc import Iterable, Sequence

from stance.model.decoding import BEGIN, INSIDE, OUTSIDE, Array, softmax
from stance.names.name import ACRONYM, fold
from stance.names.words import BODIES, RANKS, TITLES
from stance.passages import BLANK_LINES
from stance.records import Span
from stance.tokens import TokenisedText

SURELY_OUTSIDE = 0.7
"""Chance of being outside from which a word ends the name before it."""

MAY_BEGIN = 0.2
"""Chance of a beginning from which a word tagged as the middle of a name may begin one."""

_TRAILING = re.compile(r"(?:['’]s?|[\s.,;:!?\"“”'’)\]–—-])+$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_SMALL_WORDS = frozenset(
    """
    a an and all any both but by each for from he her him his i in it its itself many me most my
    not of on one or other others our she some such that the their them themselves these they
    this those to two us we which who whom whose with you
    """.split()
)
"""What a name is more than."""

_NO_END = frozenset("and or of the to in for on by with at from both including".split())
"""What stands between two names, or before one, and ends none."""

_OF_SEVERAL = re.compile(r"\w+s of (?:the )?[\w.'’-]+(?: [\w.'’-]+)? and$", re.IGNORECASE)

_ACCORD = "accords?|agreements?|treaty|process"

_THING = re.compile(
    rf"\b(?:{_ACCORD}|resolutions?|declaration|talks|negotiations"
    r"|truce|cease-?fire|war|conflict|elections?)(?: [IVX\d]+)?$",
    re.IGNORECASE,
)
"""How the names of accords, wars and meetings end: they take no position."""

_ACCORD_AFTER = re.compile(rf"(?: [IVX]+)? (?:{_ACCORD}|documents|pact)\b", re.IGNORECASE)
"""What makes the name before it that of an accord: *the Lomel II accords*."""

_AND = re.compile(r",? and ", re.IGNORECASE)
_WITH_AND = frozenset(
    "herzegovina tobago barbuda principe nevis kashmir change development justice peace".split()
)
"""Words of countries and movements that have an *and* in their name."""

_PAIR = re.compile(r"((?:[A-Z][a-z]+ ?\b){1,2}) and ((?:[A-Z][a-z]+ ?\b){1,2})")
_OF_COUNTRIES = ("ian", "ean", "can", "ese", "ish")
_ADJECTIVES = (*_OF_COUNTRIES, "al", "ous", "ary", "ic", "ern")
"""How adjectives of countries, creeds and kinds end: *Zelvian*, *religious*, *military*."""

_NO_ADJECTIVES = frozenset(
    "iran sudan oman jordan bhutan japan taiwan azerbaijan vatican afghanistan pakistan kazakhstan "
    "kyrgyzstan tajikistan turkmenistan uzbekistan kurdistan senegal nepal portugal hungary".split()
)
_TWO_SIDES = frozenset(
    "forces troops armies governments presidents leaders ministers negotiators delegations "
    "officials soldiers".split()
)
"""Of them each country has its own: *Zelvian and Morvian forces* are two actors."""

_OF_OFFICE = frozenset("special foreign prime defense defence press interior national".split())
"""What stands within a title: *foreign minister*."""

_TELLING = re.compile(
    r"\b(?:told|tells?|assured|informed|warned|reminded) (?:the )?$", re.IGNORECASE
)
_WHOLE_INITIALS = re.compile(r"(?<!\w)(?:[A-Za-z]\.){2,}(?!\w)")
_INITIALS = re.compile(r"(?:\b\w\.)+\w$")
_LEADING = re.compile(r"^[\s.,;:!?\"“”'‘(\[–—-]+")


def mentions(tags: Array, tokens: TokenisedText, text: str) -> list[Span]:
    """Actor names in a passage, from its (T, 3) tag logits, in text order.

    A name begins where the tagger says so. It goes on over a word of which the tagger is not
    sure that it stands outside, is widened to whole words, whole initials (*U.S.*) and over the
    bracket that it opens, and loses small words at its end, surrounding punctuation and a
    possessive 's. Adjectives that share a noun are one name, two countries are two, and the name
    of an accord is none.
    """
    chances = softmax(tags[: len(tokens.ids)])
    runs: list[tuple[int, int]] = []
    for index, (chance, span) in enumerate(zip(chances, tokens.spans, strict=True)):
        if span.start == span.end:
            continue
        best = int(chance.argmax())
        inside_word = _inside_word(text, span.start)
        if (
            runs
            and runs[-1][1] == index - 1
            and _goes_on(best, chance, span.of(text), inside_word)
            and not BLANK_LINES.search(text, tokens.spans[index - 1].end, span.start)
        ):
            runs[-1] = (runs[-1][0], index)
        elif best == BEGIN or (best == INSIDE and (inside_word or chance[BEGIN] >= MAY_BEGIN)):
            runs.append((index, index))
    words = (_without_small_end(_whole_words(tokens.text_span(*run), text), text) for run in runs)
    cleaned = (_clean(span, text) for span in _of_one_noun(_joined(words, text), text))
    return [
        part for span in cleaned if _names_someone(span, text) for part in _two_names(span, text)
    ]


def _goes_on(best: int, chance: Array, token: str, inside_word: bool) -> bool:
    """Whether a token belongs to the name that ends just before it."""
    if best == OUTSIDE:
        return token.isalnum() and float(chance[OUTSIDE]) < SURELY_OUTSIDE
    return best == INSIDE or inside_word


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """One span where only a space, the dot of an initial, a bracket or a title stands between two.

    These are a title and a name, the parts of one name, a name and its acronym, or an office
    and its holder: two different actors are seldom told apart by so little.
    """
    joined: list[Span] = []
    for span in spans:
        between = text[joined[-1].end : span.start] if joined else None
        short = between == " (" and _is_short_for(span, joined[-1], text)
        title = between and _is_title(joined[-1], span, text)
        if between in ("", " ", "  ", ".") or short or title:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _is_title(body: Span, name: Span, text: str) -> bool:
    """Whether a title joins two names in one line: *HQ* and *Marr* of *HQ Spokesperson Marr*.

    But *told the HQ Spokesperson Marr had left* is of two actors.
    """
    between = text[body.end : name.start]
    words = [fold(word) for word in between.split()]
    return (
        len(words) > 0
        and between == f" {' '.join(between.split())} "
        and not _TELLING.search(text, max(0, body.start - 20), body.start)
        and all(word in TITLES | RANKS | _OF_OFFICE for word in words)
        and words[-1] in TITLES
        and text[name.start].isupper()
        and BODIES.isdisjoint(map(fold, name.of(text).split()))
    )


def _of_one_noun(spans: Sequence[Span], text: str) -> list[Span]:
    """One span for adjectives of one noun: *Coptic, Arabic and African bishops* are one actor."""
    whole: list[Span] = []
    for span in reversed(spans):
        if whole and _shares_noun(span, whole[-1], text):
            whole[-1] = Span(span.start, whole[-1].end)
        else:
            whole.append(span)
    return whole[::-1]


def _shares_noun(before: Span, name: Span, text: str) -> bool:
    """Whether adjectives stand before *and*, another and a noun for several; a list may go on."""
    words = _words(name.of(text))
    between = text[before.end : name.start]
    goes_on = between == ", " and _AND.search(name.of(text))
    return bool(
        (_AND.fullmatch(between) or goes_on)
        and all(map(_is_adjective, _words(before.of(text))))
        and _is_adjective(words[0])
        and _is_several(words[-1])
        and not (words[-1] in _TWO_SIDES and words[0].endswith(_OF_COUNTRIES))
    )


def _words(name: str) -> list[str]:
    """Its words, folded, without articles and *and*; at least one, if only an empty one."""
    words = [fold(word) for word in re.findall(r"[\w'’-]+", name)]
    return [word for word in words if word not in _SMALL_WORDS] or [""]


def _is_adjective(word: str) -> bool:
    return word.endswith(_ADJECTIVES) and word not in BODIES | _NO_ADJECTIVES


def _is_several(word: str) -> bool:
    """Whether it is the plural of a noun for people or bodies: *bishops*, *forces*."""
    return (
        word.endswith("s")
        and word != "congress"
        and (word in BODIES or word[:-1] in BODIES | TITLES)
    )


def _two_names(span: Span, text: str) -> list[Span]:
    """*Egypt* and *Qatar* of *Egypt and Qatar*; a body may have an *and* in its name."""
    match = _PAIR.fullmatch(span.of(text))
    if not match or not (BODIES | TITLES | _WITH_AND).isdisjoint(map(fold, span.of(text).split())):
        return [span]
    return [Span(*match.span(part)).shifted(span.start) for part in (1, 2)]


def _is_short_for(short: Span, name: Span, text: str) -> bool:
    """Whether a bracket holds the acronym of the name before it, and not a person's party."""
    if text[short.end : short.end + 1] != ")" or not ACRONYM.fullmatch(short.of(text)):
        return False
    words = re.findall(r"\w+", name.of(text))
    capitals = {letter for letter in short.of(text) if letter.isupper()}
    return len(words) > 1 and (
        capitals <= {word[0].upper() for word in words}
        or not BODIES.isdisjoint(word.casefold() for word in words)
    )


def _names_someone(span: Span, text: str) -> bool:
    """Whether there is more than articles, pronouns and small words, and no accord or war.

    A body may be named after one, or stand before one: *the Front agreement*.
    """
    words = span.of(text)
    folded = re.findall(r"\w+", words.casefold())
    named = any(word not in _SMALL_WORDS for word in folded)
    thing = _THING.search(words) or _ACCORD_AFTER.match(text, span.end)
    return named and (not thing or not BODIES.isdisjoint(folded))


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at].isalnum() and text[at - 1].isalnum()


def _whole_words(span: Span, text: str) -> Span:
    start, end = span
    while _inside_word(text, start):
        start -= 1
    while _inside_word(text, end):
        end += 1
    return Span(start, end)


def _without_small_end(span: Span, text: str) -> Span:
    """Without *and*, *of the* and the like at the end: no name ends so.

    But *the presidents of Zelvia and* goes on.
    """
    if _OF_SEVERAL.search(span.of(text)):
        return span
    while len(parts := span.of(text).rsplit(maxsplit=1)) == 2 and (
        parts[1] in _NO_END or (span.of(text).isupper() and parts[1].lower() in _NO_END)
    ):
        span = Span(span.start, span.start + len(parts[0]))
    return span


def _clean(span: Span, text: str) -> Span:
    span = _with_initials(span, text)
    words = span.of(text)
    if leading := _LEADING.match(words):
        span = Span(span.start + leading.end(), span.end)
    if trailing := _TRAILING.search(span.of(text)):
        span = Span(span.start, span.start + trailing.start())
    if _INITIALS.search(span.of(text)) and text[span.end : span.end + 1] == ".":
        span = Span(span.start, span.end + 1)
    return _with_whole_bracket(span, text)


def _with_initials(span: Span, text: str) -> Span:
    """Widened to the whole of initials that it begins or ends in: *U* of *U.S.*"""
    for initials in _WHOLE_INITIALS.finditer(text, max(0, span.start - 12), span.end + 12):
        if span.overlaps(Span(*initials.span())):
            span = Span(min(span.start, initials.start()), max(span.end, initials.end()))
    return span


def _with_whole_bracket(span: Span, text: str) -> Span:
    """With the end of a bracket that it opens, and without the end of one that it does not."""
    words = span.of(text)
    if words.count("(") > words.count(")"):
        if text[span.end : span.end + 1] == ")":
            return Span(span.start, span.end + 1)
        return Span(span.start, span.start + len(words[: words.rindex("(")].rstrip()))
    if ")" in words and "(" not in words:
        after = words[words.rindex(")") + 1 :].lstrip()
        return Span(span.end - len(after), span.end)
    return span


def same_words(found: Sequence[Span], text: str) -> list[tuple[Span, ...]]:
    """Mentions grouped by their words, whatever the case and a leading article."""
    groups: dict[str, list[Span]] = {}
    for span in found:
        groups.setdefault(_ARTICLE.sub("", span.of(text).casefold()), []).append(span)
    return [tuple(group) for group in groups.values()]
