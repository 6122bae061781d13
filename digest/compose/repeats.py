"""What an issue says once: an address, and a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from digest.compose.urls import canonical_url
from digest.models import Section, Story
from digest.text.tokens import tokens

_ALIKE = 0.7  # share of the words of two sentences from which they say the same
_FEWEST = 6  # words of a sentence that can say the same as another


@lru_cache(10_000)
def address(url: str) -> str:
    """A key for where a reader gets. The fragment counts: items without a page of their own hang on their site's."""
    return f"{canonical_url(url)}#{url.partition('#')[2]}" if url else ""


def repeats(story: Story, printed: Iterable[Story]) -> str:
    """Why a story does not stand beside those that are printed, in words; "" where it may."""
    for other in printed:
        named = f"“{other.title}” ({other.article.source})"
        if story.article.url and address(story.article.url) == address(other.article.url):
            return f"at the same address as {named}"
        if said := same_sentence(story, other):
            return f"says the same as {named}: “{said}”"
    return ""


def same_sentence(story: Story, other: Story) -> str:
    """The first sentence of a story that the other one has too, in these words or nearly; "" where there is none."""
    return next(
        (
            each.text
            for each in story.summary.sentences
            if any(_alike(_words(each.text), _words(its.text)) for its in other.summary.sentences)
        ),
        "",
    )


def linked_once(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections without a second link to one address: under a story, only what stands nowhere else is named."""
    sections = tuple(sections)
    linked = {canonical_url(it.article.url) for section in sections for it in section.stories if it.article.url}
    return tuple(
        replace(section, stories=tuple(_linked_once(story, linked) for story in section.stories))
        for section in sections
    )


def _linked_once(story: Story, linked: set[str]) -> Story:
    """``linked`` are the addresses that are taken; those of the story's other articles are added to them."""
    also = []
    for article in story.also:
        if (url := canonical_url(article.url)) in linked:
            continue
        also.append(article)
        linked.update({url} - {""})
    adds = story.adds if story.adds and (story.adds.article in also or story.adds.article not in story.also) else None
    return replace(story, also=tuple(also), adds=adds)


@lru_cache(10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    fewer, more = sorted((len(words), len(others)))
    return fewer >= _FEWEST and fewer >= _ALIKE * more and len(words & others) >= _ALIKE * len(words | others)
