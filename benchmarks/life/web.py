"""The invented internet: one HTTP server that answers for every outlet as it stood at a moment."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.life.feeds import feed, page
from benchmarks.life.outlets import OUTLETS, World

MOVED = date(2026, 11, 12)  # and from these days on the others fail, too
BUSY = date(2026, 11, 17), date(2026, 11, 18)
GONE, MISSING, REFUSED = date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 19)


@dataclass
class Internet:
    """``now`` is set by ``at``; ``answers`` notes (moment, host, path, status) of every request. ``ports`` is the file
    that the name service reads."""

    world: World
    ports: Path
    slowness: float
    now: datetime
    port: int = 0
    closed_port: int = 0
    answers: list[tuple[datetime, str, str, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def at(self, moment):
        """Some day one host has no listener any more."""
        self.now = moment
        refused = {"refusing.example": self.closed_port} if moment.date() >= REFUSED else {}
        self.ports.write_text(json.dumps({"": self.port} | refused))

    def answer(self, host, path):
        """(status, headers, body)"""
        slug, today = host.partition(".")[0], self.now.date()
        if slug == "newpost":
            slug = "post"
        elif slug == "post" and today >= MOVED:
            return 301, {"Location": f"http://newpost.example{path}"}, b""
        outlet = OUTLETS.get(slug)
        if outlet is None or path == "/robots.txt":
            return 404, {}, b"not here"
        if slug == "slow":
            time.sleep(self.slowness)
        if slug == "busy" and BUSY[0] <= today <= BUSY[1]:
            return 503, {"Retry-After": "3600"}, b"busy"
        if slug == "gone" and today >= GONE:
            return 410, {}, b"gone"
        if slug == "millpond" and today >= MISSING and path == "/feed":
            return 404, {}, b"missing"
        if path == "/feed":
            body, content_type = feed(outlet, self.world.listed(slug, self.now), self.now)
            return 200, {"Content-Type": content_type}, body
        shown = [item for item in self.world.by_url.get(f"http://{outlet.host}{path}", ()) if item.outlet == slug]
        if not shown or shown[0].appears > self.now:
            return 404, {}, b"not here"
        status, html = page(shown[0], self.now)
        return status, {"Content-Type": "text/html; charset=utf-8"}, html.encode()


@contextmanager
def serving(internet):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            host = self.headers.get("Host", "").partition(":")[0]
            status, headers, body = internet.answer(host, self.path)
            headers["ETag"] = f'"{sha256(body).hexdigest()[:20]}"'
            if status == 200 and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            internet.answers.append((internet.now, host, self.path, status))
            internet.agents.add(self.headers.get("User-Agent", ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # who hangs up without a word is no fault of ours
    server.daemon_threads = True
    server.block_on_close = False
    closed = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    internet.port, internet.closed_port = server.server_port, closed.server_port
    closed.server_close()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield internet
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
