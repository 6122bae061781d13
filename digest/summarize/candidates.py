"""The sentences of an article, each with what its place and form say about printing it alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from digest.languages import language
from digest.languages.kinds import Language
from digest.models import Block
from digest.text import furniture, glued
from digest.text.anaphora import is_dangling
from digest.text.phrases import invites
from digest.text.sentences import paragraphs, split_paragraph
from digest.text.speech import verb_of_speech
from digest.text.tokens import tokens

LONGEST = 1200  # characters; what is longer is a list or a text without full stops, not a sentence
_LONGEST_SPEECH = 3  # paragraphs
Split = Callable[[str, int, int, Language], Iterable[tuple[int, int]]]
_PERSONAL = 0.5  # share of an article's sentences up to which "I" is not its author
_CUT = 8  # characters of a headline, from which one that breaks off is its sentence's beginning
_DASHED = re.compile(r"(?:[–—―]\s*|-\s+)[^\W\d_]")  # "– We wait. It is late, says Ann Tait."
_LOST = "somebody's words, and nothing says whose"
_ASKS = re.compile(r"[?؟？]\W*$")
_NEVER_NEWS = {"heading", "caption", "furniture", "shared", "quote"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence: its lower-case words, its span, and what it is.

    news: part of the article's own text, so it takes part in the scores (furniture and captions do not).
    spoken: somebody's words whose speaker stands in a lead-in before. personal: says "I" or "we" unquoted.
    dangling: points back at the sentence before, so it is printed only behind it. bound: why it says nothing outside
    its place, or "". stuck: a caption, a post or another sentence stands in it. first: no news is before it. only:
    there is no other.
    """

    text: str
    words: list[str]
    start: int
    end: int
    news: bool
    spoken: bool
    personal: bool
    dangling: bool
    bound: str
    stuck: bool
    first: bool
    only: bool


def find_candidates(
    text: str, code: str | None, blocks: Sequence[Block] = (), split: Split = split_paragraph
) -> list[Candidate]:
    """All sentences of the text in order. ``blocks`` say what is no paragraph; without them form and place do.

    A lead-in that names its speaker, and the words that it introduces, are one candidate.
    """
    own = language(code)
    found: list[Candidate] = []
    introduced = 0  # paragraphs that a lead-in may still be introducing
    parts = list(blocks) or [Block(start, end, "paragraph") for start, end in paragraphs(text)]
    told = furniture.find_furniture([(part.kind, text[part.start : part.end]) for part in parts])
    begun = False
    for part, is_furniture in zip(parts, told, strict=True):
        start, end = part.start, part.end
        paragraph = text[start:end]
        news = part.kind not in _NEVER_NEWS and not is_furniture
        spoken = introduced > 0 and _is_speech(paragraph, code)
        spans = list(split(text, start, end, own))
        unsaid = _behind_dashes([text[a:b] for a, b in spans], own)
        only = len(spans) == len(parts) == 1
        for (a, b), lost in zip(spans, unsaid, strict=True):
            a += glued.notes_before(text[a:b])
            sentence = text[a:b]
            words = tokens(sentence)
            if spoken and news and a == spans[0][0] and introduced == _LONGEST_SPEECH and _presents(found[-1], code):
                lead_in = found.pop()
                words = lead_in.words + words
                whole = text[lead_in.start : b]
                stuck = not lead_in.first and _is_stuck(whole, code)
                joined = replace(lead_in, text=whole, words=words, end=b, news=news, personal=False, stuck=stuck)
                found.append(replace(joined, only=only))
                continue
            personal = furniture.speaks_in_first_person(sentence, words, code) and not _is_said(sentence, own)
            dangling = bool(found) and is_dangling(sentence, words, code)
            bound = "a label and what it names" if begun and glued.is_labelled(sentence, code) else ""
            bound = _LOST if lost else bound
            stuck = begun and news and _is_stuck(sentence, code)
            found.append(
                Candidate(sentence, words, a, b, news, spoken, personal, dangling, bound, stuck, not begun, only)
            )
            begun = begun or news
        introduced = _LONGEST_SPEECH if paragraph.rstrip().endswith(":") else introduced - 1 if spoken else 0
    return _with_strays(found, code)


