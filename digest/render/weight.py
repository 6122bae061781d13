"""Gmail cuts a mail off after 102 KB of HTML, and the way to unsubscribe with it: a longer issue is shortened."""

from collections.abc import Callable
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from digest.models import Issue, LeftOut, Rendition, Section, Story
from digest.render import render_issue

if TYPE_CHECKING:
    from jinja2 import Environment

CLIPPED = 102_000  # bytes
NO_ROOM = "no room in the mail"


def fitted(issue: Issue, env: "Environment | None" = None) -> tuple[Issue, tuple[Rendition, ...], tuple[str, ...]]:
    """The issue, shortened step by step until it is shown whole; its renditions, and what was taken out, in words."""
    renditions, taken = render_issue(issue, env), []
    for what, shorten in _STEPS:
        shorter = shorten(issue)
        if size(renditions) > CLIPPED and shorter != issue:
            issue, renditions = shorter, render_issue(shorter, env)
            taken.append(what)
    before = len(issue.stories)
    while (bytes_now := size(renditions)) > CLIPPED and len(issue.stories) > 1:
        issue = _with_fewer(issue, max(1, int(len(issue.stories) * (1 - CLIPPED / bytes_now))))
        renditions = render_issue(issue, env)
    if out := before - len(issue.stories):
        taken.append(f"{out} {'story' if out == 1 else 'stories'}")
    return issue, renditions, tuple(taken)


def size(renditions: tuple[Rendition, ...]) -> int:
    """Bytes of HTML, as Gmail counts them."""
    return next(len(rendition.body.encode()) for rendition in renditions if rendition.format == "html")


def _without_brief(issue: Issue) -> Issue:
    left_out = (LeftOut(each.url, each.title, each.source, NO_ROOM) for each in issue.brief)
    return replace(issue, brief=(), left_out=(*issue.left_out, *left_out))


def _without_also(issue: Issue) -> Issue:
    return _with_stories(issue, lambda story: replace(story, also=()))


def _two_sentences(issue: Issue) -> Issue:
    return _with_stories(
        issue, lambda story: replace(story, summary=replace(story.summary, sentences=story.summary.sentences[:2]))
    )


def _with_fewer(issue: Issue, fewer: int) -> Issue:
    """Without so many stories: first what alone takes a tenth of the page, then what ranks lowest, the last first."""
    stories = issue.stories
    ranked = sorted(
        range(len(stories)), key=lambda at: (_letters(stories[at]) < CLIPPED / 10, _worth(stories[at]), -at)
    )
    gone = {id(stories[at]) for at in ranked[:fewer]}
    out = [
        LeftOut(story.article.url, story.article.title, story.article.source, NO_ROOM, story.score)
        for story in stories
        if id(story) in gone
    ]
    kept = [Section(it.title, tuple(each for each in it.stories if id(each) not in gone)) for it in issue.sections]
    return replace(
        issue, sections=tuple(section for section in kept if section.stories), left_out=(*issue.left_out, *out)
    )


def _worth(story: Story) -> float:
    return prod(value for _, value in story.score)


def _letters(story: Story) -> int:
    said = story.summary.quotation
    parts = (story.title, story.note, story.summary.text, said.text if said else "", story.article.byline or "")
    return sum(map(len, parts))


def _with_stories(issue: Issue, change: Callable[[Story], Story]) -> Issue:
    sections = (replace(section, stories=tuple(map(change, section.stories))) for section in issue.sections)
    return replace(issue, sections=tuple(sections))


_STEPS = (
    ("the headlines in brief", _without_brief),
    ("where else stories were covered", _without_also),
    ("all sentences of a story after its second", _two_sentences),
)
