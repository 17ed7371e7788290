"""A real browser without a window, told what to do over its DevTools pipe, and a proxy that notes what it asks for."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import socketserver
import threading
from base64 import b64decode
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--hide-scrollbars"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--disable-default-apps", "--disable-extensions", "--remote-debugging-pipe"),
)
_PATIENCE = 60  # seconds for one answer; a busy machine may need some


class Chromium:
    """One tab: `asked_for` lists every address that its page asked for, `data:` left out."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._rest = b""
        self._session: dict[str, str] = {}
        self._number = 0
        self._events: list[dict[str, Any]] = []
        self.asked_for: list[str] = []
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        session = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._session = {"sessionId": session}
        for domain in ("Page", "Network", "Runtime", "Accessibility"):
            self.tell(f"{domain}.enable")

    def tell(self, method: str, **parameters: Any) -> Any:
        """Send a command of the DevTools protocol and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, f"{method}: {answer['error']}"
        return answer["result"]

    def open(self, page: Path, width: int, *, dark: bool = False) -> None:
        """Show a file as a telephone or a screen of that width would, and wait until all of it has loaded."""
        theme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.tell("Emulation.setEmulatedMedia", features=[theme])
        self.tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 600
        )
        self._events.clear()
        self.asked_for.clear()
        self.tell("Page.navigate", url=page.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self._events):
            self._note(self._next())
        self.run("new Promise(done => setTimeout(done, 100))")  # what a page asks for just after it has loaded

    def run(self, script: str) -> Any:
        """Return what JavaScript comes to in the page; the page's own rules do not hold for it."""
        result = self.tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def picture(self) -> bytes:
        """Return a PNG of the whole page."""
        return b64decode(self.tell("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def _note(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        if event.get("method") == "Network.requestWillBeSent":
            url = event["params"]["request"]["url"]
            if not url.startswith("data:"):
                self.asked_for.append(url)

    def _next(self) -> dict[str, Any]:
        until = monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(until - monotonic(), 0))
            assert ready, f"Chromium said nothing for {_PATIENCE} seconds."
            read = os.read(self._answers, 1 << 20)
            assert read, "Chromium has ended."
            self._rest += read
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


def find_chromium() -> str:
    """Return where Chromium is; a test that needs it fails where it is not."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("Chromium is not installed; 'make setup' installs it (Debian: chromium-headless-shell).")
    return found


@contextmanager
def chromium(profile: Path) -> Iterator[tuple[Chromium, list[str]]]:
    """Run a browser with an empty profile; beside it, the list of what reached the proxy that all it asks goes to."""
    with _proxy() as (port, reached):
        ours, theirs = [_far_pipe(), _far_pipe()], (3, 4)  # the numbers that Chromium reads and writes
        (read_commands, write_commands), (read_answers, write_answers) = ours
        command = [
            find_chromium(),
            *_FLAGS,
            f"--user-data-dir={profile}",
            f"--proxy-server=http://127.0.0.1:{port}",
            "--proxy-bypass-list=<-loopback>",  # not even this machine is spoken to directly
        ]
        process = os.posix_spawn(
            command[0],
            command,
            os.environ | {"HOME": str(profile)},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_DUP2, read_commands, theirs[0]),
                (os.POSIX_SPAWN_DUP2, write_answers, theirs[1]),
            ],
        )
        for end in (read_commands, write_answers):
            os.close(end)
        try:
            browser = Chromium(write_commands, read_answers)
            yield browser, reached
        finally:
            os.close(write_commands)  # it ends when nobody can tell it anything any more
            os.waitpid(process, 0)
            os.close(read_answers)


def _far_pipe() -> tuple[int, int]:
    """Return a pipe whose numbers are none of those that Chromium takes."""
    ends = os.pipe()
    far = fcntl.fcntl(ends[0], fcntl.F_DUPFD_CLOEXEC, 10), fcntl.fcntl(ends[1], fcntl.F_DUPFD_CLOEXEC, 10)
    for end in ends:
        os.close(end)
    return far


@contextmanager
def _proxy() -> Iterator[tuple[int, list[str]]]:
    """Run a proxy that lets nothing through; return its port and the first lines of what it was asked."""
    reached: list[str] = []

    class Refusing(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            reached.append(self.rfile.readline().decode(errors="replace").strip())
            self.wfile.write(b"HTTP/1.1 502 Refused\r\nContent-Length: 0\r\n\r\n")

    class Proxy(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Proxy(("127.0.0.1", 0), Refusing) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], reached
        finally:
            server.shutdown()
            thread.join()
