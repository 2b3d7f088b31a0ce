"""A headless Chromium, and servers of `stance` as processes of their own."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

SETTINGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


@pytest.fixture(scope="session")
def browser() -> Iterator["sync_api.Browser"]:
    """The system's Chromium, or playwright's own."""
    with sync_api.sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
        own = playwright.chromium.executable_path
        if not found and not Path(own).exists():
            pytest.skip("no Chromium: install your system's, or run `playwright install chromium`")
        with playwright.chromium.launch(executable_path=found or own, args=SETTINGS) as launched:
            yield launched


@pytest.fixture
def page(browser: "sync_api.Browser") -> Iterator["sync_api.Page"]:
    """A fresh page; an error in a script of it fails the test."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(20_000)
    yield opened
    context.close()
    assert not errors


class Server:
    """A running `stance` command that serves pages."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self._process = process
        self.address = address

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()


Start = Callable[..., Server]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Start]:
    """Start a `stance` command that serves pages, on a free port, in a fresh folder."""
    servers: list[Server] = []

    def start(*arguments: str) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "stance", *arguments, "--port", "0"],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=tmp_path,
        )
        servers.append(Server(process, ""))
        said = []
        for line in process.stderr or ():
            said.append(line)
            if found := re.search(r"http://\S+", line):
                servers[-1].address = found[0]
                return servers[-1]
        raise AssertionError("the server did not start: " + "".join(said))

    yield start
    for server in servers:
        server.kill()
