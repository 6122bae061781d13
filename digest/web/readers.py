"""What readers reach from their mail: the issues that were sent, and the way out.

No GET changes anything, because mail gateways follow every link they find. A token is all it takes to unsubscribe, so
none is logged, cached or passed on.
"""

import logging
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from digest.clock import now
from digest.errors import ConfigError, DigestError
from digest.languages import spoken, words_of
from digest.models import Issue, Look
from digest.render import environment
from digest.render.site import style, title
from digest.render.templates import printed
from digest.store import Connection, Store, issues, readers
from digest.store.readers import Reader
from digest.subscribers import PLACEHOLDER, read_token, token_matches, unsubscribe
from digest.text.printable import one_line
from digest.web.answers import READ, Headers, answer

LISTED = 100  # issues on the first page
BODY = 4096  # bytes of a POST that are looked at
EVERY = b"every=1"  # the button that leaves all that is named on it

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


class Newsletter(NamedTuple):
    """Known by its slug. ``name`` is printed on its pages, in words of ``language``."""

    slug: str
    name: str
    language: str
    look: Look


def make_app(store: Store, env: Environment, first: Newsletter, *others: Newsletter) -> FastAPI:
    """The pages of one newsletter, and those of others below their slugs, made by the templates of ``env``.

    Raises ConfigError where the one of their styles does not work.
    """
    app = FastAPI(
        openapi_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "logs": False},  # both would hold paths, and so tokens
    )
    every = (first, *others)
    site = _Site(store, first, every, env)
    app.exception_handler(HTTPException)(site.refused)
    app.exception_handler(ClientDisconnect)(site.cut_off)
    app.exception_handler(DigestError)(site.down)
    app.exception_handler(Exception)(site.broken)
    _add_pages(app, "", site)
    for other in others:
        _add_pages(app, f"/{other.slug}", _Site(store, other, every, site.env, depth=1))
        app.add_api_route(f"/{other.slug}", partial(_moved, f"{other.slug}/"), methods=READ)
    return app


def _add_pages(app: FastAPI, below: str, site: "_Site") -> None:
    app.add_api_route(f"{below}/", site.index, methods=READ)
    app.add_api_route(f"{below}/issues/{{number}}", site.issue, methods=READ)
    app.add_api_route(f"{below}/u/{{token}}", site.ask, methods=READ)
    app.add_api_route(f"{below}/u/{{token}}", site.leave, methods=["POST"])
    css = style(site.env, "page.css.j2", site.newsletter.look)
    app.add_api_route(f"{below}/style.css", lambda: answer(css, "text/css", PAGE_POLICY, PUBLIC), methods=READ)


def _moved(where: str) -> Response:
    return RedirectResponse(where, 308)


async def _beginning(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) >= BODY:
            break
    return body[:BODY]


