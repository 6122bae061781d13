"""Many addresses at once, and every failure one sentence. What is polite to a single host is the client's."""

import asyncio
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from queue import SimpleQueue
from threading import Thread
from typing import Any

import aiohttp

from digest.collect.client import Client, Room
from digest.collect.guard import guarded_socket, split_allowed
from digest.collect.requests import Fetched, Limits, Request


def fetch_all(requests: Sequence[Request], limits: Limits, user_agent: str, now: datetime) -> list[Fetched]:
    """An answer for each request, in their order; see ``fetch_each``."""
    answers = dict(fetch_each(requests, limits, user_agent, now))
    return [answers[number] for number in range(len(requests))]


def fetch_each(
    requests: Sequence[Request], limits: Limits, user_agent: str, now: datetime
) -> Iterator[tuple[int, Fetched]]:
    """(index of the request, its answer) as they come; what goes wrong is the answer's ``error``.

    Fetching goes on in a thread while the caller works, and waits when the caller is far behind.
    ``total_seconds`` counts from a request's turn at its host, over all its redirects. No proxy is used.
    """
    answers: SimpleQueue[tuple[int, Fetched] | BaseException | None] = SimpleQueue()
    loop = asyncio.new_event_loop()
    room = Room()
    work = loop.create_task(_fetch(requests, limits, user_agent, now, room, answers.put))
    thread = Thread(target=_run, args=(loop, work, limits, answers.put), name="fetch", daemon=True)
    thread.start()
    try:
        while answer := answers.get():
            if isinstance(answer, BaseException):
                raise answer
            loop.call_soon_threadsafe(room.taken)
            yield answer
    finally:
        loop.call_soon_threadsafe(work.cancel)
        thread.join()
        loop.close()


def _run(
    loop: asyncio.AbstractEventLoop, work: "asyncio.Task[None]", limits: Limits, put: Callable[[Any], None]
) -> None:
    """The life of the thread. It does not wait for a name's lookup that hangs: nobody can end one."""
    lookups = ThreadPoolExecutor(limits.connections)  # a few slow ones must not hold up all others
    loop.set_default_executor(lookups)
    try:
        loop.run_until_complete(work)
        put(None)
    except BaseException as error:  # a bug, or the caller has gone: he is the one to be told
        put(error)
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        lookups.shutdown(wait=False, cancel_futures=True)


async def _fetch(
    requests: Sequence[Request],
    limits: Limits,
    user_agent: str,
    now: datetime,
    room: Room,
    put: Callable[[tuple[int, Fetched]], None],
) -> None:
    networks, hosts = split_allowed(limits.allow)
    async with _session(user_agent, guarded_socket(networks)) as guarded, _session(user_agent, None) as trusted:
        client = Client(limits, user_agent, now, room, lambda host: trusted if host in hosts else guarded)

        async def answer(number: int, request: Request) -> None:
            fetched = await client.fetch(request)
            room.filled()
            put((number, fetched))

        await asyncio.gather(*(answer(number, request) for number, request in enumerate(requests)))


def _session(user_agent: str, make_socket: Callable[[Any], socket.socket] | None) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, resolver=aiohttp.ThreadedResolver(), socket_factory=make_socket),
        headers={"User-Agent": user_agent},
        timeout=aiohttp.ClientTimeout(total=None),  # the deadline is ours: waiting for a turn does not count
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
    )
