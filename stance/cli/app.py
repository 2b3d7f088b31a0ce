"""The `stance` command and what its subcommands share."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from stance import __version__
from stance.cli import (
    agreement,
    bench,
    check,
    evaluate,
    labels,
    models,
    predict,
    quantise,
    review,
    serve,
    timeline,
    train,
)
from stance.errors import StanceError

app = typer.Typer(
    name="stance",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Every command has its own help: `stance predict --help`.",
)
app.command("predict")(predict.predict)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("check")(check.check)
app.command("timeline")(timeline.timeline)
app.command("serve")(serve.serve)
app.command("review")(review.review)
app.command("agreement")(agreement.agreement)
app.add_typer(labels.labels, name="labels")
app.add_typer(models.models, name="models")
app.command("quantise")(quantise.quantise)
app.command("bench")(bench.bench)


def _version(wanted: bool) -> None:
    if wanted:
        from stance.model.folder import load_config
        from stance.model.installed import default_model

        model = load_config(default_model(), verify=False)
        typer.echo(f"stance {__version__}, model {model.name} {model.hash}")
        raise typer.Exit


@app.callback()
def stance(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Name the package and its model."
        ),
    ] = False,
) -> None:
    """Who supports, rejects or conditions a ceasefire, in which words, on what condition.

    Feed it news and it lists the positions that the text reports, each with the words that
    show it. It runs on a laptop, without a network.

    **Examples**

    - `stance predict article.txt`
    - `stance train labelled.jsonl --from default --output my-model`
    - `stance evaluate labelled.jsonl --model my-model`
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a user's error is one line a fault on stderr and exit status 2."""
    try:
        app(args=arguments)
    except StanceError as error:
        for line in str(error).splitlines():
            print(f"stance: {line}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(f"stance: {error.filename or 'output'}: {error.strerror}", file=sys.stderr)
        # What stdout still holds cannot be written: leave it, or Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(2)