def _behind_dashes(sentences: Sequence[str], own: Language) -> list[bool]:
    """Which of a paragraph's sentences are words behind a dash without their speaker, whom a later one names or an
    earlier: the first of "– We wait. It is late, says Ann.", the second of "– We wait, says Ann. – It is late."
    """
    lost, opened, said = [False] * len(sentences), -1, False
    for at, sentence in enumerate(sentences):
        opened = at if _DASHED.match(sentence) else opened
        if opened >= 0 and verb_of_speech(own).search(sentence):
            lost[opened:at] = [True] * (at - opened)
            opened, said = -1, True
    if said and opened >= 0:
        lost[opened:] = [True] * (len(sentences) - opened)
    return lost


def _is_said(sentence: str, own: Language) -> bool:
    """Whether a sentence is words behind a dash with a verb of speech: "– Vi er glade, sier Anna Winter."."""
    return bool(_DASHED.match(sentence) and verb_of_speech(own).search(sentence))


def _with_strays(candidates: list[Candidate], code: str | None) -> list[Candidate]:
    """Where few sentences say "I", one that begins so is of somebody whose marks were lost, not of the author."""
    news = [candidate for candidate in candidates if candidate.news]
    personal = sum(candidate.personal for candidate in news)
    if not personal or news[0].personal or personal > _PERSONAL * len(news):
        return candidates
    own = language(code)
    return [
        replace(each, bound=_LOST)
        if each.personal and each.words[0].split("'")[0] in own.rules.i and not verb_of_speech(own).search(each.text)
        else each
        for each in candidates
    ]


def flaw_of(candidate: Candidate, title: str) -> str:
    """Why the sentence cannot be printed: not whole, not news, without its speaker, the headline again; or ""."""
    sentence = candidate.text
    if not candidate.news:
        return "no part of the article's own text"
    if candidate.spoken:
        return "somebody's words, and their speaker stands before them"
    if candidate.bound:
        return candidate.bound
    if len(sentence) > LONGEST:
        return f"longer than {LONGEST} characters"
    if furniture.is_too_short(sentence) and not candidate.only:
        return "too short to say anything"
    if furniture.is_lead_in(sentence):
        return "only introduces what follows"
    if furniture.is_fragment(sentence):
        return "without its beginning or its end"
    if furniture.is_half_quotation(sentence):
        return "half a quotation or bracket"
    if furniture.is_bare_quotation(sentence):
        return "a quotation without its speaker"
    if _ASKS.search(sentence) and not candidate.first and '"' not in sentence and "”" not in sentence:
        return "a question, and its answer is left"
    if furniture.is_label(sentence) or invites(sentence):
        return "a label or an invitation"
    if is_headline(sentence, title):
        return "the headline again"
    if candidate.stuck:
        return "a caption or a post, or glued to one"
    return ""


def is_headline(sentence: str, title: str) -> bool:
    """Whether the headline is the sentence, or as much of it as had room: "The ferry sails …"."""
    said, named = (text.strip(" .").casefold() for text in (sentence, title))
    return said == named or (named.endswith("…") and said.startswith(named[:-1].rstrip()) and len(named) > _CUT)


def _presents(lead_in: Candidate, code: str | None) -> bool:
    """Whether a lead-in names who speaks: "Mayor Tait added:", and not "Speaking beside the minister, he said:"."""
    own = language(code)
    said = verb_of_speech(own).search(lead_in.text)
    return lead_in.news and not lead_in.spoken and bool(said) and own.rules.pronouns.isdisjoint(lead_in.words)


def _is_stuck(sentence: str, code: str | None) -> bool:
    return glued.is_pictured(sentence) or glued.is_glued(sentence, code)


def _is_speech(paragraph: str, code: str | None) -> bool:
    """Whether a paragraph behind a lead-in is the quotation itself, with or without marks."""
    return furniture.is_bare_quotation(paragraph) or furniture.speaks_in_first_person(
        paragraph, tokens(paragraph), code
    )
