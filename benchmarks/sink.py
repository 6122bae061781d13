"""An SMTP server on loopback that accepts everything and counts it: `python -m benchmarks.sink PORT`.

It prints a line when it listens. A connection that sends `COUNT` is told how many mails came.
"""

import re
import socket
import sys
import threading

COUNT = 0
LOCK = threading.Lock()


def serve(connection):
    global COUNT
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(b"220 sink\r\n")
    buffer = b""
    while True:
        while b"\r\n" not in buffer:
            chunk = connection.recv(65536)
            if not chunk:
                return
            buffer += chunk
        line, _, buffer = buffer.partition(b"\r\n")
        verb = line[:4].upper()
        if verb == b"DATA":
            connection.sendall(b"354 go on\r\n")
            parts, tail = [buffer], buffer[-5:]
            while not tail.endswith(b"\r\n.\r\n"):
                chunk = connection.recv(262144)
                if not chunk:
                    return
                parts.append(chunk)
                tail = (tail + chunk)[-5:]
            buffer = b""
            with LOCK:
                COUNT += 1
            connection.sendall(b"250 ok\r\n")
        elif verb == b"EHLO":
            connection.sendall(b"250-sink\r\n250 8BITMIME\r\n")
        elif verb == b"COUN":
            connection.sendall(b"250 %d\r\n" % COUNT)
        elif verb == b"QUIT":
            connection.sendall(b"221 bye\r\n")
            return
        elif re.match(rb"MAIL|RCPT|HELO|RSET|NOOP", verb):
            connection.sendall(b"250 ok\r\n")
        else:
            connection.sendall(b"502 no\r\n")


def main(port):
    with socket.create_server(("127.0.0.1", port)) as server:
        print("listening", flush=True)
        while True:
            threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]))