@dataclass(frozen=True, slots=True)
class _Site:
    """The pages of one of ``every`` newsletter, ``depth`` folders below those of the first."""

    store: Store
    newsletter: Newsletter
    every: tuple[Newsletter, ...]
    env: Environment
    depth: int = 0

    def index(self, request: Request) -> Response:
        with self.store.read() as conn:
            newest = issues.all_issues(conn, self.newsletter.slug, limit=LISTED)
        public = [(issue, one_line(title(issue))) for issue in newest if _is_public(issue)]
        number = words_of(self.newsletter.language).number
        return self._page(
            request, "page-issues.html.j2", headers=PUBLIC, issues=public, number=number, others=self._others()
        )

    def issue(self, request: Request, number: str) -> Response:
        found = None
        if re.fullmatch("[1-9][0-9]{0,8}", number):
            with self.store.read() as conn:
                found = issues.get(conn, self.newsletter.slug, int(number))
        if found is None or not _is_public(found):
            return self._message(request, "missing", 404)
        return answer(found.body("html"), "text/html", ISSUE_POLICY, PUBLIC)

    def ask(self, request: Request, token: str) -> Response:
        if token == PLACEHOLDER:
            return self._message(request, "copy")
        reader = self._reader(token)
        if reader is None:
            return self._message(request, "missing", 404)
        return self._standing(request, reader)

    def leave(self, request: Request, token: str, body: Annotated[bytes, Depends(_beginning)]) -> Response:
        """The buttons, and what mail clients send (RFC 8058): no cookie, and they want no redirect."""
        reader = self._reader(token)
        if reader is None:
            return self._message(request, "missing", 404)
        how = "one-click" if b"One-Click" in body else "unsubscribe page"
        leaving = [*self._also(reader), reader] if body == EVERY else [reader]
        with self.store.write() as conn:
            for each in leaving:
                unsubscribe(conn, each.newsletter_id, each.subscriber_id, how=how, now=now())
        return self._standing(request, self._reader(token) or reader)

    def _standing(self, request: Request, reader: Reader) -> Response:
        """What the reader has left or may leave, this newsletter first and what is left with it; no address."""
        words = words_of(self.newsletter.language).pages.leave[0]
        names = {each.slug: each.name for each in self.every}
        also = self._also(reader)
        here = [names[each.newsletter] for each in also if each.follows == reader.newsletter_id]
        others = [names[each.newsletter] for each in also if each.follows != reader.newsletter_id]
        here = [] if reader.ended_at else [self.newsletter.name, *here]
        both = words.format(" + ".join([*here, *others])) if others else ""
        return self._message(request, "left" if reader.ended_at else "leave", here=" + ".join(here), both=both)

    def _also(self, reader: Reader) -> list[Reader]:
        """The other newsletters here that the reader gets too."""
        slugs = [other.slug for other in self.every if other is not self.newsletter]
        with self.store.read() as conn:
            return readers.also(conn, reader.subscriber_id, slugs) if slugs else []

    def _others(self) -> list[tuple[str, str]]:
        """(where, name) of the other newsletters, as links from the first page of this one."""
        first, *below = self.every
        links = [(f"{other.slug}/", other.name) for other in below]
        return links if self.newsletter is first else [("../", first.name)]

    def refused(self, request: Request, error: HTTPException) -> Response:
        return self._message(request, "missing", error.status_code, error.headers)

    def cut_off(self, request: Request, _: ClientDisconnect) -> Response:
        return self._message(request, "missing", 400)

    def down(self, request: Request, error: DigestError) -> Response:
        logger.error("digest: %s", error)
        site = replace(self, env=environment(None)) if isinstance(error, ConfigError) else self  # a template's fault
        return site._message(request, "down", 503, {"Retry-After": "300"})

    def broken(self, request: Request, _: Exception) -> Response:
        return self._message(request, "down", 500)

    def _reader(self, token: str) -> Reader | None:
        with self.store.read() as conn:
            return _reader(conn, self.newsletter.slug, token)

    def _message(
        self,
        request: Request,
        what: Message,
        status: int = 200,
        more: Headers | None = None,
        *,
        here: str = "",
        both: str = "",
    ) -> Response:
        heading, text = getattr(words_of(self.newsletter.language).pages, what)
        template = "page-leave.html.j2" if what in ("leave", "left") else "page.html.j2"
        headers = {**PRIVATE, **(more or {})}
        heading = heading.format(here or self.newsletter.name)
        return self._page(
            request, template, status, headers, heading=heading, text=text, leave=what == "leave", both=both
        )

    def _page(
        self, request: Request, template: str, status: int = 200, headers: Headers = PRIVATE, **values: Any
    ) -> Response:
        words = words_of(self.newsletter.language)
        html = printed(
            self.env,
            template,
            name=self.newsletter.name,
            language=spoken(self.newsletter.language),
            words=words.pages,
            # The way up, so that all links hold wherever a web server puts these pages.
            root="../" * (request.scope["raw_path"].count(b"/") - 1 - self.depth) or "./",
            **values,
        )
        return answer(html, "text/html", PAGE_POLICY, headers, status)


def _is_public(issue: Issue) -> bool:
    return issue.status in ("sending", "sent")


def _reader(conn: Connection, newsletter: str, token: str) -> Reader | None:
    """Whose token it is, with their subscription; None for what is no token of this newsletter."""
    named = read_token(token)
    if named is None or max(named) >= 2**31:  # a forged one may hold more than a database counts
        return None
    newsletter_id, subscriber_id = named
    found = readers.find(conn, newsletter, newsletter_id, subscriber_id)
    return found if found and token_matches(token, found.token_key) else None
