"""The pictures of a report. They read the same in black and white."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from stance.evaluation.report import Report

DOTS_PER_INCH = 130

HATCHES = {"precision": "", "recall": "///", "f1": "..."}
SHADES = {"precision": "0.35", "recall": "0.9", "f1": "0.75"}


def draw(report: "Report") -> dict[str, bytes]:
    """The pictures of a report as PNG, by file name."""
    return {
        "confusion.png": _picture(lambda axes: confusion(report, axes), 4.8, 4.2),
        "labels.png": _picture(lambda axes: label_bars(report, axes), 6.4, 3.8),
        "reliability.png": _picture(lambda axes: reliability_diagram(report, axes), 4.6, 4.2),
        "risk-coverage.png": _picture(lambda axes: risk_coverage_curve(report, axes), 4.6, 4.2),
    }


def confusion(report: "Report", axes: "Axes") -> None:
    """Pairs by gold and predicted label; shaded by the share of the gold label."""
    shares = [[count / max(sum(row), 1) for count in row] for row in report.confusion]
    axes.imshow(shares, cmap="Greys", vmin=0, vmax=1)
    for i, row in enumerate(report.confusion):
        for j, count in enumerate(row):
            ink = "white" if shares[i][j] > 0.5 else "black"
            axes.text(j, i, f"{count}\n{shares[i][j]:.0%}", ha="center", va="center", color=ink)
    places = range(len(report.labels))
    axes.set_xticks(places, report.labels)
    axes.set_yticks(places, report.labels)
    axes.set_xlabel("predicted")
    axes.set_ylabel("gold")


def label_bars(report: "Report", axes: "Axes") -> None:
    """Precision, recall and F1 of every label with their 95 % intervals."""
    width = 0.26
    for offset, (name, shade) in enumerate(SHADES.items()):
        figures = [report.figures[f"{name}.{label}"] for label in report.labels]
        axes.bar(
            [place + (offset - 1) * width for place in range(len(figures))],
            [figure.value for figure in figures],
            width,
            # A percentile interval need not hold the value; a bar's whiskers cannot be negative.
            yerr=[
                [max(figure.value - figure.low, 0) for figure in figures],
                [max(figure.high - figure.value, 0) for figure in figures],
            ],
            capsize=3,
            color=shade,
            edgecolor="black",
            hatch=HATCHES[name],
            label=name.replace("f1", "F1"),
        )
    axes.set_xticks(range(len(report.labels)), report.labels)
    axes.set_ylim(0, 1.02)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.14), ncols=3, frameon=False)


def reliability_diagram(report: "Report", axes: "Axes") -> None:
    """Accuracy over confidence, a dot for each bin that has pairs, sized by their number."""
    bins = [each for each in report.reliability if each.pairs]
    confidence, accuracy = [b.confidence for b in bins], [b.accuracy for b in bins]
    most = max((b.pairs for b in bins), default=1)
    axes.plot([0, 1], [0, 1], color="0.5", linestyle="--", label="perfectly calibrated")
    axes.plot(confidence, accuracy, color="black", linewidth=0.8)
    axes.scatter(confidence, accuracy, [20 + 120 * b.pairs / most for b in bins], color="black")
    axes.set_xlim(0, 1.04)
    axes.set_ylim(-0.02, 1.04)
    axes.set_xlabel("mean confidence in the bin")
    axes.set_ylabel("share of right labels")
    axes.legend(loc="upper left", frameon=False)


def risk_coverage_curve(report: "Report", axes: "Axes") -> None:
    """Share of wrong labels over the share of pairs answered, the most confident first."""
    axes.plot(
        [point.coverage for point in report.risk_coverage],
        [point.risk for point in report.risk_coverage],
        color="black",
        marker=".",
    )
    axes.set_xlim(0, 1.02)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("share of pairs answered, most confident first")
    axes.set_ylabel("share of wrong labels among them")


def _picture(fill: "Callable[[Axes], None]", width: float, height: float) -> bytes:
    """What `fill` draws, as PNG; width and height in inches."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=DOTS_PER_INCH, layout="constrained")
    axes = figure.subplots()
    axes.spines[["top", "right"]].set_visible(False)
    fill(axes)
    png = BytesIO()
    # Without the version of matplotlib, the same report gives the same bytes.
    figure.savefig(png, format="png", metadata={"Software": None})
    return png.getvalue()
