"""What an issue says: whole, verbatim, once, and nothing but news."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from digest.models import Article, Issue, Quotation, Sentence, Story
from digest.proof.finding import Finding, shortened
from digest.text.counting import plural
from digest.text.furniture import is_furniture, is_label
from digest.text.phrases import invites
from digest.text.words import tokens

_ALIKE = 0.7  # share of the words of two sentences from which they say the same
_FEWEST = 6  # words of a sentence that can say the same as another


def content_findings(issue: Issue, stored: Mapping[tuple[str, str], str], told: Mapping[str, int]) -> Iterator[Finding]:
    yield from _empty(issue)
    for story in issue.stories:
        yield from _not_verbatim(story, stored)
        yield from _furniture(story)
    yield from _told_before(issue, told)
    yield from _told_twice(issue)
    yield from _says_the_same(issue)


def _empty(issue: Issue) -> Iterator[Finding]:
    if not issue.stories and not issue.corrections:
        yield Finding("error", "stories", "the issue has no story", "run `digest build` again, or `digest withdraw` it")
    for section in issue.sections:
        if not section.stories:
            what = f"section “{section.title}” is empty"
            yield Finding("warning", "sections", what, "take it out with `digest edit`")
    for story in issue.stories:
        if not story.summary.sentences:
            what = f"“{shortened(story.title)}” has a headline and no sentence"
            yield Finding("warning", "stories", what, "drop it with `digest edit`, or let it stand as a headline")


def _not_verbatim(story: Story, stored: Mapping[tuple[str, str], str]) -> Iterator[Finding]:
    for article, sentence in _printed(story):
        if article.text[sentence.start : sentence.end] != sentence.text:
            mend = "run `digest build` again: every sentence must stand in its article"
            yield Finding("error", "verbatim", f"{_said(article, sentence)} does not stand in the article", mend)
        elif sentence.text not in stored.get((article.source, article.url), sentence.text):
            mend = "run `digest build` again, which reads the article as it is now"
            if story.daily:
                mend = "read it, and edit or drop it with `digest edit`: a weekly issue prints what was printed"
            what = f"{_said(article, sentence)} is no longer in it: its publisher changed it"
            yield Finding("warning", "verbatim", what, mend)


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


def _furniture(story: Story) -> Iterator[Finding]:
    for sentence in story.summary.sentences:
        if is_furniture(sentence.text) or is_label(sentence.text) or invites(sentence.text):
            what = f"“{shortened(sentence.text)}” reads like a label or an invitation, not like news"
            yield Finding("warning", "furniture", what, "replace it with `digest edit`")


def _told_before(issue: Issue, told: Mapping[str, int]) -> Iterator[Finding]:
    for story in issue.stories:
        number = told.get(story.article.url)
        if number and not story.update:
            what = f"“{shortened(story.title)}” was told in No. {number}"
            yield Finding("error", "told twice", what, "drop it with `digest edit`, or run `digest build` again")


def _told_twice(issue: Issue) -> Iterator[Finding]:
    by_url: defaultdict[str, list[str]] = defaultdict(list)
    for story in issue.stories:
        for article in (story.article, *story.also):
            if article.url:
                by_url[article.url].append(article.title)
    for article in issue.brief:
        by_url[article.url].append(article.title)
    for url, titles in by_url.items():
        if len(titles) > 1:
            what = f"{url} stands in the issue {plural(len(titles), 'time')}, first as “{shortened(titles[0])}”"
            yield Finding("error", "told twice", what, "drop one of them with `digest edit`")


def _says_the_same(issue: Issue) -> Iterator[Finding]:
    said = [
        (story, sentence, words)
        for story in issue.stories
        for sentence in story.summary.sentences
        if len(words := set(tokens(sentence.text))) >= _FEWEST
    ]
    for place, (story, sentence, words) in enumerate(said):
        for other, _, others in said[:place]:
            if other is not story and _same(words, others):
                what = f"“{shortened(sentence.text)}” stands in two stories, also in “{shortened(other.title, 40)}”"
                yield Finding("error", "told twice", what, "drop one of the two stories with `digest edit`")
                break


def _same(words: set[str], others: set[str]) -> bool:
    fewer, more = sorted((len(words), len(others)))
    return fewer >= _ALIKE * more and len(words & others) >= _ALIKE * len(words | others)
