"""Which stories an issue prints, in which order, and why the rest is not in."""

import heapq
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from digest.compose.duplicates import timestamp
from digest.compose.mentions import mentions
from digest.compose.repeats import address, linked_once, repeats
from digest.compose.shared import own_text
from digest.models import Article, Identity, LeftOut, Score, Section, Story, Window
from digest.text.counting import plural
from digest.text.tokens import count_words

_FULL_LENGTH = 150  # words from which an article is not ranked down for its shortness
_VARIETY = 0.85  # for every story that its source has in the issue already
_LEAD_SENTENCES = 2  # of a story that may lead the issue
PIN = 1000.0  # times as much weighs what an editor pinned
DROPPED = "dropped by the editor"


@dataclass(frozen=True, slots=True)
class Room:
    """How many stories an issue holds: in all, of one source, and by section (in their order); then in brief."""

    stories: int
    sections: Mapping[str, int]
    per_source: int | None = None
    brief: int = 0


@dataclass(frozen=True, slots=True)
class Taste:
    """What a newsletter prefers: weights by source, words with the weight of what mentions them, and what an editor
    pinned."""

    weights: Mapping[str, float] = field(default_factory=dict)
    interests: Sequence[tuple[Sequence[str], float]] = ()
    pinned: Collection[Identity] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    sections: tuple[Section, ...]
    brief: tuple[Article, ...]
    left_out: tuple[LeftOut, ...]


def compose(
    stories: Sequence[Story],
    window: Window,
    taste: Taste,
    room: Room,
    refused: Callable[[Story], str] = lambda _: "",
) -> Composed:
    """The best stories in their sections, the next ones in brief, and every other with the reason it is not in.

    A story's score is the product of its parts (see ``score_of``); each further story of a source weighs less. Ties
    break by time, then URL. The best story leads the issue, whatever its section. A story that repeats a better one
    gives its place to the next, as does one that is ``refused``, in words.
    """
    amounts = Counter(story.article.source for story in stories)
    scored = (
        replace(each, score=score_of(each, window, taste, amounts), pinned=_is_pinned(each, taste)) for each in stories
    )
    ranked = sorted(scored, key=precedence)
    placed: dict[str, list[Story]] = {title: [] for title in room.sections}
    left_out: list[LeftOut] = []
    over: list[tuple[Story, str]] = []
    printed: Counter[str] = Counter()
    for story in _varied(ranked, printed):
        article = story.article
        section = placed.setdefault(article.section or "", [])
        most = room.sections.get(article.section or "", room.stories)
        if reason := refused(story):
            left_out.append(without(story, reason))
        elif not story.summary.sentences and not _is_linked(article):
            left_out.append(without(story, "no sentence of it can stand alone, and it has no link"))
        elif printed.total() >= room.stories:
            over.append((story, f"over the {plural(room.stories, 'story')} of an issue"))
        elif len(section) >= most:
            over.append((story, f"over the {plural(most, 'story')} of its section"))
        elif room.per_source and printed[article.source] >= room.per_source:
            over.append((story, f"over the {plural(room.per_source, 'story')} of one source"))
        elif reason := repeats(story, chain.from_iterable(placed.values())):
            left_out.append(without(story, reason))
        else:
            section.append(story)
            printed[article.source] += 1
    sections = linked_once(Section(title, tuple(found)) for title, found in placed.items() if found)
    over.sort(key=lambda pair: precedence(pair[0]))
    brief = _in_brief([story for story, _ in over], sections)[: room.brief]
    left_out += [without(story, reason) for story, reason in over if story not in brief]
    return Composed(with_lead_first(sections), tuple(story.article for story in brief), in_order(left_out))


def _in_brief(stories: Sequence[Story], sections: Sequence[Section]) -> list[Story]:
    """Those a reader can follow to where nothing else in the issue leads."""
    told = [story for section in sections for story in section.stories]
    linked = {address(article.url) for story in told for article in (story.article, *story.also)}
    found: dict[str, Story] = {}
    for story in stories:
        if _is_linked(story.article) and not story.update and (url := address(story.article.url)) not in linked:
            found.setdefault(url, story)
    return [*found.values()]


def score_of(story: Story, window: Window, taste: Taste, amounts: Mapping[str, int]) -> Score:
    """Its parts: weight of the source, recency (.5 to 1 over the window), length, size (sources that cover it),
    prominence (``amounts``: a source that publishes much says little with one article), interests, and whether
    there is a summary."""
    article = story.article
    span = (window.end - window.start).total_seconds() or 1.0
    age = (window.end - article.published_at).total_seconds() / span if article.published_at else 0.5
    parts = {
        "source": taste.weights.get(article.source, 1.0),
        "recency": 1.0 - 0.5 * min(1.0, max(0.0, age)),
        "length": 0.5 + 0.5 * min(1.0, count_words(own_text(article)) / _FULL_LENGTH),
        "size": 1.0 + 0.3 * math.log2(len({article.source, *(each.source for each in story.also)})),
        "prominence": max(1, amounts.get(article.source, 1)) ** -0.1,
        "interest": math.prod(weight for words, weight in taste.interests if mentions(article, words)),
        "summary": 1.0 if story.summary.sentences else 0.25,
    }
    if _is_pinned(story, taste):
        parts["pin"] = PIN
    return tuple((name, round(value, 4)) for name, value in parts.items())


def _is_pinned(story: Story, taste: Taste) -> bool:
    return any(it.identity in taste.pinned for it in (story.article, *story.also))


def total(score: Score) -> float:
    return round(math.prod(value for _, value in score), 9)


def precedence(story: Story) -> tuple[float, float, str, str, str]:
    article = story.article
    return -total(story.score), -timestamp(article), article.url, article.title, article.source


def in_order(left_out: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    return tuple(sorted(left_out, key=lambda item: (item.reason, item.source, item.url, item.title)))


def _varied(ranked: Sequence[Story], printed: Mapping[str, int]) -> Iterator[Story]:
    """The best story that is left, where one counts for less by each that its source has ``printed`` meanwhile."""
    waiting = [(precedence(story), 0, place) for place, story in enumerate(ranked)]
    heapq.heapify(waiting)
    while waiting:
        (worth, *ties), counted, place = heapq.heappop(waiting)
        story = ranked[place]
        others = printed.get(story.article.source, 0)
        if others > counted:
            again = worth * _VARIETY ** (others - counted)
            heapq.heappush(waiting, ((again, *ties), others, place))  # type: ignore[misc]
            continue
        yield replace(story, score=(*story.score, ("variety", round(_VARIETY**others, 4)))) if others else story


def with_lead_first(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The lead story in a place of its own, unless its section comes first anyway."""
    stories = [story for section in sections for story in section.stories]
    if len(stories) < 2:
        return sections
    lead = min(stories, key=lambda story: (len(story.summary.sentences) < _LEAD_SENTENCES, precedence(story)))
    rest = tuple(
        Section(section.title, tuple(story for story in section.stories if story is not lead)) for section in sections
    )
    if lead in sections[0].stories:
        return (Section(sections[0].title, (lead, *rest[0].stories)), *sections[1:])
    return (Section("", (lead,)), *(section for section in rest if section.stories))


def _is_linked(article: Article) -> bool:
    return article.url.startswith(("http://", "https://"))


def without(story: Story, reason: str) -> LeftOut:
    article = story.article
    return LeftOut(article.url, article.title, article.source, reason, story.score)
