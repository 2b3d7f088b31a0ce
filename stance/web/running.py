"""Running an app until the user stops it."""

import socket
import sys
from contextlib import closing

import uvicorn
from fastapi import FastAPI

from stance.errors import StanceError
from stance.web.pages import is_loopback


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve an app on an address; the address goes to stderr, Ctrl-C ends it.

    Raises:
        StanceError: the address is taken or is none of this machine's.
    """
    with closing(_bound(host, port)) as server_socket:
        address = f"[{host}]" if ":" in host else host
        print(f"http://{address}:{server_socket.getsockname()[1]}/  (Ctrl-C ends)", file=sys.stderr)
        if not is_loopback(host):
            print("others can reach this address, and it asks for no password", file=sys.stderr)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
        server.run(sockets=[server_socket])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen()  # who reads the address may ask at once
    except OSError as error:
        raise StanceError(
            f"{host}:{port}: cannot be bound ({error.strerror}): choose another --port or --host"
        ) from None
    return made
