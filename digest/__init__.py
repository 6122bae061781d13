"""digest makes a publisher's weekday email by itself: articles in, a numbered issue out, every sentence verbatim.

from digest import summarize
summary = summarize(text, title="The headline", sentences=3)
for sentence in summary.sentences:
    assert text[sentence.start : sentence.end] == sentence.text
"""

from digest.collect import extract as extract
from digest.collect import parse_feed as parse_feed
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

__all__ = [
    "Article", "Block", "ConfigError", "DigestError", "InputError", "Issue", "Rendition", "Section", "Sentence",
    "Story", "Summary", "TemporaryError", "extract", "parse_feed", "render", "summarize",
]  # fmt: skip
