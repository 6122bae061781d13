"""The issue as data for programs. No article's full text, and no link that a reader could not follow."""

import json
from collections.abc import Iterable
from typing import Any

from digest.models import Article, Correction, Earlier, Images, Issue, LeftOut, Quotation, Section, Sentence, Story
from digest.render.escape import safe_link
from digest.render.fragments import place
from digest.render.story import byline, issue_minutes, picture, reading_minutes
from digest.text.printable import printable_json


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
        "minutes": issue_minutes(issue),
        "intro": issue.intro,
        "sections": [_section(each, issue.look.images) for each in issue.sections],
        "actions": [
            {"text": each.text, "url": safe_link(each.url) or None, "note": each.note} for each in issue.actions
        ],
        "postal_address": issue.postal_address,
        "home": safe_link(issue.home) or None,
        "brief": [_printed(each) for each in issue.brief],
        "corrections": [
            {"number": each.number, "slot": each.slot.isoformat(), "text": each.text} | _of(each)
            for each in issue.corrections
        ],
        "left_out": _left_out(issue.left_out),
        "edits": [{"edited_at": each.edited_at.isoformat(), "change": each.change} for each in issue.edits],
    }
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return printable_json(text.encode("utf-8", "replace").decode())


def _section(section: Section, images: Images) -> dict[str, Any]:
    return {"title": section.title, "stories": [_story(story, images) for story in section.stories]}


def _story(story: Story, images: Images) -> dict[str, Any]:
    article, adds, update = story.article, story.adds, story.update
    return {
        **_printed(article),
        "headline": story.headline or None,
        "note": story.note or None,
        "byline": byline(article),
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "excerpt": article.excerpt,
        "minutes": reading_minutes(article.text),
        "image": (picture(article) if images != "none" else "") or None,
        "sentences": [_placed(article, each) for each in story.summary.sentences],
        "quotation": _quotation(article, story.summary.quotation),
        "also": [_printed(each) for each in story.also],
        "adds": _printed(adds.article) | {"sentence": _placed(adds.article, adds.sentence)} if adds else None,
        "update": _update(update) if update else None,
        "score": dict(story.score),
        **({"daily": _update(story.daily)} if story.daily else {}),
    }


def _update(update: Earlier) -> dict[str, Any]:
    served = {"url": update.url} if safe_link(update.url) else {}
    return {"number": update.number, "slot": update.slot.isoformat()} | _of(update) | served


def _of(issue: Earlier | Correction) -> dict[str, str]:
    """Of which newsletter it is, where it is another's."""
    return {"name": issue.name} if issue.name else {}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "start": sentence.start, "end": sentence.end}


def _placed(article: Article, part: Sentence | Quotation) -> dict[str, Any]:
    return {"text": part.text, "start": part.start, "end": part.end, "link": place(article, part) or None}


def _quotation(article: Article, quotation: Quotation | None) -> dict[str, Any] | None:
    return _placed(article, quotation) | {"speaker": _sentence(quotation.speaker)} if quotation else None


def _printed(article: Article | LeftOut) -> dict[str, Any]:
    return {"title": article.title, "url": safe_link(article.url) or None, "source": article.source}


def _left_out(articles: Iterable[LeftOut]) -> list[dict[str, Any]]:
    return [{**_printed(each), "reason": each.reason, "score": dict(each.score)} for each in articles]
