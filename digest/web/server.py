"""Who serves: uvicorn, with an end to its patience. A front server may have one too; without it nobody else does."""

import asyncio
import logging
import resource
import socket
from typing import Any

from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

ACCEPTED_AT_ONCE = 16  # in one round of the event loop; it takes some four to close one
RESERVED = 4 * ACCEPTED_AT_ONCE + 64  # descriptors: those, the database and the program's own files
QUEUED = 1024  # connections that the system keeps until we accept them
TELL_AGAIN = 60.0  # seconds

_log = logging.getLogger("digest.web")


def server_of(app: Any, *, timeout: float, connections: int, **more: Any) -> Server:
    """A server that gives each request and its answer ``timeout`` seconds, from the connection on, and holds at most so
    many connections, fewer where the system lets a process open fewer files: where one more comes, that which has said
    nothing whole for the longest time goes."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    room = connections if files == resource.RLIM_INFINITY else min(connections, files - RESERVED)
    crowd = _Crowd(max(1, room))

    class Connection(_Connection):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self.crowd, self.patience = crowd, timeout

    config = Config(app, http=Connection, ws="none", lifespan="off", access_log=False, backlog=ACCEPTED_AT_ONCE, **more)
    return _Server(config, crowd)


class _Server(Server):
    def __init__(self, config: Config, crowd: "_Crowd") -> None:
        super().__init__(config)
        self._crowd = crowd

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """asyncio has one number for what it accepts at once and what the system may queue."""
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(QUEUED)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Whoever is being answered is answered; whoever has asked nothing whole yet is not waited for."""
        for one in self._crowd.waiting:
            one.transport.abort()
        await super().shutdown(sockets)


class _Crowd:
    """The open connections, those first that have been waited for longest."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.waiting: dict[_Connection, None] = {}
        self.busy: set[_Connection] = set()
        self._told = -TELL_AGAIN

    def enter(self, new: "_Connection") -> None:
        self.waiting[new] = None
        if len(self.waiting) + len(self.busy) > self.most:
            oldest = next(iter(self.waiting))
            self.leave(oldest)
            oldest.transport.abort()
            now = new.loop.time()
            if now - self._told >= TELL_AGAIN:
                self._told = now
                _log.warning("more than %d connections at once: those that say nothing are closed", self.most)

    def serve(self, one: "_Connection") -> None:
        self.waiting.pop(one, None)
        self.busy.add(one)

    def wait(self, one: "_Connection") -> None:
        self.busy.discard(one)
        self.waiting[one] = None

    def leave(self, one: "_Connection") -> None:
        self.waiting.pop(one, None)
        self.busy.discard(one)


class _Connection(H11Protocol):
    """One that is closed when a request and its answer take longer than ``patience`` seconds."""

    crowd: _Crowd
    patience: float
    _end: asyncio.TimerHandle | None = None
    _idle = False  # between an answer and the next request

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin()
        self.crowd.enter(self)

    def data_received(self, data: bytes) -> None:
        if self._idle:
            self._idle = False
            self._begin()
        super().data_received(data)
        if self.cycle and not self.cycle.more_body and not self.cycle.response_complete:
            self.crowd.serve(self)

    def on_response_complete(self) -> None:
        """What is left then is to be read by the client, who has as long again for it."""
        self._begin()
        self._idle = True
        self.crowd.wait(self)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._end:
            self._end.cancel()
        self.crowd.leave(self)
        super().connection_lost(exc)

    def _begin(self) -> None:
        if self._end:
            self._end.cancel()
        self._end = self.loop.call_later(self.patience, self.transport.abort)
