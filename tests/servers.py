"""A web server of this machine that answers as a test wants, and remembers what it was sent."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass(frozen=True)
class Reply:
    """A status (0 = hang until the test is over) and headers."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Received:
    """What came: the method, headers in lower case, and the body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    url: str
    got: list[Received] = field(default_factory=list)


@contextmanager
def receiver(replies: Sequence[Reply]) -> Iterator[Receiver]:
    """Answers with each of `replies` in turn, then with 200."""
    waiting, over = list(replies), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            found.got.append(Received(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            reply = waiting.pop(0) if waiting else Reply()
            if not reply.status:
                over.wait(30)
                return
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET = _take  # noqa: N815 -- names of the library

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found = Receiver(f"http://127.0.0.1:{server.server_port}/services/SECRET")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield found
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
