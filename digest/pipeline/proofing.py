"""A stored issue -> what is wrong with it: its articles, its mail and, if asked, its links."""

from datetime import datetime
from email.utils import parseaddr
from functools import partial

from digest.collect.requests import Fetched, Request
from digest.config import Settings
from digest.errors import ConfigError
from digest.models import Issue
from digest.pipeline.mailing import sample_mail
from digest.pipeline.network import limits_of, reachable, user_agent_of
from digest.pipeline.window import REMEMBERED
from digest.proof import Finding, in_order, proof
from digest.store import Store, articles

_DEAD = (404, 410)


def proof_issue(settings: Settings, store: Store, issue: Issue) -> list[Finding]:
    """What would embarrass us if this issue went out; see ``proof``."""
    places = {(each.source, each.url) for story in issue.stories for each in (story.article, *story.also)}
    with store.read() as conn:
        stored = {place: article.text for place, article in articles.find(conn, places).items()}
        told = articles.printed_links(conn, settings.slug, issue.slot - REMEMBERED, issue.slot)
    judged = partial(proof, stored=stored, told=told, allow=reachable(settings))
    try:
        mail = sample_mail(settings, issue)
    except ConfigError as error:
        unsent = Finding("error", "headers", f"no mail can be made of it: {error}", "mend digest.toml")
        return in_order([*judged(issue, None), unsent])
    return judged(issue, mail, of_list=not settings.newsletter.to, own_mailbox=_is_own_mailbox(settings))


def _is_own_mailbox(settings: Settings) -> bool:
    """Whether the relay is that of the sender's own mailbox, which may mail in its name."""
    login, address = settings.delivery.username or "", parseaddr(settings.newsletter.sender or "")[1]
    return settings.delivery.transport == "smtp" and login.casefold() == address.casefold()


def ask_links(settings: Settings, issue: Issue, now: datetime) -> list[Finding]:
    """Ask every address that the issue links to, each host politely, and say which give no answer."""
    from digest.collect.fetch import fetch_all
    from digest.proof.page import links_of

    page = next((rendition.body for rendition in issue.renditions if rendition.format == "html"), "")
    ours = settings.web.public_url or "\0"
    links = [url for url in links_of(page) if not url.startswith(ours)] if page else []
    requests = [Request(url=url, kind="page") for url in links]
    answers = fetch_all(requests, limits_of(settings), user_agent_of(settings), now)
    return in_order(_finding(answer) for answer in answers if answer.error)


def _finding(answer: Fetched) -> Finding:
    if answer.status in _DEAD:
        what = f"{answer.url} is gone: the site answers {answer.status}"
        return Finding("error", "links", what, "mend the link, or drop the story with `digest edit`")
    what = answer.error if answer.url in answer.error else f"{answer.url}: {answer.error}"
    return Finding("warning", "links", what, "open it in a browser: sites refuse programs")
