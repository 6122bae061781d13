"""digest makes a publisher's weekday email by itself: articles in, a numbered issue out, every sentence verbatim.

from digest import summarize
summary = summarize(text, title="The headline", sentences=3)
for sentence in summary.sentences:
    assert text[sentence.start : sentence.end] == sentence.text
"""

from typing import TYPE_CHECKING, Any

from digest.collect import extract as extract
from digest.collect import parse_feed as parse_feed
from digest.compose import group_stories as group_stories
from digest.errors import ConfigError as ConfigError
from digest.errors import DigestError as DigestError
from digest.errors import InputError as InputError
from digest.errors import TemporaryError as TemporaryError
from digest.models import Article as Article
from digest.models import Block as Block
from digest.models import Issue as Issue
from digest.models import Rendition as Rendition
from digest.models import Section as Section
from digest.models import Sentence as Sentence
from digest.models import Story as Story
from digest.models import Summary as Summary
from digest.render import render as render
from digest.summarize import summarize as summarize

if TYPE_CHECKING:
    from digest.summarize.summarizer import NewsSummarizer as NewsSummarizer

__all__ = [
    "Article", "Block", "ConfigError", "DigestError", "InputError", "Issue", "NewsSummarizer", "Rendition", "Section",
    "Sentence", "Story", "Summary", "TemporaryError", "extract", "group_stories", "parse_feed", "render", "summarize",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """NewsSummarizer is a class of sumy's, which takes a while to load: only where it is used."""
    if name == "NewsSummarizer":
        from digest.summarize.summarizer import NewsSummarizer

        return NewsSummarizer
    raise AttributeError(f"module 'digest' has no attribute {name!r}")
