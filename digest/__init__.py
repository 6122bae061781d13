"""digest makes a publisher's weekday email by itself: articles in, a numbered issue out, every sentence verbatim.

from digest import summarize_article
summary = summarize_article(text, title="The headline", sentences=3)
for sentence in summary.sentences:
    assert text[sentence.start : sentence.end] == sentence.text
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from digest.render import render_issue as render_issue
    from digest.summarize import summarize_article as summarize_article
    from digest.summarize.summarizer import NewsSummarizer as NewsSummarizer

_HOMES = {
    "digest.collect": ("extract", "parse_feed"),
    "digest.compose": ("group_stories",),
    "digest.errors": ("ConfigError", "DigestError", "InputError", "TemporaryError"),
    "digest.models": ("Article", "Block", "Issue", "Rendition", "Section", "Sentence", "Story", "Summary"),
    "digest.render": ("render_issue",),
    "digest.summarize": ("summarize_article",),
    "digest.summarize.summarizer": ("NewsSummarizer",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME_OF)


def __getattr__(name: str) -> Any:
    """A part is loaded when it is first asked for: whoever splits a feed waits for no summarizer."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'digest' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
