"""What an issue says: whole, verbatim, once, and nothing but news."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from digest.compose.repeats import address, same_sentence
from digest.models import Article, Issue, Quotation, Sentence, Story
from digest.proof.finding import Finding, alike, shortened
from digest.text.counting import plural
from digest.text.furniture import is_furniture, is_label
from digest.text.phrases import invites

Place = tuple[str, str]  # source, URL

_TAKE_OUT = "take one of them out with `digest edit`: a story, or a line of `also` or of `brief`"


def content_findings(issue: Issue, stored: Mapping[Place, str], told: Mapping[Place, int]) -> Iterator[Finding]:
    yield from _empty(issue)
    yield from _false(issue)
    yield from _changed(issue, stored)
    yield from _furniture(issue)
    yield from _told_before(issue, told)
    yield from _told_twice(issue)
    yield from _says_the_same(issue)


def not_verbatim(story: Story) -> Iterator[tuple[Article, Sentence | Quotation]]:
    """What a story prints of an article that does not stand there."""
    for article, sentence in _printed(story):
        if article.text[sentence.start : sentence.end] != sentence.text:
            yield article, sentence


def told_in(story: Story, told: Mapping[Place, int]) -> int:
    """The number of the latest issue that printed the story's link for another source; 0 where none did.

    A source that gives two articles one link has no page for each, and an update says which issue told it.
    """
    article = story.article
    if story.update or not article.url:
        return 0
    others = (
        n for (source, url), n in told.items() if source != article.source and address(url) == address(article.url)
    )
    return max(others, default=0)


def _empty(issue: Issue) -> Iterator[Finding]:
    if not issue.stories and not issue.corrections:
        yield Finding(
            "error", "stories", "the issue has no story", "run `digest build --force`, or `digest withdraw` it"
        )
    bare = [f"section “{shortened(section.title)}”" for section in issue.sections if not section.stories]
    found = [(f"{section} is empty", section) for section in bare]
    yield from alike("warning", "sections", found, "sections are empty", "take it out with `digest edit`")
    titles = [f"“{shortened(story.title)}”" for story in issue.stories if not story.summary.sentences]
    found = [(f"{title} has a headline and no sentence", title) for title in titles]
    mend = "drop it with `digest edit`, or let it stand as a headline"
    yield from alike("warning", "stories", found, "stories have a headline and no sentence", mend)


def _false(issue: Issue) -> Iterator[Finding]:
    said = [_said(*each) for story in issue.stories for each in not_verbatim(story)]
    found = [(f"{each} does not stand in the article", each) for each in said]
    mend = "replace it with `digest edit`: every sentence must stand in its article"
    yield from alike("error", "verbatim", found, "sentences do not stand in their articles", mend)


def _changed(issue: Issue, stored: Mapping[Place, str]) -> Iterator[Finding]:
    """A weekly issue prints what was printed; a draft of today can be built anew."""
    found: dict[bool, list[tuple[str, str]]] = {False: [], True: []}
    for story in issue.stories:
        false = [sentence for _, sentence in not_verbatim(story)]
        for article, sentence in _printed(story):
            kept = stored.get((article.source, article.url), sentence.text)
            if sentence not in false and sentence.text not in kept:
                said = _said(article, sentence)
                what = f"{said} is no longer in it: its publisher changed it"
                found[bool(story.daily or issue.edits)].append((what, said))
    many = "sentences are no longer in their articles: their publishers changed them"
    yield from alike(
        "warning", "verbatim", found[False], many, "run `digest build` again, which reads them as they are"
    )
    mend = "read them, and edit or drop them with `digest edit`"
    yield from alike("warning", "verbatim", found[True], many, mend)


def _said(article: Article, sentence: Sentence | Quotation) -> str:
    return f"“{shortened(sentence.text)}” of “{shortened(article.title, 40)}”"


def _printed(story: Story) -> Iterator[tuple[Article, Sentence | Quotation]]:
    for sentence in story.summary.sentences:
        yield story.article, sentence
    if quotation := story.summary.quotation:
        yield story.article, quotation
        yield story.article, quotation.speaker
    if adds := story.adds:
        yield adds.article, adds.sentence


def _furniture(issue: Issue) -> Iterator[Finding]:
    said = [
        f"“{shortened(sentence.text)}”"
        for story in issue.stories
        for sentence in story.summary.sentences
        if is_furniture(sentence.text) or is_label(sentence.text) or invites(sentence.text)
    ]
    found = [(f"{each} reads like a label or an invitation, not like news", each) for each in said]
    many = "sentences read like labels or invitations, not like news"
    yield from alike("warning", "furniture", found, many, "replace it with `digest edit`")


def _told_before(issue: Issue, told: Mapping[Place, int]) -> Iterator[Finding]:
    numbers = [(f"“{shortened(story.title)}”", number) for story in issue.stories if (number := told_in(story, told))]
    found = [(f"{title} was told in No. {number}", f"{title} in No. {number}") for title, number in numbers]
    yield from alike("error", "told twice", found, "stories were told before", "drop it with `digest edit`")


def _told_twice(issue: Issue) -> Iterator[Finding]:
    by_address: defaultdict[str, list[Article]] = defaultdict(list)
    named = [article for story in issue.stories for article in (story.article, *story.also)]
    for article in (*named, *issue.brief):
        if article.url:
            by_address[address(article.url)].append(article)
    found = [
        (f"{url} stands in the issue {plural(len(same), 'time')}, first as “{shortened(same[0].title)}”", url)
        for same in by_address.values()
        if len(same) > 1 and (url := shortened(same[0].url, 80))
    ]
    yield from alike("error", "told twice", found, "addresses stand in the issue more than once", _TAKE_OUT)


def _says_the_same(issue: Issue) -> Iterator[Finding]:
    stories, found = issue.stories, []
    for place, story in enumerate(stories):
        for other in stories[:place]:
            if same := same_sentence(story, other):
                said = f"“{shortened(same)}”"
                more = f"also in “{shortened(other.title, 40)}”"
                found.append((f"{said} stands in two stories, {more}", f"{said}, {more}"))
                break
    mend = "drop one of the two stories with `digest edit`"
    yield from alike("error", "told twice", found, "sentences stand in two stories", mend)
