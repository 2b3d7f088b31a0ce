"""`stance quantise`."""

from pathlib import Path
from typing import Annotated

import typer


def quantise(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model's name or folder.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The model folder to write.")
    ],
    note: Annotated[str, typer.Option(help="A sentence for the model card.")] = "",
) -> None:
    """Write a model with eight-bit weights: a quarter of the size, and faster on a CPU.

    Measure what it loses with `stance evaluate DATA --model DIR --compare MODEL`.

    Needs the training extra: `pip install 'stance[train]'`.

    **Example**

    - `stance quantise my-model --output my-model-int8`
    """
    from stance.cli.extra import require_training_extra

    require_training_extra()
    from stance.model.installed import find_model
    from stance.training.quantising import quantise as run

    config = run(find_model(model), output, note)
    typer.echo(f"{output}: model {config.name} {config.hash}", err=True)
