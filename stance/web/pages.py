"""What all pages of the local server share: templates, static files, headers."""

from functools import cache
from importlib.resources import files
from ipaddress import ip_address
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stance import __version__
from stance.output import page

if TYPE_CHECKING:
    from jinja2 import Environment

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""Of every answer: nothing runs and nothing loads but what this server itself serves."""


@cache
def environment() -> "Environment":
    """The templates of readings and those of the server's pages."""
    from jinja2 import ChoiceLoader, PackageLoader

    own = page.environment().overlay()
    own.loader = ChoiceLoader([PackageLoader("stance.web", "templates"), own.loader])  # type: ignore[list-item]
    own.globals.update(version=__version__, css=page.asset("reading.css"))
    return own


def local_app(title: str, host: str) -> FastAPI:
    """An app that answers only to its own names (against DNS rebinding) and with `HEADERS`.

    Args:
        title: of the API.
        host: the address that the server binds to.
    """
    app = FastAPI(title=title, version=__version__, docs_url=None, redoc_url=None)
    app.mount("/static", StaticFiles(directory=str(files("stance.web") / "static")), "static")
    everywhere = host in ("0.0.0.0", "::")
    names = ["*"] if everywhere else ["localhost", "127.0.0.1", "[::1]", host]
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=names)
    app.add_middleware(Guarded)
    return app


class Guarded:
    """ASGI middleware that puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the headers back."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, with_headers)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that binds to `host`."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
