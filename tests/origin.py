"""A web server for tests that notes every request: when it began and ended, what was asked, with which headers."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Origin:
    """`replies`: what is answered at a path; anything else is 404. A list of replies is given one after the other, the
    last for ever."""

    address: str = ""
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    seconds: float = 0.0  # that every answer takes

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def requests_of(self, path: str) -> list[Asked]:
        return [one for one in self.asked if one.path == path]

    def reply_to(self, path: str) -> Reply:
        found = self.replies.get(path, Reply(404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@contextmanager
def origin_server() -> Iterator[Origin]:
    """On the loopback, which only a host named in ALLOW_PRIVATE_FETCH may be fetched from."""
    origin = Origin()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic())
            origin.asked.append(asked)
            reply = origin.reply_to(self.path)
            time.sleep(origin.seconds)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            asked.ended = time.monotonic()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """A test prints nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin.address = f"http://{HOST}:{server.server_port}"
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()


def feed_of(*paths: str, base: str = "") -> bytes:
    """An RSS feed that names pages of the site, newest first."""
    entries = "".join(
        f"<item><title>포스코 스마트공장 {path}</title><link>{base}{path}</link>"
        "<pubDate>Mon, 20 May 2024 09:00:00 +0900</pubDate></item>"
        for path in paths
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>산업 소식</title>'
    return f"{head}{entries}</channel></rss>".encode()
