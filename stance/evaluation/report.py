"""The report of an evaluation: one record, written as JSON, as a page and as pictures."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from stance.evaluation.articles import ArticleErrors, ArticleJudgement, article_figures
from stance.evaluation.bootstrap import Figure, intervals
from stance.evaluation.breakdown import Group, by_conflict, by_style
from stance.evaluation.comparison import Comparison, compare_models
from stance.evaluation.judgements import Judgements
from stance.evaluation.measures import Bin, Risk, confusion_matrix, reliability, risk_coverage
from stance.output.files import write_together

ERRORS = 50
"""Most wrong pairs that a report lists."""

TITLES = {
    "macro_f1": "Macro-F1, all labels",
    "macro_f1_positions": "Macro-F1, positions",
    "accuracy": "Accuracy",
    "brier": "Brier score (0 is best, 2 worst)",
    "ece": "Expected calibration error (0 is best)",
    "evidence_token_f1": "Evidence, token-F1",
    "condition_token_f1": "Condition, token-F1",
    "actor_recall": "Actors found (overlap), recall",
    "actor_recall_positions": "Actors with a position found (overlap), recall",
    "actor_precision": "Actors found (overlap), precision",
    "actor_f1": "Actors found (overlap), F1",
    "actor_exact_recall": "Actors found (exact), recall",
    "actor_exact_recall_positions": "Actors with a position found (exact), recall",
    "actor_exact_precision": "Actors found (exact), precision",
    "actor_exact_f1": "Actors found (exact), F1",
}
"""What the figures of judgements are called, in the order of the page."""

ARTICLE_TITLES = {
    "precision": "Actor and stance, precision",
    "recall": "Actor and stance, recall",
    "f1": "Actor and stance, F1",
    "actor_precision": "Actor alone, precision",
    "actor_recall": "Actor alone, recall",
    "actor_f1": "Actor alone, F1",
    "macro_f1": "Macro-F1 of the stances",
}
"""What the figures of whole articles are called, in the order of the page."""


@dataclass(frozen=True)
class WrongPair:
    """A pair that was given the wrong label."""

    passage: str
    actor: str
    gold: str
    predicted: str
    confidence: float


@dataclass(frozen=True)
class Report:
    """All that is known of how one model does on one data set."""

    data: tuple[str, ...]
    """Names of the data."""
    model: str
    model_hash: str
    created: str
    """ISO date."""
    labels: tuple[str, ...]
    none: str
    passages: int
    pairs: int
    replicates: int
    """Of the bootstrap behind every interval."""
    figures: dict[str, Figure]
    confusion: tuple[tuple[int, ...], ...]
    """Pairs by gold (rows) and predicted label."""
    reliability: tuple[Bin, ...]
    risk_coverage: tuple[Risk, ...]
    styles: tuple[Group, ...]
    conflicts: tuple[Group, ...]
    errors: tuple[WrongPair, ...]
    """The most confident first, at most `ERRORS`."""
    comparison: Comparison | None = None
    articles: dict[str, Figure] | None = None
    article_count: int = 0


def build_report(
    judgements: Judgements,
    *,
    data: Sequence[str],
    model: str,
    model_hash: str,
    created: str,
    other: tuple[str, Judgements] | None = None,
    texts: Mapping[str, str] | None = None,
    articles: Sequence[ArticleJudgement] = (),
    replicates: int = 1000,
    seed: int = 0,
) -> Report:
    """Assemble the report; `other` is the name and judgements of a model to compare with,
    `texts` those of the passages, by id, for the examples of what changed.

    Raises:
        StanceError: there are no pairs, or `other` was not made on the same pairs.
    """
    comparison = None
    if other is not None:
        name, theirs = other
        comparison = compare_models(judgements, theirs, (model, name), texts, replicates, seed)
    return Report(
        data=tuple(data),
        model=model,
        model_hash=model_hash,
        created=created,
        labels=judgements.labels,
        none=judgements.none,
        passages=len(judgements.passages),
        pairs=len(judgements.pairs),
        replicates=replicates,
        figures=intervals(judgements, replicates, seed),
        confusion=confusion_matrix(judgements),
        reliability=reliability(judgements),
        risk_coverage=risk_coverage(judgements),
        styles=by_style(judgements),
        conflicts=by_conflict(judgements),
        errors=wrong_pairs(judgements),
        comparison=comparison,
        articles=article_figures(articles, replicates, seed) if articles else None,
        article_count=len(articles),
    )


def wrong_pairs(judgements: Judgements, most: int = ERRORS) -> tuple[WrongPair, ...]:
    """The pairs with a wrong label, the most confident first."""
    wrong = [
        WrongPair(pair.passage, pair.actor, pair.gold, judgements.predicted(pair), pair.confidence)
        for pair in judgements.pairs
        if judgements.predicted(pair) != pair.gold
    ]
    return tuple(sorted(wrong, key=lambda pair: -pair.confidence)[:most])


def write_report(report: Report, directory: str | Path) -> None:
    """Write report.json, report.html and the pictures into a directory, made if need be.

    Files of the same names are replaced, others left alone. Everything is drawn before
    anything is written, and each file appears complete or not at all.

    Raises:
        StanceError: the directory cannot be written to.
    """
    from stance.evaluation.plots import draw

    pictures = draw(report)
    contents = {
        **pictures,
        "report.html": render(report, pictures).encode(),
        "report.json": _json(asdict(report)),
    }
    write_together(contents, directory, "the report")


def write_article_report(
    figures: dict[str, Figure],
    errors: Sequence[ArticleErrors],
    about: str,
    directory: str | Path,
) -> None:
    """Write report.json of an evaluation of whole documents: figures and every error.

    Raises:
        StanceError: the directory cannot be written to.
    """
    content = {
        "about": about,
        "articles": {name: asdict(figure) for name, figure in figures.items()},
        "errors": [asdict(error) for error in errors],
    }
    write_together({"report.json": _json(content)}, directory, "the report")


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def render(report: Report, pictures: dict[str, bytes]) -> str:
    """The page: HTML that needs nothing else, with the pictures (PNG by file name) inside."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = files("stance.evaluation").joinpath("report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(template).render(
        report=report,
        titles=TITLES,
        article_titles=ARTICLE_TITLES,
        most_errors=ERRORS,
        pictures={
            name: "data:image/png;base64," + b64encode(png).decode()
            for name, png in pictures.items()
        },
    )
