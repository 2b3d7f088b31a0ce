"""`stance bench`."""

from typing import Annotated

import typer

from stance.cli.predict import Device


def bench(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="Files as for stance predict.",
            show_default="generated articles",
        ),
    ] = None,
    model: Annotated[
        str, typer.Option("--model", "-m", help="An installed model's name, or a model folder.")
    ] = "default",
    articles: Annotated[int, typer.Option(min=1, help="Articles to generate.")] = 50,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
) -> None:
    """Measure how fast this machine reads: documents, passages and words a second.

    Loading the model is not counted. The generated articles are always the same, so two
    machines, models or devices compare.

    **Examples**

    - `stance bench`
    - `stance bench news/ --model my-model --device cuda`
    """
    from stance.model.installed import find_model
    from stance.model.stance_model import StanceModel
    from stance.reading import expand, read_documents
    from stance.throughput import generate_articles, measure

    documents = read_documents(expand(sources)) if sources else generate_articles(articles)
    loaded = StanceModel.load(find_model(model), device.value)
    typer.echo(f"{loaded.config.name} {loaded.config.hash}: {measure(loaded, documents)}")
