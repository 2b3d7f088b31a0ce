"""What a server refuses, and why: bodies that are too large, too many requests at once."""

import json
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass(frozen=True)
class Limits:
    """Bounds of one server."""

    body_bytes: int = 2_000_000
    """Of one request."""
    words: int = 25_000
    """In one request: half a minute's work, and more than any article has."""
    documents: int = 100
    """In one request of the REST endpoint."""
    requests: int = 64
    """Taken in at once, those that wait their turn included."""


class Gate:
    """ASGI middleware that answers 413 to bodies and 503 to crowds beyond the limits."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http" or scope["method"] not in ("POST", "PUT"):
            await self._app(scope, receive, send)
            return
        largest = self._limits.body_bytes
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > largest:
            await _refuse(send, 413, _too_large(largest))
        elif self._inside >= self._limits.requests:
            await _refuse(send, 503, "too many requests at once: try again in a few seconds")
        else:
            self._inside += 1
            try:
                await self._app(scope, _bounded(receive, largest), send)
            finally:
                self._inside -= 1


def _bounded(receive: Receive, largest: int) -> Receive:
    """A body without a length is counted as it comes."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > largest:
            raise HTTPException(413, _too_large(largest))
        return message

    return counted


def _too_large(largest: int) -> str:
    return f"larger than {largest:,} bytes: send it in parts"


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"detail": reason}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
