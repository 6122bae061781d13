"""What readers reach from their mail: the issues that were sent, and the way out.

No GET changes anything, because mail gateways follow every link they find. A token is all it takes to unsubscribe, so
none is logged, cached or passed on.
"""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Request, Response
from jinja2 import Environment
from sqlalchemy import Connection, Row, select
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from digest.errors import DigestError
from digest.models import Issue, Look
from digest.render import environment
from digest.render.escape import one_line
from digest.render.site import style, title
from digest.render.words import spoken, words_of
from digest.store import Store, issues
from digest.store.schema import newsletters, subscribers, subscriptions
from digest.subscribers import PLACEHOLDER, read_token, token_matches, unsubscribe
from digest.web.answers import READ, Headers, answer

LISTED = 100  # issues on the first page
BODY = 4096  # bytes of a POST that are looked at

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:;"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# An issue is made from feeds and carries its own styles. The sandbox keeps it from sending its reader elsewhere.
ISSUE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
PUBLIC = {"Cache-Control": "public, max-age=300"}
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

Message = Literal["leave", "left", "copy", "missing", "down"]

logger = logging.getLogger(__name__)


def make_app(store: Store, newsletter: str, name: str, language: str, look: Look) -> FastAPI:
    """The pages of one newsletter, known by its slug. ``name`` is printed on them, in words of ``language``."""
    site = _Site(store, newsletter, name, language, environment())
    app = FastAPI(
        openapi_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "logs": False},  # both would hold paths, and so tokens
    )
    app.exception_handler(HTTPException)(site.refused)
    app.exception_handler(ClientDisconnect)(site.cut_off)
    app.exception_handler(DigestError)(site.down)
    app.exception_handler(Exception)(site.broken)
    app.add_api_route("/", site.index, methods=READ)
    app.add_api_route("/issues/{number}", site.issue, methods=READ)
    app.add_api_route("/u/{token}", site.ask, methods=READ)
    app.add_api_route("/u/{token}", site.leave, methods=["POST"])
    css = style(site.env, "page.css.j2", look)
    app.add_api_route("/style.css", lambda: answer(css, "text/css", PAGE_POLICY, PUBLIC), methods=READ)
    return app


async def _beginning(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) >= BODY:
            break
    return body[:BODY]


@dataclass(frozen=True, slots=True)
class _Site:
    store: Store
    newsletter: str
    name: str
    language: str
    env: Environment

    def index(self, request: Request) -> Response:
        with self.store.read() as conn:
            newest = issues.all_issues(conn, self.newsletter, limit=LISTED)
        public = [(issue, one_line(title(issue))) for issue in newest if _is_public(issue)]
        number = words_of(self.language).number
        return self._page(request, "page-issues.html.j2", headers=PUBLIC, issues=public, number=number)

    def issue(self, request: Request, number: str) -> Response:
        found = None
        if re.fullmatch("[1-9][0-9]{0,8}", number):
            with self.store.read() as conn:
                found = issues.get(conn, self.newsletter, int(number))
        if found is None or not _is_public(found):
            return self._message(request, "missing", 404)
        html = next(rendition.body for rendition in found.renditions if rendition.format == "html")
        return answer(html, "text/html", ISSUE_POLICY, PUBLIC)

    def ask(self, request: Request, token: str) -> Response:
        if token == PLACEHOLDER:
            return self._message(request, "copy")
        reader = self._reader(token)
        if reader is None:
            return self._message(request, "missing", 404)
        return self._message(request, "left" if reader.ended_at else "leave")

    def leave(self, request: Request, token: str, body: Annotated[bytes, Depends(_beginning)]) -> Response:
        """The button, and what mail clients send (RFC 8058): no cookie, and they want no redirect."""
        reader = self._reader(token)
        if reader is None:
            return self._message(request, "missing", 404)
        how = "one-click" if b"One-Click" in body else "unsubscribe page"
        with self.store.write() as conn:
            unsubscribe(conn, reader.newsletter_id, reader.subscriber_id, how=how, now=datetime.now(UTC))
        return self._message(request, "left")

    def refused(self, request: Request, error: HTTPException) -> Response:
        return self._message(request, "missing", error.status_code, error.headers)

    def cut_off(self, request: Request, _: ClientDisconnect) -> Response:
        return self._message(request, "missing", 400)

    def down(self, request: Request, error: DigestError) -> Response:
        logger.error("digest: %s", error)
        return self._message(request, "down", 503, {"Retry-After": "300"})

    def broken(self, request: Request, _: Exception) -> Response:
        return self._message(request, "down", 500)

    def _reader(self, token: str) -> Row[Any] | None:
        with self.store.read() as conn:
            return _reader(conn, self.newsletter, token)

    def _message(self, request: Request, what: Message, status: int = 200, more: Headers | None = None) -> Response:
        heading, text = getattr(words_of(self.language).pages, what)
        template = "page-leave.html.j2" if what == "leave" else "page.html.j2"
        headers = {**PRIVATE, **(more or {})}
        return self._page(request, template, status, headers, heading=heading.format(self.name), text=text)

    def _page(
        self, request: Request, template: str, status: int = 200, headers: Headers = PRIVATE, **values: Any
    ) -> Response:
        words = words_of(self.language)
        html = self.env.get_template(template).render(
            name=self.name,
            language=spoken(self.language),
            words=words.pages,
            # The way up, so that all links hold wherever a web server puts these pages.
            root="../" * (request.scope["raw_path"].count(b"/") - 1) or "./",
            **values,
        )
        return answer(html, "text/html", PAGE_POLICY, headers, status)


def _is_public(issue: Issue) -> bool:
    return issue.status in ("sending", "sent")


def _reader(conn: Connection, newsletter: str, token: str) -> Row[Any] | None:
    """Whose token it is, with their subscription; None for what is no token of this newsletter."""
    named = read_token(token)
    if named is None or max(named) >= 2**31:  # a forged one may hold more than a database counts
        return None
    newsletter_id, subscriber_id = named
    query = (
        select(subscriptions, subscribers.c.token_key)
        .join(subscribers)
        .join(newsletters)
        .where(newsletters.c.slug == newsletter, newsletters.c.id == newsletter_id, subscribers.c.id == subscriber_id)
    )
    row = conn.execute(query).one_or_none()
    return row if row is not None and token_matches(token, row.token_key) else None
