"""The name service of an invented internet: every name under .example is a port of this machine.

Python imports a module of this name by itself when the folder is on PYTHONPATH. LIFE_PORTS is a file of ports by name.
"""

import json
import os
import socket
from pathlib import Path

_real = socket.getaddrinfo


def _getaddrinfo(host, port, *rest, **more):
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and name.endswith(".example"):
        ports = json.loads(Path(os.environ["LIFE_PORTS"]).read_text())
        host, port = "127.0.0.1", ports.get(name, ports[""])
    return _real(host, port, *rest, **more)


socket.getaddrinfo = _getaddrinfo
