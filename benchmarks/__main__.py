"""`python -m benchmarks [PART...] [--articles N]`: measure, and write RESULTS.md."""

from enum import StrEnum
from typing import Annotated

import typer


class Part(StrEnum):
    """What can be measured alone."""

    throughput = "throughput"
    cold_start = "cold-start"
    growth = "growth"
    training = "training"


def main(
    parts: Annotated[list[Part] | None, typer.Argument(show_default="all")] = None,
    articles: Annotated[int, typer.Option(min=5, help="For throughput.")] = 300,
) -> None:
    """Measure the given parts, or all, on a machine that does nothing else."""
    from benchmarks import cold_start, growth, throughput, training

    for part in parts or Part:
        match part:
            case Part.throughput:
                throughput.run(articles)
            case Part.cold_start:
                cold_start.run()
            case Part.growth:
                growth.run()
            case Part.training:
                training.run()


typer.run(main)
