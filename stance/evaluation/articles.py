"""Whole documents: which actors with which positions, against annotated articles."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from stance.errors import StanceError
from stance.evaluation.bootstrap import Difference, Figure, bootstrap, differences
from stance.evaluation.measures import Numbers
from stance.labels import NONE, POSITIONS, STANCES

UNNAMING: Final = frozenset(
    {"the", "a", "an", "of", "s", "u", "us"}
    | {"mr", "mrs", "ms", "dr", "sen", "rep"}
    | {"president", "prime", "minister", "foreign", "secretary"}
    | {"gen", "general", "col", "colonel", "commander"}
)
"""Articles, titles and fragments of both: words that do not tell one actor from another."""


@dataclass(frozen=True)
class NamedPosition:
    """An actor and the stance it takes in a document."""

    name: str
    names: tuple[str, ...]
    """Other ways in which the document names the actor; may repeat `name`."""
    stance: str

    def __str__(self) -> str:
        return f"{self.name} ({self.stance})"


@dataclass(frozen=True)
class GoldArticle:
    """An annotated document. Actors without a position are left out."""

    id: str
    text: str
    gold: tuple[NamedPosition, ...]


@dataclass(frozen=True)
class ArticleJudgement:
    """The positions of one document: those it states and those that were found."""

    id: str
    gold: tuple[NamedPosition, ...]
    found: tuple[NamedPosition, ...]


@dataclass(frozen=True)
class ArticleErrors:
    """What went wrong in one document; its string says it in a few words."""

    id: str
    missed: tuple[NamedPosition, ...]
    extra: tuple[NamedPosition, ...]
    wrong: tuple[tuple[NamedPosition, NamedPosition], ...]
    """Gold and found position of an actor with two different stances."""

    def __str__(self) -> str:
        parts = (
            ("missed", [str(position) for position in self.missed]),
            ("extra", [str(position) for position in self.extra]),
            ("wrong", [f"{gold}, found {found.stance}" for gold, found in self.wrong]),
        )
        said = [f"{kind} {'; '.join(items)}" for kind, items in parts if items]
        return f"{self.id}: {' | '.join(said)}"


def load_articles(path: str | Path) -> list[GoldArticle]:
    """Read annotated articles, one JSON object a line.

    A line is ``{"id", "title", "text", "actors": [{"name", "mentions": [...], "stance"}]}``;
    `title`, the document's headline, is read before the text; it and `mentions` may be missing,
    and further keys are ignored.

    Raises:
        StanceError: naming every faulty line, one a line, or that the file cannot be read.
    """
    articles: list[GoldArticle] = []
    faults: list[str] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(_text(Path(path)).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            faults.append(f"{path}:{number}: not JSON: {error}")
            continue
        problems = list(_faults(record))
        if not problems and str(record["id"]) in lines:
            problems = [
                f"id {str(record['id'])!r} stands on line {lines[str(record['id'])]} already"
            ]
        faults += [f"{path}:{number}: {problem}" for problem in problems]
        if not problems:
            articles.append(_article(record))
            lines[articles[-1].id] = number
    if faults:
        raise StanceError("\n".join(faults))
    if not articles:
        raise StanceError(f"{path}: no articles")
    return articles


def article_figures(
    articles: Sequence[ArticleJudgement], replicates: int = 1000, seed: int = 0
) -> dict[str, Figure]:
    """How well the positions of whole documents are found, with 95 % intervals by document.

    `precision`, `recall` and `f1` of actor with stance; `actor_precision`, `actor_recall` and
    `actor_f1` of the actor alone; `f1.STANCE` and their mean `macro_f1`. All are counted over
    the documents together, and 0 where undefined. Found actors without a position are left out.

    A found actor can be a gold actor when any name of the one names the same as any name of
    the other: after dropping case, punctuation, articles and titles (`UNNAMING`), all words of
    one stand in the other. Matches are one to one, those with the right stance first, then
    in the order of the gold and of the found actors.

    Raises:
        StanceError: there are no articles.
    """
    if not articles:
        raise StanceError("there are no articles to evaluate")
    counts = np.array([_counts(article) for article in articles])
    return bootstrap(
        lambda weights: _figures(np.tensordot(weights, counts, 1)), len(articles), replicates, seed
    )


def compare_articles(
    one: Sequence[ArticleJudgement],
    other: Sequence[ArticleJudgement],
    replicates: int = 1000,
    seed: int = 0,
) -> dict[str, Difference]:
    """What `one` has over `other` on the same documents: a paired bootstrap by document.

    Raises:
        StanceError: the two do not judge the same documents.
    """
    if [article.id for article in one] != [article.id for article in other]:
        raise StanceError("cannot compare models on different documents: run both on one file")
    mine, theirs = (np.array([_counts(article) for article in each]) for each in (one, other))
    return differences(
        lambda weights: _figures(np.tensordot(weights, mine, 1)),
        lambda weights: _figures(np.tensordot(weights, theirs, 1)),
        len(mine),
        replicates,
        seed,
    )


def article_errors(articles: Sequence[ArticleJudgement]) -> tuple[ArticleErrors, ...]:
    """The documents in which something is missed, extra or wrong, in the order given."""
    errors = (_errors(article) for article in articles)
    return tuple(each for each in errors if each.missed or each.extra or each.wrong)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise StanceError(f"{path}: no such file") from None
    except UnicodeDecodeError as error:
        raise StanceError(f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8") from None
    except OSError as error:
        raise StanceError(f"{path}: {error.strerror}") from None


def _faults(record: Any) -> Iterator[str]:
    """What is wrong with one line, in words."""
    if not isinstance(record, dict):
        yield "not a JSON object with id, text and actors"
        return
    if not isinstance(record.get("id"), str | int) or not str(record["id"]):
        yield "no id"
    if not isinstance(record.get("text"), str) or not record["text"].strip():
        yield "no text"
    if not isinstance(record.get("title", ""), str | None):
        yield "the title is not a string"
    if not isinstance(record.get("actors"), list):
        yield "no list of actors"
        return
    for actor in record["actors"]:
        yield from _actor_faults(actor)


def _actor_faults(actor: Any) -> Iterator[str]:
    if not isinstance(actor, dict) or not isinstance(actor.get("name"), str) or not actor["name"]:
        yield "an actor without a name"
        return
    mentions = actor.get("mentions", [])
    if not isinstance(mentions, list) or not all(isinstance(each, str) for each in mentions):
        yield f"mentions of {actor['name']!r} are not a list of strings"
    if actor.get("stance") == NONE:
        yield f"{actor['name']!r} has no position: leave it out"
    elif actor.get("stance") not in POSITIONS:
        stances = ", ".join(POSITIONS)
        yield f"unknown stance {actor.get('stance')!r} of {actor['name']!r} (stances: {stances})"


def _article(record: dict[str, Any]) -> GoldArticle:
    gold = tuple(
        NamedPosition(actor["name"], tuple(actor.get("mentions", ())), actor["stance"])
        for actor in record["actors"]
    )
    title = (record.get("title") or "").strip()
    text = f"{title}\n\n{record['text']}" if title else record["text"]
    return GoldArticle(str(record["id"]), text, gold)


def _naming_words(name: str) -> frozenset[str]:
    words = frozenset(re.findall(r"\w+", name.lower()))
    return words - UNNAMING or words


def _same_actor(one: NamedPosition, other: NamedPosition) -> bool:
    mine, theirs = (
        {_naming_words(name) for name in (each.name, *each.names)} - {frozenset()}
        for each in (one, other)
    )
    return any(a <= b or b <= a for a in mine for b in theirs)


def _positions(article: ArticleJudgement) -> tuple[NamedPosition, ...]:
    return tuple(position for position in article.found if position.stance != NONE)


def _matches(article: ArticleJudgement) -> list[tuple[int, int]]:
    """One-to-one matches of gold and found positions by index, right stances first."""
    candidates = sorted(
        (gold.stance != found.stance, i, j)
        for i, gold in enumerate(article.gold)
        for j, found in enumerate(_positions(article))
        if _same_actor(gold, found)
    )
    matches: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in matches and j not in matches.values():
            matches[i] = j
    return sorted(matches.items())


def _counts(article: ArticleJudgement) -> Numbers:
    """By stance: right, found, gold, and matched whatever the found stance."""
    found = _positions(article)
    counts = np.zeros((4, len(STANCES)))
    for i, j in _matches(article):
        stance = STANCES.index(article.gold[i].stance)
        counts[0, stance] += article.gold[i].stance == found[j].stance
        counts[3, stance] += 1
    for row, positions in ((1, found), (2, article.gold)):
        for position in positions:
            counts[row, STANCES.index(position.stance)] += 1
    return counts


def _figures(counts: Numbers) -> dict[str, float]:
    right, found, gold, matched = counts.sum(1)
    f1 = {stance: _agreement(*counts[:3, STANCES.index(stance)])[2] for stance in POSITIONS}
    names = ("precision", "recall", "f1")
    return {
        **dict(zip(names, _agreement(right, found, gold), strict=True)),
        **{
            f"actor_{name}": value
            for name, value in zip(names, _agreement(matched, found, gold), strict=True)
        },
        "macro_f1": sum(f1.values()) / len(f1),
        **{f"f1.{stance}": value for stance, value in f1.items()},
    }


def _agreement(right: float, found: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where undefined."""
    precision = float(right / found) if found else 0.0
    recall = float(right / gold) if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _errors(article: ArticleJudgement) -> ArticleErrors:
    found = _positions(article)
    matches = _matches(article)
    matched_gold, matched_found = {i for i, _ in matches}, {j for _, j in matches}
    return ArticleErrors(
        article.id,
        missed=tuple(p for i, p in enumerate(article.gold) if i not in matched_gold),
        extra=tuple(p for j, p in enumerate(found) if j not in matched_found),
        wrong=tuple(
            (article.gold[i], found[j])
            for i, j in matches
            if article.gold[i].stance != found[j].stance
        ),
    )
