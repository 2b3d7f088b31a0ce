"""`stance serve`."""

from typing import Annotated

import typer

from stance.cli.predict import Device


def serve(
    model: Annotated[
        str, typer.Option("--model", "-m", help="An installed model's name, or a model folder.")
    ] = "default",
    host: Annotated[str, typer.Option(help="The address to bind to.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8765,
    max_bytes: Annotated[
        int, typer.Option(min=1000, help="Largest request that is taken in.")
    ] = 2_000_000,
    device: Annotated[Device, typer.Option(help="auto takes a GPU if there is one.")] = Device.auto,
) -> None:
    """Open the workbench: paste an article in a browser and see the positions in place.

    The page binds to this machine alone unless `--host` says otherwise; there is no password,
    so put a proxy that asks for one before an address that others reach. Programs use
    `POST /v1/predict` (described in `/openapi.json`) and `GET /health`.

    Needs the serve extra: `pip install 'stance[serve]'`.

    **Examples**

    - `stance serve`
    - `stance serve --port 9000 --model my-model`
    - `curl localhost:8765/v1/predict --json '{"documents": [{"text": "…"}]}'`
    """
    from stance.cli.extra import require_serve_extra

    require_serve_extra()
    from stance.model.installed import find_model
    from stance.web.limits import Limits
    from stance.web.running import run
    from stance.web.shared_model import SharedModel
    from stance.web.workbench import workbench

    loaded = SharedModel.load(find_model(model), device.value)
    run(workbench(loaded, host, Limits(body_bytes=max_bytes)), host, port)
