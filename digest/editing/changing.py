"""A draft and the file that was saved -> the changed draft, and its changes in words."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from itertools import pairwise
from typing import TypeVar

from digest.compose.ranking import DROPPED, in_order
from digest.editing.reading import File, StoryTable, read, wrong
from digest.editing.writing import HASH, correction_label, label, overlap
from digest.errors import InputError
from digest.models import Issue, LeftOut, Section, Sentence, Story, Summary
from digest.render.escape import safe_link
from digest.summarize import explain
from digest.text.printable import squeezed

T = TypeVar("T")
Fail = Callable[[tuple[int | str, ...], str], InputError]


def changed(issue: Issue, text: str) -> Issue:
    """The draft as the file has it. Raises InputError, which names line and story and says what was expected."""
    file = read(text)
    if file.draft != issue.sha256[:HASH]:
        raise InputError(
            f"the draft of issue {issue.number} was built or edited since this file was made: take"
            f" `digest edit {issue.number} --print` and put your changes there"
        )
    sections = tuple(_sections(issue, file, text))
    if issue.stories and not sections:
        raise InputError(f"no story is left: to print none, run `digest withdraw {issue.number}`")
    brief = _taken(file.brief.lines, issue.brief, label, "lines", partial(_fail, text, ("brief",), ""))
    in_corrections = partial(_fail, text, ("corrections",), "")
    corrections = _taken(file.corrections.lines, issue.corrections, correction_label, "lines", in_corrections)
    kept = {id(story.article) for section in sections for story in section.stories} | {id(each) for each in brief}
    dropped = [(story.article, story.score) for story in issue.stories] + [(article, ()) for article in issue.brief]
    out = [LeftOut(it.url, it.title, it.source, DROPPED, score) for it, score in dropped if id(it) not in kept]
    return replace(
        issue,
        intro=issue.intro if file.intro.strip() == issue.intro.strip() else file.intro.strip(),
        sections=sections,
        brief=brief,
        corrections=corrections,
        left_out=in_order([*issue.left_out, *out]) if out else issue.left_out,
    )


def _sections(issue: Issue, file: File, text: str) -> Iterator[Section]:
    """Those with a story, the pinned ones first in each."""
    stories = dict(enumerate(issue.stories, 1))
    titles = {squeezed(section.title): section.title for section in issue.sections}
    seen: set[int] = set()
    for s, section in enumerate(file.section):
        printed: list[Story] = []
        for n, table in enumerate(section.story):
            place = ("section", s, "story", n)
            if table.key not in stories:
                raise wrong(text, (*place, "key"), f"there is no story {table.key}: keys go from 1 to {len(stories)}")
            if table.key in seen:
                raise wrong(text, (*place, "key"), f"story {table.key} stands here a second time: take one out")
            seen.add(table.key)
            story = stories[table.key]
            named = f"story {table.key} “{squeezed(story.title)}”: "
            if not table.drop:
                printed.append(_story(story, table, partial(_fail, text, place, named)))
        if printed:
            title = titles.get(squeezed(section.title), section.title.strip())
            yield Section(title, tuple(sorted(printed, key=lambda story: not story.pinned)))


def _story(story: Story, table: StoryTable, fail: Fail) -> Story:
    headline, note = table.headline.strip(), table.note.strip()
    if squeezed(headline) == squeezed(story.title):
        headline = story.headline
    elif squeezed(headline) == squeezed(story.article.title):
        headline = ""
    summary = _summary(story, table, fail)
    if not summary.sentences and story.summary.sentences and not safe_link(story.article.url):
        raise fail(("sentences",), "without a sentence and without a link nothing is left of it: say drop = true")
    return replace(
        story,
        headline=headline,
        note=story.note if squeezed(note) == squeezed(story.note) else note,
        pinned=table.pin,
        summary=summary,
        adds=story.adds if table.adds else None,
        also=_taken(table.also, story.also, label, "also", fail),
    )


def _summary(story: Story, table: StoryTable, fail: Fail) -> Summary:
    """Whole sentences of the article in its order, and its quotation where no sentence holds it."""
    old = story.summary
    sentences = old.sentences
    if [squeezed(line) for line in table.sentences] != [squeezed(sentence.text) for sentence in sentences]:
        offered = [each.sentence for each in explain(story.article)]
        known = [*sentences, *(each for each in offered if each not in sentences)]
        chosen = _taken(table.sentences, known, lambda sentence: squeezed(sentence.text), "sentences", fail)
        sentences = tuple(sorted(chosen, key=lambda sentence: sentence.start))
        for one, other in pairwise(sentences):
            if overlap(one, other):
                raise fail(("sentences",), f"“{squeezed(other.text)}” is printed twice: take one out")
    quotation = old.quotation if table.quotation else None
    if quotation and any(overlap(sentence, Sentence("", quotation.start, quotation.end)) for sentence in sentences):
        quotation = None
    method = old.method if sentences == old.sentences else "editor"
    return Summary(sentences, method, quotation)


def _taken(lines: Sequence[str], known: Sequence[T], named: Callable[[T], str], key: str, fail: Fail) -> tuple[T, ...]:
    """What the lines name, in their order; each may be named once."""
    by_name: defaultdict[str, list[T]] = defaultdict(list)
    for each in known:
        by_name[named(each)].append(each)
    taken: list[T] = []
    for number, line in enumerate(lines):
        if found := by_name.get(squeezed(line)):
            taken.append(found.pop(0))
            continue
        if found is not None:
            raise fail((key, number), f"“{squeezed(line)}” stands here twice: take one out")
        near = get_close_matches(squeezed(line), by_name, 1, 0.4)
        what = "is no whole sentence of the article" if key == "sentences" else "is none of the lines this list had"
        raise fail((key, number), f"“{squeezed(line)}” {what}" + (f": the nearest is “{near[0]}”" if near else ""))
    return tuple(taken)


def _fail(text: str, table: tuple[int | str, ...], story: str, key: tuple[int | str, ...], message: str) -> InputError:
    return wrong(text, (*table, *key), f"{story}{message}")


def changes(old: Issue, new: Issue) -> Iterator[str]:
    """What an editor made of a draft, in words."""
    if old.intro != new.intro:
        yield "wrote the intro" if new.intro else "took out the intro"
    before, after = _placed(old), _placed(new)
    for place, (story, section) in before.items():
        if place not in after:
            yield f"dropped “{story.title}”"
            continue
        edited, target = after[place]
        if section != target:
            yield f"moved “{story.title}” from section “{section}” to “{target}”"
        yield from _changes_of(story, edited)
    stayed = [place for place, (_, section) in before.items() if place in after and after[place][1] == section]
    if stayed != [place for place in after if place in stayed]:
        yield "changed the order of the stories"
    if old.brief != new.brief:
        yield "changed what is in brief"
    if old.corrections != new.corrections:
        yield "left out a correction" if len(old.corrections) > len(new.corrections) else "ordered the corrections"


def _placed(issue: Issue) -> dict[int, tuple[Story, str]]:
    """By article: the story and its section, in the order of the issue."""
    return {id(story.article): (story, section.title) for section in issue.sections for story in section.stories}


def _changes_of(old: Story, new: Story) -> Iterator[str]:
    title = f"“{old.title}”"
    if old.title != new.title:
        yield f"headline of {title}: “{new.title}”"
    if old.note != new.note:
        yield f"note on {title}: “{new.note}”" if new.note else f"took out the note on {title}"
    if old.pinned != new.pinned:
        yield f"{'pinned' if new.pinned else 'unpinned'} {title}"
    if old.summary.sentences != new.summary.sentences:
        yield f"chose other sentences of {title}"
    if old.summary.quotation != new.summary.quotation:
        yield f"left out the quotation of {title}"
    if old.adds != new.adds:
        yield f"left out what another article adds to {title}"
    if old.also != new.also:
        yield f"changed what is named under {title}"
