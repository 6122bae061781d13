"""An SMTP server on loopback that accepts mail, or fails in the ways that relays fail.

    python -m benchmarks.sink PORT [--delay 0.02] [--fault drop-after --every 50] [--log FILE]

It prints a line when it listens. The log has a line per mail: `+ address` accepted, `? address` accepted without a
reply in time, `! address` cut off in the middle, `- address` refused.
"""

import argparse
import asyncio
import contextlib
import functools
import os
from dataclasses import dataclass, field

FAULTS = (
    "drop-after",  # takes the mail and hangs up without a reply
    "drop-inside",  # hangs up in the middle of the mail
    "421",  # answers MAIL with 421 and hangs up
    "limit",  # the same, once a connection has brought `every` mails
    "greylist",  # defers the first mail to each address
    "550",  # knows no such user
    "stall",  # takes the mail and replies after `stall` seconds
)


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How a sink behaves: the fault meets every such-and-such mail."""

    delay: float = 0  # seconds before each reply
    fault: str = ""
    every: int = 1
    stall: float = 3
    most: int = 0  # connections at once; 0 for any number


@dataclass
class Count:
    mails: int = 0
    connections: int = 0
    seen: set[bytes] = field(default_factory=set)


class Sink(asyncio.Protocol):
    def __init__(self, manners, count, log):
        self.manners, self.count, self.log = manners, count, log
        self.buffer = bytearray()
        self.in_mail = self.gone = False
        self.scanned = self.brought = 0
        self.recipient, self.fault = b"", ""

    def connection_made(self, transport):
        self.transport = transport
        self.count.connections += 1
        if 0 < self.manners.most < self.count.connections:
            self.say(b"421 4.7.0 too many connections")
            self.hang_up()
        else:
            self.say(b"220 sink ESMTP")

    def connection_lost(self, _error):
        self.count.connections -= 1
        self.gone = True

    def data_received(self, data):
        self.buffer += data
        while not self.gone and (self.take_mail() if self.in_mail else self.take_line()):
            pass

    def take_line(self):
        line, found, rest = self.buffer.partition(b"\r\n")
        if found:
            self.buffer = bytearray(rest)
            getattr(self, f"on_{line[:4].decode('ascii', 'replace').lower()}", self.on_other)(bytes(line))
        return bool(found)

    def take_mail(self):
        if self.fault == "drop-inside" and len(self.buffer) > 4000:
            return self.cut()
        end = self.buffer.find(b"\r\n.\r\n", max(0, self.scanned - 4))
        if end < 0:
            self.scanned = len(self.buffer)
            return False
        del self.buffer[: end + 5]
        self.in_mail = False
        self.brought += 1
        if self.fault == "drop-after":
            return self.cut()
        if self.fault == "stall":
            self.note(b"?")
            self.say(b"250 2.0.0 late", self.manners.stall)
        else:
            self.note(b"+")
            self.say(b"250 2.0.0 taken")
        return True

    def on_ehlo(self, _line):
        self.say(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8")

    def on_mail(self, _line):
        self.count.mails += 1
        manners = self.manners
        due = manners.fault and self.count.mails % manners.every == 0
        self.fault = manners.fault if due else ""
        if self.fault == "421" or (manners.fault == "limit" and self.brought >= manners.every):
            self.say(b"421 4.3.2 closing")
            self.hang_up()
        else:
            self.say(b"250 2.1.0 ok")

    def on_rcpt(self, line):
        address = line.partition(b"<")[2].partition(b">")[0]
        self.recipient = b""
        if self.manners.fault == "greylist" and address not in self.count.seen:
            self.count.seen.add(address)
            self.say(b"451 4.7.1 greylisted, try again")
        elif self.fault == "550":
            self.log(b"- %s\n" % address)
            self.say(b"550 5.1.1 no such user")
        else:
            self.recipient = address
            self.say(b"250 2.1.5 ok")

    def on_data(self, _line):
        self.in_mail, self.scanned = bool(self.recipient), 0
        self.say(b"354 go on" if self.in_mail else b"554 5.5.1 no recipient")

    def on_quit(self, _line):
        self.say(b"221 bye")
        self.hang_up()

    def on_other(self, _line):
        self.say(b"250 ok")

    def note(self, mark):
        self.log(b"%s %s\n" % (mark, self.recipient))

    def cut(self):
        """Whether the mail counts as accepted is written down before the other side can know."""
        self.note(b"?" if self.fault == "drop-after" else b"!")
        self.gone = True
        self.transport.abort()
        return False

    def say(self, reply, wait=0.0):
        if wait := wait + self.manners.delay:
            asyncio.get_running_loop().call_later(wait, self.write, reply)
        else:
            self.write(reply)

    def write(self, reply):
        if not self.transport.is_closing():
            self.transport.write(reply + b"\r\n")

    def hang_up(self):
        self.gone = True
        asyncio.get_running_loop().call_later(self.manners.delay + 0.001, self.transport.close)


async def serve(port, manners, log_path, listening):
    log = os.open(log_path, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if log_path else None
    write = functools.partial(os.write, log) if log is not None else lambda _line: None
    count = Count()
    server = await asyncio.get_running_loop().create_server(
        lambda: Sink(manners, count, write), "127.0.0.1", port, backlog=256
    )
    listening(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int)
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--fault", default="", choices=("", *FAULTS))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--stall", type=float, default=3)
    parser.add_argument("--most", type=int, default=0)
    parser.add_argument("--log")
    options = vars(parser.parse_args())
    port, log = options.pop("port"), options.pop("log")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(port, Manners(**options), log, lambda _port: print("listening", flush=True)))


if __name__ == "__main__":
    main()
