"""Sent issues -> a static archive: pages, feeds and a sitemap, for any web server. Nothing in it is of a reader."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from itertools import groupby
from typing import TYPE_CHECKING

from digest.languages import spoken, words_of
from digest.models import Issue, Look
from digest.render.escape import tidied
from digest.render.palette import dark, light
from digest.render.story import in_words, language_tag, month, picture
from digest.render.templates import filled, printed

if TYPE_CHECKING:
    from jinja2 import Environment

IN_FEEDS = 30  # issues


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """``url`` is where the archive is reached, without a slash at its end."""

    name: str
    tagline: str
    language: str
    url: str
    look: Look


def site(issues: Sequence[Issue], of: Site, env: "Environment") -> dict[str, str]:
    """Relative path -> content of every file, the same for the same issues; ``issues`` in any order."""
    newest = sorted(map(tidied, issues), key=lambda issue: issue.slot, reverse=True)
    months = [(name, list(found)) for name, found in groupby(newest, lambda it: month(it.slot, of.language))]
    values = {"site": of, "words": words_of(of.language), "issues": newest, "title": title, "deck": deck}
    feed = {**values, "issues": newest[:IN_FEEDS], "content": lambda it: _content(it, env), "rfc822": format_datetime}
    return {
        "index.html": printed(env, "site-index.html.j2", **values, months=months, root=""),
        "rss.xml": printed(env, "rss.xml.j2", **feed),
        "atom.xml": printed(env, "atom.xml.j2", **feed),
        "feed.json": _json_feed(newest[:IN_FEEDS], of, env),
        "sitemap.xml": printed(env, "sitemap.xml.j2", **values),
        "style.css": style(env, "site.css.j2", of.look),
    } | {
        f"issues/{issue.number}.html": filled(
            env,
            "site-issue.html.j2",
            issue,
            site=of,
            newer=newer,
            older=older,
            title=title,
            deck=deck,
            image=lead_picture(issue),
            root="../",
        )
        for newer, issue, older in zip([None, *newest], newest, [*newest[1:], None], strict=False)
    }


def style(env: "Environment", name: str, look: Look) -> str:
    """A stylesheet of web pages in a brand's colours and fonts."""
    return printed(env, name, light=light(look), dark=dark(look), look=look)


def title(issue: Issue) -> str:
    """An issue's first headline, or what else it is."""
    if issue.stories:
        return issue.stories[0].title
    corrections = in_words(len(issue.corrections), words_of(issue.language).corrections, spoken(issue.language))
    return corrections if issue.corrections else f"{issue.name} {issue.number}"


def lead_picture(issue: Issue) -> str:
    shown = issue.stories and issue.look.images == "lead"
    return picture(issue.stories[0].article) if shown else ""


def deck(issue: Issue) -> str:
    """What else is in it."""
    others = [story.title for story in issue.stories[1:5]] or [each.text for each in issue.corrections]
    return " · ".join(others) or issue.name


def _content(issue: Issue, env: "Environment") -> str:
    return filled(env, "site-content.html.j2", issue)


def _json_feed(issues: Sequence[Issue], of: Site, env: "Environment") -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": of.name,
        "description": of.tagline,
        "home_page_url": f"{of.url}/",
        "feed_url": f"{of.url}/feed.json",
        "language": language_tag(of.language),
        "items": [
            {
                "id": f"{of.url}/issues/{issue.number}.html",
                "url": f"{of.url}/issues/{issue.number}.html",
                "title": title(issue),
                "summary": deck(issue),
                "content_html": _content(issue, env),
                "date_published": issue.slot.isoformat(),
                "language": language_tag(issue.language),
            }
            | ({"image": image} if (image := lead_picture(issue)) else {})
            for issue in issues
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"
