"""Passages before and after a change: new names, a negation, a stray sentence, the passive."""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stance.behaviour.substitutes import SUBSTITUTES, UNRELATED
from stance.corpus import Example, Pair, locate, mention_spans
from stance.names.name import is_cased
from stance.records import Span
from stance.renaming import Kind, renamed


@dataclass(frozen=True)
class Case:
    """One passage before and after a change; its pairs stand in the same order in both."""

    before: Example
    after: Example


_NEGATIONS: Final = (
    (r"\b(will|would) (accept|observe|honou?r|respect|support|back|sign)\b", r"\1 not \2"),
    (
        r"\bagree(s|d) (?:to|on) (?=(?:an?|the|this|that|any|all|it|its|their|his|her)\b)",
        r"refuse\1 ",
    ),
    (r"\bagree(s|d) to\b", r"refuse\1 to"),
    (r"\baccept(s|ed)\b", r"reject\1"),
    (r"\b(?:back|endorse|support)(s|d|ed) (?=an?\b|the\b)", r"reject\1 "),
    (r"\bin favou?r of\b", "against"),
    (r"\bvoted (?:for|yes)\b", "voted against"),
    (r"\bsigned (?=an?\b|the\b)", "refused to sign "),
)
"""How words of acceptance become words of refusal; the first that fits is used."""

_HALT: Final = (
    r"(?:cease-?fire|truce|armistice|halt|pause|cessation of hostilities"
    r"|offer|proposal|plan|draft|agreement|resolution|appeal)"
)
_TRANSITIVE: Final = re.compile(
    r",? (?P<auxiliary>has |have |had )?(?P<verb>accepted|rejected|declared|announced|proposed"
    r"|signed|extended|backed|endorsed|ended|welcomed|supported|opposed|dismissed|condemned"
    r"|ordered|denounced|vetoed|approved|suspended)"
    rf" (?P<object>(?:an?|the|any|all|this|that) (?:[\w'\u2019-]+ ){{0,4}}?{_HALT})\b"
    r"(?P<when> (?:on|in|at|after|before|since) [\w ]{1,25}| (?:yesterday|today|again)"
    r"| (?:last|this) \w+)?"
    r"(?=[.;])"
)
"""What follows an actor in a clause that can be turned into the passive without loss."""


def under_other_names(examples: Sequence[Example], swaps: int, seed: int) -> Iterator[Case]:
    """Every passage `swaps` times with all its actors renamed."""
    chance = random.Random(seed)
    for example in examples:
        for _ in range(swaps):
            after = renamed(example, SUBSTITUTES, chance)
            if after.text != example.text:
                yield Case(example, after)


def negated(examples: Sequence[Example], stance: str = "support") -> Iterator[Case]:
    """For every pair with that label, its evidence with the acceptance turned into refusal."""
    for example in examples:
        for pair, spans in zip(example.pairs, mention_spans(example), strict=True):
            if pair.stance != stance or pair.evidence is None:
                continue
            place = locate(pair.evidence, example.text, spans)
            for pattern, words in _NEGATIONS:
                changed = re.sub(pattern, words, pair.evidence, count=1)
                if changed != pair.evidence and pair.actor not in pair.evidence:
                    text = example.text[: place.start] + changed + example.text[place.end :]
                    after = replace(pair, evidence=changed)
                    yield Case(_alone(example, pair), replace(example, text=text, pairs=(after,)))
                    break


def with_unrelated_sentence(examples: Sequence[Example], seed: int) -> Iterator[Case]:
    """Every passage with a sentence about something else before or after it."""
    chance = random.Random(seed)
    for example in examples:
        sentence = chance.choice(UNRELATED)
        if not is_cased(example.text):
            sentence = sentence.upper()
        parts = [example.text.strip(), sentence]
        if chance.random() < 0.5:
            parts.reverse()
        yield Case(example, replace(example, text=" ".join(parts)))


def in_the_passive(examples: Sequence[Example]) -> Iterator[Case]:
    """*The Front rejected the truce* as *The truce was rejected by the Front*.

    Few real sentences can be turned without loss, so plain ones stand beside them: every verb
    with every halt, said of an invented actor.
    """
    for example in [*examples, *_plain_sentences()]:
        for pair, spans in zip(example.pairs, mention_spans(example), strict=True):
            for span in spans:
                if case := _passive(example, pair, span):
                    yield case
                    break


def _plain_sentences() -> Iterator[Example]:
    actors = itertools.cycle(SUBSTITUTES[Kind.body])
    for verb in ("accepted", "rejected", "declared", "signed", "vetoed", "backed", "dismissed"):
        for halt in ("truce", "draft ceasefire", "humanitarian pause", "cessation of hostilities"):
            actor, other = next(actors), next(actors)
            text = f"The {actor} {verb} the {halt} on Monday. Talks with the {other} go on."
            yield Example(f"{verb} {halt}", text, (Pair(f"The {actor}", ""),))


def _passive(example: Example, pair: Pair, span: Span) -> Case | None:
    before = example.text[: span.start]
    lead = re.search(r"(?:^|[.!?]\s+)(?P<article>the |an? )?$", before, re.IGNORECASE)
    clause = _TRANSITIVE.match(example.text, span.end)
    if not lead or not clause:
        return None
    perfect = {"has ": "has been", "have ": "has been", "had ": "had been"}
    auxiliary = perfect.get(clause["auxiliary"] or "", "was")
    thing = clause["object"]
    actor = re.sub(r"^(The|An?) ", lambda match: match[0].lower(), pair.actor)
    article = (lead["article"] or "").lower()
    text = (
        before[: len(before) - len(lead["article"] or "")]
        + f"{thing[0].upper()}{thing[1:]} {auxiliary} {clause['verb']} by {article}{actor}"
        + (clause["when"] or "")
        + example.text[clause.end() :]
    )
    after = Pair(actor, pair.stance)
    return Case(_alone(example, pair), replace(example, text=text, pairs=(after,)))


def _alone(example: Example, pair: Pair) -> Example:
    return replace(example, pairs=(pair,))
