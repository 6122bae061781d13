"""A web server for tests that says exactly what a script says, and notes what it was asked and when."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

Say = Callable[[bytes], None]
Page = bytes | Callable[[Say], None]


@dataclass(frozen=True)
class Asked:
    host: str  # as in the Host header
    path: str
    headers: Mapping[str, str]  # names in lower case
    at: float
    open: int  # requests of this host under way, this one included


@dataclass
class Server:
    """``pages`` holds answers by path, or by host and path ("a.test/feed"): whole bytes, or a script that says them."""

    port: int
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    under_way: dict[str, int] = field(default_factory=dict)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def drip(self, *parts: bytes, every: float = 0.05) -> Callable[[Say], None]:
        """The parts in turn, the last again and again."""

        def script(say: Say) -> None:
            for part in parts[:-1]:
                say(part)
            while not self.closing.wait(every):
                say(parts[-1])

        return script

    def silence(self, _: Say) -> None:
        self.closing.wait(5)


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; ``content_type="text/html"`` is the header Content-Type."""
    headers.setdefault("content_length", str(len(body)))
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        server = Server(listener.getsockname()[1])
        threads = [threading.Thread(target=_accept, args=(server, listener, tls))]
        threads[0].start()
        try:
            yield server
        finally:
            server.closing.set()
            listener.shutdown(socket.SHUT_RDWR)
            threads[0].join()


def _accept(server: Server, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
    threads = []
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            connection.settimeout(5)
            threads.append(threading.Thread(target=_talk, args=(server, connection, tls)))
            threads[-1].start()
    for thread in threads:
        thread.join()


def _talk(server: Server, connection: socket.socket, tls: ssl.SSLContext | None) -> None:
    with connection, suppress(OSError):
        if tls:
            connection = tls.wrap_socket(connection, server_side=True)
        with connection, connection.makefile("rb") as file:
            while (line := file.readline()) and not server.closing.is_set():
                if not line.startswith(b"GET "):
                    connection.sendall(answer(status="400 Bad Request"))
                    return
                path = line.split()[1].decode()
                fields = iter(file.readline, b"\r\n")
                headers = {
                    name.lower(): value.strip() for name, _, value in (f.decode().partition(":") for f in fields)
                }
                if not _reply(server, connection, headers, path):
                    return


def _reply(server: Server, connection: socket.socket, headers: Mapping[str, str], path: str) -> bool:
    """Whether the connection can be used again: after a script it cannot."""
    host = headers["host"].rpartition(":")[0]
    server.under_way[host] = server.under_way.get(host, 0) + 1
    server.asked.append(Asked(host, path, headers, monotonic(), server.under_way[host]))
    page = server.pages.get(f"{host}{path}", server.pages.get(path, answer(status="404 Not Found")))
    try:
        if isinstance(page, bytes):
            connection.sendall(page)
            return True
        page(connection.sendall)
        return False
    finally:
        server.under_way[host] -= 1
