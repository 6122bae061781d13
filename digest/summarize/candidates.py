"""The sentences of an article, each with what its place and form say about printing it alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from digest.models import Block
from digest.text import furniture
from digest.text.languages import language
from digest.text.phrases import invites
from digest.text.sentences import paragraphs, split_paragraph
from digest.text.words import tokens

LONGEST = 1200  # characters; what is longer is a list or a text without full stops, not a sentence
_LONGEST_SPEECH = 3  # paragraphs
_NEVER_NEWS = {"heading", "caption", "furniture", "quote"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence: its lower-case words, its span, and what it is.

    news: part of the article's own text, so it takes part in the scores (furniture and captions do not).
    spoken: somebody's words whose speaker stands in a lead-in before. personal: says "I" or "we" unquoted.
    dangling: points back at the sentence before, so it is printed only behind it. only: there is no other.
    """

    text: str
    words: list[str]
    start: int
    end: int
    news: bool
    spoken: bool
    personal: bool
    dangling: bool
    only: bool


def find_candidates(text: str, code: str | None, blocks: Sequence[Block] = ()) -> list[Candidate]:
    """All sentences of the text in order. ``blocks`` say what is no paragraph; without them form and place do."""
    rules = language(code)
    found: list[Candidate] = []
    introduced = 0  # paragraphs that a lead-in may still be introducing
    parts = list(blocks) or [Block(start, end, "paragraph") for start, end in paragraphs(text)]
    told = furniture.find_furniture([(part.kind, text[part.start : part.end]) for part in parts])
    for part, is_furniture in zip(parts, told, strict=True):
        start, end = part.start, part.end
        paragraph = text[start:end]
        news = part.kind not in _NEVER_NEWS and not is_furniture
        spoken = introduced > 0 and _is_speech(paragraph, code)
        spans = list(split_paragraph(text, start, end, rules))
        only = len(spans) == len(parts) == 1
        for a, b in spans:
            sentence = text[a:b]
            words = tokens(sentence)
            personal = furniture.speaks_in_first_person(sentence, words, code)
            dangling = bool(found) and furniture.is_dangling(words, code)
            found.append(Candidate(sentence, words, a, b, news, spoken, personal, dangling, only))
        introduced = _LONGEST_SPEECH if paragraph.rstrip().endswith(":") else introduced - 1 if spoken else 0
    return found


def stands_alone(candidate: Candidate, title: str) -> bool:
    """Whether the sentence may be printed: whole, news, with its speaker, and not the headline again."""
    sentence = candidate.text
    return candidate.news and not (
        candidate.spoken
        or len(sentence) > LONGEST
        or (furniture.is_too_short(sentence) and not candidate.only)
        or furniture.is_fragment(sentence)
        or furniture.is_lead_in(sentence)
        or furniture.is_half_quotation(sentence)
        or furniture.is_bare_quotation(sentence)
        or furniture.is_label(sentence)
        or invites(sentence)
        or sentence.strip(" .").casefold() == title.strip(" .").casefold()
    )


def _is_speech(paragraph: str, code: str | None) -> bool:
    """Whether a paragraph behind a lead-in is the quotation itself, with or without marks."""
    return furniture.is_bare_quotation(paragraph) or furniture.speaks_in_first_person(
        paragraph, tokens(paragraph), code
    )
