"""Which stories an issue prints, in which order, and why the rest is not in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.compose.duplicates import Group, is_excerpt, timestamp
from digest.models import Article, LeftOut, Section, Story, Summary, Window
from digest.text.words import count_words

_FULL_LENGTH = 150  # words from which an article is not ranked down for its shortness


@dataclass(frozen=True, slots=True)
class Limits:
    """How many stories an issue holds: in all, and by section where the configuration says so (in its order)."""

    stories: int
    sections: Mapping[str, int]


def compose(
    groups: Sequence[Group], summaries: Sequence[Summary], window: Window, weights: Mapping[str, float], limits: Limits
) -> tuple[tuple[Section, ...], tuple[LeftOut, ...]]:
    """The sections in order, each with its best stories, and every other article with the reason it is not in.

    Ranked by source weight x recency within the window x length; ties by time, then URL.
    """
    stories = [Story(group[0], summary, group[1:]) for group, summary in zip(groups, summaries, strict=True)]
    left_out = [_left_out(copy, _told_by(story.article, copy)) for story in stories for copy in story.also]
    placed: dict[str, list[Story]] = {title: [] for title in limits.sections}
    total = 0
    for story in sorted(stories, key=lambda story: _rank(story, window, weights)):
        article = story.article
        section = placed.setdefault(article.section or "", [])
        most = limits.sections.get(article.section or "", limits.stories)
        if not story.summary.sentences and not article.url.startswith(("http://", "https://")):
            left_out.append(_left_out(article, "no sentence of it can stand alone, and it has no link"))
        elif total >= limits.stories:
            left_out.append(_left_out(article, f"over the {limits.stories} stories of an issue"))
        elif len(section) >= most:
            left_out.append(_left_out(article, f"over the {most} stories of its section"))
        else:
            section.append(story)
            total += 1
    sections = tuple(Section(title, tuple(found)) for title, found in placed.items() if found)
    return sections, tuple(sorted(left_out, key=lambda item: (item.reason, item.source, item.url, item.title)))


def _rank(story: Story, window: Window, weights: Mapping[str, float]) -> tuple[float, float, str, str]:
    article = story.article
    span = (window.end - window.start).total_seconds() or 1.0
    age = (window.end - article.published_at).total_seconds() / span if article.published_at else 0.5
    recency = 1.0 - 0.5 * min(1.0, max(0.0, age))
    length = 0.5 + 0.5 * min(1.0, count_words(article.text) / _FULL_LENGTH)
    told = 1.0 if story.summary.sentences else 0.25
    score = weights.get(article.source, 1.0) * recency * length * told
    return -round(score, 9), -timestamp(article), article.url, article.title


def _told_by(lead: Article, copy: Article) -> str:
    relation = "an excerpt of" if is_excerpt(copy, lead) else "the same text as"
    return f"{relation} “{lead.title}” ({lead.source})"


def _left_out(article: Article, reason: str) -> LeftOut:
    return LeftOut(article.url, article.title, article.source, reason)
