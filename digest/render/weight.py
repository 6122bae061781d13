"""Gmail cuts a mail off after 102 KB of HTML, and the way to unsubscribe with it: a longer issue is shortened."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.models import Issue, LeftOut, Rendition, Story
from digest.render import render

if TYPE_CHECKING:
    from jinja2 import Environment

CLIPPED = 102_000  # bytes


def fitted(issue: Issue, env: "Environment | None" = None) -> tuple[Issue, tuple[Rendition, ...], tuple[str, ...]]:
    """The issue, shortened step by step until it is shown whole; its renditions, and what was taken out, in words."""
    renditions, taken = render(issue, env), []
    for what, shorten in _STEPS:
        shorter = shorten(issue)
        if size(renditions) > CLIPPED and shorter != issue:
            issue, renditions = shorter, render(shorter, env)
            taken.append(what)
    return issue, renditions, tuple(taken)


def size(renditions: tuple[Rendition, ...]) -> int:
    """Bytes of HTML, as Gmail counts them."""
    return next(len(rendition.body.encode()) for rendition in renditions if rendition.format == "html")


def _without_brief(issue: Issue) -> Issue:
    left_out = (LeftOut(each.url, each.title, each.source, "no room in the mail") for each in issue.brief)
    return replace(issue, brief=(), left_out=(*issue.left_out, *left_out))


def _without_also(issue: Issue) -> Issue:
    return _with_stories(issue, lambda story: replace(story, also=()))


def _two_sentences(issue: Issue) -> Issue:
    return _with_stories(
        issue, lambda story: replace(story, summary=replace(story.summary, sentences=story.summary.sentences[:2]))
    )


def _with_stories(issue: Issue, change: Callable[[Story], Story]) -> Issue:
    sections = (replace(section, stories=tuple(map(change, section.stories))) for section in issue.sections)
    return replace(issue, sections=tuple(sections))


_STEPS = (
    ("the headlines in brief", _without_brief),
    ("where else stories were covered", _without_also),
    ("all sentences of a story after its second", _two_sentences),
)
