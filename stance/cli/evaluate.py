"""`stance evaluate`."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.predict import Device

if TYPE_CHECKING:
    from stance.corpus import Example
    from stance.evaluation.bootstrap import Difference, Figure
    from stance.evaluation.comparison import Comparison
    from stance.evaluation.judgements import Judgements
    from stance.model.stance_model import StanceModel


class Baseline(StrEnum):
    """What a model must beat."""

    majority = "majority"
    tfidf = "tfidf"


class Split(StrEnum):
    """The part of the data to measure on, by conflict, as in training."""

    all = "all"
    train = "train"
    dev = "dev"
    test = "test"


def evaluate(
    data: Annotated[
        list[Path],
        typer.Argument(
            metavar="DATA...",
            help="Labelled passages (JSONL or CSV); with --articles, labelled documents (JSONL).",
            show_default=False,
        ),
    ],
    model: Annotated[
        str, typer.Option("--model", "-m", help="An installed model's name, or a model folder.")
    ] = "default",
    articles: Annotated[
        bool, typer.Option("--articles", help="Score whole documents: actor and stance found.")
    ] = False,
    compare: Annotated[
        str | None, typer.Option(metavar="MODEL", help="A second model on the same data.")
    ] = None,
    baseline: Annotated[
        Baseline | None, typer.Option(help="A plain method on the same data, in its place.")
    ] = None,
    baseline_data: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="What the baseline learns from; by default DATA itself, in folds by conflict.",
        ),
    ] = None,
    split: Annotated[
        Split, typer.Option(help="Only the conflicts of this split (test: a tenth of them).")
    ] = Split.all,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="With --articles: positions below are not counted."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Write report.json, .html and plots."),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Keep the figures in the model's card under this name."),
    ] = None,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
    replicates: Annotated[int, typer.Option(min=100, help="Of the bootstrap.")] = 1000,
) -> None:
    """Measure how well a model labels actors, with 95 % intervals.

    On passages the actors are given and their labels judged: accuracy, macro-F1 over the four
    labels and the three positions, figures of every label, evidence and condition, how well
    actors are found, calibration, and a breakdown by style and conflict. Intervals are
    bootstrapped, resampled by passage. With `--articles` the model reads whole documents and
    finds the actors itself. `--compare` says what got better, what got worse, and whether the
    difference is noise; the report has more examples.

    Needs the training extra: `pip install 'stance[train]'`.

    **Examples**

    - `stance evaluate training/corpus/*.jsonl --split test`
    - `stance evaluate labelled.csv --model my-model --compare default --output report/`
    - `stance evaluate labelled.jsonl --baseline tfidf`
    - `stance evaluate documents.jsonl --articles`
    """
    from stance.cli.extra import require_training_extra

    require_training_extra()
    from stance.model.installed import find_model
    from stance.model.stance_model import StanceModel

    folder = find_model(model)
    loaded = StanceModel.load(folder, device.value)
    other = StanceModel.load(find_model(compare), device.value) if compare else None
    if articles:
        figures = _on_articles(loaded, other, data, min_confidence, output, replicates)
    else:
        figures = _on_passages(
            loaded, other, data, baseline, baseline_data, split, output, replicates
        )
    if record:
        from stance.evaluation.recording import record as keep

        name = f"{record} (articles)" if articles else record
        keep(folder, name, figures, _command(data, articles, split, min_confidence))


def _command(data: Sequence[Path], articles: bool, split: Split, least: float | None) -> str:
    """How to measure again; data are named without their folders, which differ by machine."""
    parts = ["stance evaluate", *(path.name for path in data)]
    parts += ["--articles"] if articles else []
    parts += [f"--split {split.value}"] if split is not Split.all else []
    parts += [f"--min-confidence {least}"] if least is not None else []
    return " ".join(parts)


def _on_passages(
    model: "StanceModel",
    other: "StanceModel | None",
    data: Sequence[Path],
    baseline: Baseline | None,
    baseline_data: Sequence[Path] | None,
    split: Split,
    output: Path | None,
    replicates: int,
) -> "dict[str, Figure]":
    from datetime import UTC, datetime

    from stance.corpus import load_examples, split_of
    from stance.errors import StanceError
    from stance.evaluation.judging import judge_examples
    from stance.evaluation.report import TITLES, build_report, write_report

    labels, none = model.config.labels, model.config.none
    examples = load_examples(data, labels, none)
    if split is not Split.all:
        examples = [e for e in examples if split_of(e.conflict) == split.value]
    if not examples:
        raise StanceError(f"the data have no conflict in the {split.value} split: use --split all")
    second: tuple[str, Judgements] | None = None
    if baseline:
        learnt = load_examples(baseline_data, labels, none) if baseline_data else None
        second = baseline.value, _baseline(baseline, learnt, examples)
    elif other:
        second = other.config.name, judge_examples(other, examples)
    report = build_report(
        judge_examples(model, examples),
        data=[path.name for path in data],
        model=model.config.name,
        model_hash=model.config.hash,
        created=datetime.now(UTC).date().isoformat(),
        other=second,
        texts={example.id: example.text for example in examples},
        replicates=replicates,
    )
    heading = f"{report.pairs:,} pairs in {report.passages:,} passages; model {model.config.name}"
    differences = report.comparison.differences if report.comparison else {}
    _print(heading, report.figures, TITLES, second[0] if second else "", differences)
    if report.comparison:
        _print_changes(report.comparison)
    if output:
        write_report(report, output)
    return report.figures


def _baseline(
    kind: Baseline, train: "Sequence[Example] | None", test: "Sequence[Example]"
) -> "Judgements":
    from stance.evaluation import baselines

    method = {Baseline.majority: baselines.majority, Baseline.tfidf: baselines.tfidf}[kind]
    return method(train, test) if train else baselines.cross_fitted(method, test)


def _on_articles(
    model: "StanceModel",
    other: "StanceModel | None",
    data: Sequence[Path],
    min_confidence: float | None,
    output: Path | None,
    replicates: int,
) -> "dict[str, Figure]":
    from stance.evaluation.articles import (
        article_errors,
        article_figures,
        compare_articles,
        load_articles,
    )
    from stance.evaluation.judging import judge_articles
    from stance.evaluation.report import ARTICLE_TITLES, write_article_report
    from stance.prediction import MIN_CONFIDENCE

    least = MIN_CONFIDENCE if min_confidence is None else min_confidence
    gold = [article for path in data for article in load_articles(path)]
    judged = judge_articles(model, gold, least)
    figures = article_figures(judged, replicates)
    differences = {}
    if other:
        differences = compare_articles(judged, judge_articles(other, gold, least), replicates)
    heading = f"{len(gold)} documents, positions from {least:.0%}; model {model.config.name}"
    _print(heading, figures, ARTICLE_TITLES, other.config.name if other else "", differences)
    if output:
        write_article_report(figures, article_errors(judged), heading, output)
    return figures


def _print_changes(comparison: "Comparison", most: int = 3) -> None:
    """What got better and worse, a few examples of each, and whether it is noise."""
    from rich.console import Console

    console = Console()
    for kind, count, examples in (
        ("better", comparison.better, comparison.better_examples),
        ("worse", comparison.worse, comparison.worse_examples),
    ):
        console.print(f"pairs that got {kind}: {count}", style="bold")
        for pair in examples[:most]:
            console.print(
                f"  {pair.passage}, {pair.actor}: is {pair.gold}, "
                f"{pair.one} in place of {pair.other}",
                markup=False,
                highlight=False,
            )
    console.print(comparison.verdict, markup=False, highlight=False)


def _print(
    heading: str,
    figures: "Mapping[str, Figure]",
    titles: Mapping[str, str],
    other: str,
    differences: "Mapping[str, Difference]",
) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=heading, title_justify="left")
    table.add_column("measure")
    for column in ("value", "95 % interval", *([other, "difference", "p"] if other else [])):
        table.add_column(column, justify="right")
    for name, figure in figures.items():
        if name.startswith("count."):
            continue
        row = [f"{figure.value:.3f}", f"{figure.low:.3f} to {figure.high:.3f}"]
        if name in differences:
            d = differences[name]
            row += [f"{d.other:.3f}", f"{d.difference:+.3f} ({d.low:+.3f} to {d.high:+.3f})"]
            row += [f"{d.p:.3f}"]
        table.add_row(titles.get(name, name), *row)
    Console().print(table)
