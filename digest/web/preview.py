"""The draft as its editor sees it before it goes out: on this machine only, and changing nothing.

A draft is rendered anew with the templates as they are at this moment; an approved issue is shown as it was frozen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from digest.config import Settings
from digest.errors import DigestError
from digest.models import Issue
from digest.pipeline.mailing import sample_mail
from digest.pipeline.proofing import proof_issue
from digest.proof import HEAVY
from digest.render import environment, render_issue, sha256_of
from digest.render.templates import printed
from digest.shipped import shipped
from digest.store import Store, issues
from digest.text.printable import one_line
from digest.web.answers import READ, answer

View = Literal["page", "text", "mail"]
Scheme = Literal["light", "dark"]
Width = Literal["fit", "320", "375", "640", "1280"]
Images = Literal["on", "off"]

_FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# What comes from feeds stays in its frame: no script, no form, no way to the page around it.
_ISSUE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src {}; sandbox; frame-ancestors 'self'"
_NEVER_KEPT = {"Cache-Control": "no-store"}
_DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{")


def make_preview(settings: Settings, store: Store, number: int | None) -> FastAPI:
    """The pages of one issue, by default whichever is the newest when they are asked for."""
    preview = _Preview(settings, store, number)
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    # A page elsewhere whose name points to this machine must not read the draft.
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]"])
    app.exception_handler(DigestError)(preview.faulty)
    app.exception_handler(HTTPException)(preview.missing)
    app.add_api_route("/", preview.frame, methods=READ)
    app.add_api_route("/page", preview.page, methods=READ)
    app.add_api_route("/text", preview.text, methods=READ)
    app.add_api_route("/mail", preview.mail, methods=READ)
    app.add_api_route("/version", preview.version, methods=READ)
    for name, kind in (("preview.css", "text/css"), ("preview.js", "text/javascript")):
        app.add_api_route(f"/{name}", _file(name, kind), methods=READ)
    return app


@dataclass(frozen=True, slots=True)
class _Preview:
    settings: Settings
    store: Store
    number: int | None

    def frame(
        self, view: View = "page", width: Width = "fit", scheme: Scheme = "light", images: Images = "on"
    ) -> Response:
        """The issue in a frame of the width of a device, with what the proof says and what was left out beside it."""
        issue = self._issue()
        chosen = {"view": view, "width": width, "scheme": scheme, "images": images}
        kilobytes = len(issue.body("html").encode()) / 1024
        html = printed(
            environment(self.settings.templates),
            "preview.html.j2",
            issue=issue,
            chosen=chosen,
            findings=proof_issue(self.settings, self.store, issue),
            kilobytes=kilobytes,
            heavy=kilobytes * 1024 > HEAVY,
            version=self._version(),
        )
        return answer(html, "text/html", _FRAME_POLICY, _NEVER_KEPT)

    def page(self, scheme: Scheme = "light", images: Images = "on") -> Response:
        policy = _ISSUE_POLICY.format("https: data:" if images == "on" else "'none'")
        return answer(_in_scheme(self._issue().body("html"), scheme), "text/html", policy, _NEVER_KEPT)

    def text(self) -> Response:
        return answer(self._issue().body("text"), "text/plain", "default-src 'none'", _NEVER_KEPT)

    def mail(self) -> Response:
        mail = sample_mail(self.settings, self._issue()).decode("ascii")
        return answer(mail, "text/plain", "default-src 'none'", _NEVER_KEPT)

    def version(self) -> PlainTextResponse:
        """Changes when the draft or a template does; the page asks for it and loads itself anew."""
        return PlainTextResponse(self._version(), headers=_NEVER_KEPT)

    def faulty(self, _: Request, error: DigestError) -> Response:
        """What is wrong, in the words of the command line: a template's file and line among them. The shipped page says
        it, since that of the user may be what is wrong."""
        html = printed(environment(None), "preview.html.j2", error=one_line(str(error)), version=self._version())
        return answer(html, "text/html", _FRAME_POLICY, _NEVER_KEPT, 500)

    def missing(self, _: Request, error: HTTPException) -> Response:
        return answer(f"{error.detail}\n", "text/plain", "default-src 'none'", _NEVER_KEPT, error.status_code)

    def _issue(self) -> Issue:
        with self.store.read() as conn:
            issue = issues.wanted(conn, self.settings.slug, self.number)
        if issue.status != "draft":
            return issue
        renditions = render_issue(issue, environment(self.settings.templates))
        return replace(issue, renditions=renditions, sha256=sha256_of(renditions))

    def _version(self) -> str:
        with self.store.read() as conn:
            issue = issues.get(conn, self.settings.slug, self.number)
        folders = [shipped("templates"), *([own] if (own := self.settings.templates) else [])]
        times = [(path.name, path.stat().st_mtime_ns) for folder in folders for path in sorted(folder.glob("*"))]
        return sha256(repr((issue and (issue.number, issue.status, issue.sha256), times)).encode()).hexdigest()[:16]


def _in_scheme(page: str, scheme: Scheme) -> str:
    """The page as a reader has it whose system is light or dark, whatever this browser's is."""
    page = _DARK.sub("@media all {" if scheme == "dark" else "@media not all {", page)
    return page.replace('content="light dark"', f'content="{scheme}"')


def _file(name: str, kind: str) -> Callable[[], Response]:
    body = (shipped("templates") / name).read_text(encoding="utf-8")
    return lambda: answer(body, kind, "default-src 'none'", _NEVER_KEPT)
