"""An answer with the headers that every page of ours has."""

from collections.abc import Mapping

from fastapi import Response

READ = ["GET", "HEAD"]
Headers = Mapping[str, str]


def answer(body: str, kind: str, policy: str, headers: Headers, status: int = 200) -> Response:
    safe = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, status, {**safe, **headers}, kind)
