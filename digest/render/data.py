"""The issue as data for programs. No article's full text, and no link that a reader could not follow."""

import json
from collections.abc import Iterable
from typing import Any

from digest.models import Article, Issue, LeftOut, Section, Story
from digest.render.escape import safe_link


def as_json(issue: Issue) -> str:
    data = {
        "newsletter": issue.newsletter,
        "name": issue.name,
        "number": issue.number,
        "slot": issue.slot.isoformat(),
        "timezone": issue.timezone,
        "language": issue.language,
        "window": {"start": issue.window.start.isoformat(), "end": issue.window.end.isoformat()},
        "tagline": issue.tagline,
        "intro": issue.intro,
        "sections": [_section(each) for each in issue.sections],
        "left_out": _left_out(issue.left_out),
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return text.encode("utf-8", "replace").decode()


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "stories": [_story(story) for story in section.stories]}


def _story(story: Story) -> dict[str, Any]:
    article = story.article
    return {
        **_printed(article),
        "byline": article.byline,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "sentences": [{"text": each.text, "start": each.start, "end": each.end} for each in story.summary.sentences],
        "also": [_printed(each) for each in story.also],
    }


def _printed(article: Article | LeftOut) -> dict[str, Any]:
    return {"title": article.title, "url": safe_link(article.url) or None, "source": article.source}


def _left_out(articles: Iterable[LeftOut]) -> list[dict[str, Any]]:
    return [{**_printed(each), "reason": each.reason} for each in articles]
