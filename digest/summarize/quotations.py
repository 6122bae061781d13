"""Direct quotations and who said them, by the forms in which news attributes words; what is uncertain is left out.

The forms are those of quotation extraction by rules: a quotation, and beside it a verb of speech with its subject
(Pouliquen, Steinberger and Best, Automatic Detection of Quotations in Multilingual News, RANLP 2007).
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from digest.languages import language
from digest.models import Quotation, Sentence
from digest.summarize.candidates import Candidate
from digest.summarize.quoted import Quoted, find_said
from digest.summarize.speakers import (
    Names,
    Speech,
    goes_on,
    is_name,
    named_in,
    names_of,
    runs,
    says_pronoun,
    speech_of,
    subject_in,
)
from digest.text.anaphora import is_dangling
from digest.text.tokens import count_words, stop_words, tokens

Span = tuple[int, int]

_SCRAP = 5  # words; what is shorter is a title or a scrap
_FEWEST, _MOST = 8, 40  # words of a key quotation
_LONGEST_CLAIM = 200  # characters from the closing mark to the verb, a role among them
_LONGEST_SHORT = 16  # characters of an abbreviation
_LONGEST_SENTENCE = 3000  # characters
_FARTHEST = 3  # sentences between a pronoun and its name
_CLAUSE_END = re.compile(r"[,;:(“\"]|(?<=\w{3})\.(?=\s|$)")
_ENDS = ".!?…"


@dataclass(slots=True)
class _Article:
    """What attribution looks at; ``edges``: where each quotation opens. ``speakers``: who speaks in a
    sentence, by its place, as far as it is known. ``short``: abbreviations."""

    text: str
    candidates: Sequence[Candidate]
    quoted: Sequence[Quoted]
    edges: Sequence[int]
    speech: Speech
    names: Names
    short: frozenset[str]
    speakers: dict[int, Sentence] = field(default_factory=dict)


def find_quotations(text: str, candidates: Sequence[Candidate], code: str | None) -> list[Quotation]:
    """The quotations of an article, in order, whose speaker its text names beyond doubt.

    ``candidates`` are its sentences. A quotation is a whole sentence or more, of five words or more: words quoted
    inside somebody else's sentence are none. Its span has neither the marks nor a comma before the closing one. The
    speaker is a name, in the fuller form that the text has ("Ed Tomba" for a later "Tomba"), never a pronoun, a group
    or a description.
    """
    speech = speech_of(code)
    quoted = find_said(text, speech.claim) if speech else []
    if not speech or not quoted:
        return []
    edges = [each.opened for each in quoted]
    short = language(code).rules.abbreviations
    return list(_attributed(_Article(text, candidates, quoted, edges, speech, names_of(text, code), short)))


def key_quotation(
    text: str, candidates: Sequence[Candidate], title: str, code: str | None, printed: Iterable[Sentence]
) -> Quotation | None:
    """The quotation closest to what the article is about, of 8 to 40 words, in one paragraph, not in ``printed``.

    Closeness is the mean weight of its words: the logarithm of how many sentences have the word, doubled when the
    title has it.
    """
    taken = [(sentence.start, sentence.end) for sentence in printed]
    found = [
        each
        for each in find_quotations(text, candidates, code)
        if _FEWEST <= count_words(each.text) <= _MOST
        and "\n" not in each.text
        and not is_dangling(each.text, tokens(each.text), code)
        and all(each.end <= start or end <= each.start for start, end in taken)
    ]
    if not found:
        return None
    stops, titled = stop_words(code), set(tokens(title))
    words_of = {each: set(tokens(each.text)) - stops for each in found}
    wanted = set().union(*words_of.values())
    told = Counter(word for candidate in candidates if candidate.news for word in wanted.intersection(candidate.words))

    def closeness(quotation: Quotation) -> float:
        words = sorted(words_of[quotation])
        return sum(math.log(1 + told[word]) * (2 if word in titled else 1) for word in words) / (len(words) + 4)

    return max(found, key=lambda each: (closeness(each), -each.start))


def _attributed(article: _Article) -> Iterator[Quotation]:
    text, quoted = article.text, article.quoted
    starts = [candidate.start for candidate in article.candidates]
    claimed: tuple[int, Sentence] | None = None  # where the attribution behind the last quotation ended, and to whom
    for number, each in enumerate(quoted):
        place = bisect_right(starts, each.opened) - 1
        last = bisect_right(starts, each.closed - 1) - 1  # over several paragraphs it is several sentences
        if place < 0 or not all(sentence.news for sentence in article.candidates[place : last + 1]):
            claimed = None
            continue
        follower = quoted[number + 1].opened if number + 1 < len(quoted) else len(text)
        lead = _lead(article, place, each, quoted[number - 1].closed if number else 0)
        tail = (each.closed, max(each.closed, min(article.candidates[last].end, follower)))
        if lead:
            speaker = _introduced(article, place, lead)
            whole = text[each.end - 1] in _ENDS or text[each.closed : each.closed + 1] in tuple(_ENDS)
            claimed = None
        else:
            speaker = _claimed(article, place, each, tail)
            whole = not text[slice(*tail)].rstrip().endswith(",")
            if speaker is None and claimed and not text[claimed[0] : each.opened].strip() and tail[1] - tail[0] < 2:
                speaker = claimed[1] if "\n" not in text[claimed[0] : each.opened] else None
                claimed = None
            else:
                claimed = (tail[1], speaker) if speaker else None
        if speaker:
            article.speakers[place] = article.speakers[last] = speaker
            words = text[each.start : each.end]
            if whole and _begins(words) and count_words(words) >= _SCRAP:
                yield Quotation(words, each.start, each.end, speaker)


def _begins(words: str) -> bool:
    return words[0].isupper() or words[0].isdigit() or words[0] in "¿¡"


def _lead(article: _Article, place: int, each: Quoted, previous: int) -> Span | None:
    """What stands before the quotation in its sentence, or the lead-in with a colon before it."""
    text = article.text
    start = max(article.candidates[place].start, previous)
    end = len(text[start : each.opened].rstrip()) + start
    if start < end:
        return start, end
    if place and article.candidates[place - 1].news:
        before = article.candidates[place - 1]
        start, end = max(before.start, previous), before.end
        if start < end and text[end - 1] == ":":
            return start, end
    return None


def _introduced(article: _Article, place: int, lead: Span) -> Sentence | None:
    """Who speaks by words that stand before: "In Paris, Mayor Tait told reporters:"."""
    text, speech, names = article.text, article.speech, article.names
    start, end = lead
    if text[end - 1] not in ":," and not speech.verb.search(text, max(start, end - 20), end):
        return None
    verbs = list(speech.verb.finditer(text, start, end))
    if source := speech.source.match(text, start, end):
        return named_in(text, source.end(), end, names) if not verbs else None
    if len(verbs) != 1 or end - verbs[0].end() > 60:
        return None
    subject = text[start : verbs[0].start()]
    parts = [part.strip() for part in subject.split(",")]
    offset = start + subject.rfind(",") + 1 if "," in subject else start
    if says_pronoun(text, *_stripped(text, offset, end), speech):
        if known := article.speakers.get(place):
            return known
        others = any(runs(text, start, verbs[0].start(), names))
        return None if others else _referent(article, place, goes_on(text, *_stripped(text, offset, end), speech))
    if not parts[-1] and len(parts) == 3:  # a name, and what the named one is, between commas
        return subject_in(text, start, start + subject.index(","), names)
    return subject_in(text, offset, verbs[0].start(), names) if parts[-1] else None


def _claimed(article: _Article, place: int, each: Quoted, tail: Span) -> Sentence | None:
    """Who speaks by words that stand behind: ", said Mayor Tait", ", Tait, who lives here, told reporters"."""
    text, speech, names = article.text, article.speech, article.names
    start, end = tail
    words = text[start:end].lstrip()
    told = words.lstrip("–—- ")  # "…” – powiedziała Anna Kruk"
    if not told or not (text[each.closed - 2] == "," or words[0] == "," or told[0].islower()):
        return None
    if says_pronoun(text, start, end, speech):
        return _referent(article, place, goes_on(text, start, end, speech))
    for pattern in (speech.inverted, speech.source):
        if match := pattern.match(text, start, end):
            return _first_named(article, match.end(), end)
    verb = speech.verb.search(text, start, min(end, start + _LONGEST_CLAIM))
    if not verb:
        return None
    subject = text[start : verb.start()]
    start += len(subject) - len(subject.lstrip(", "))
    head = text[start : verb.start()].rstrip()
    if "," in head and not head.endswith(","):
        return None
    return subject_in(text, start, start + len(head.split(",")[0]), names)


def _first_named(article: _Article, start: int, end: int) -> Sentence | None:
    """The subject behind a verb: "Tait, who …", "the mayor, Ann Tait, to reporters"."""
    text, names = article.text, article.names
    ends = _CLAUSE_END.finditer(text, start, end)
    stop = next((found for found in ends if not _is_short(text, found, article.short)), None)
    if not stop or text[stop.start()] != ",":
        return named_in(text, start, stop.start() if stop else end, names)
    second = text.find(",", stop.end(), end)
    later = is_name(text, stop.end() + 1, second, names) if second > 0 else None
    return named_in(text, start, stop.start(), names) or later


def _is_short(text: str, stop: re.Match[str], short: frozenset[str]) -> bool:
    """Whether the stop belongs to an abbreviation: "said Prof. Ann Tait"."""
    before = text[max(0, stop.start() - _LONGEST_SHORT) : stop.start()].split()
    return stop.group() == "." and bool(before) and before[-1].lower() in short


def _referent(article: _Article, place: int, more: bool) -> Sentence | None:
    """Whom a pronoun means: who speaks in the last sentence before that names anybody, when that names nobody else.

    ``more``: the pronoun's verb says that the speaker quoted before goes on.
    """
    text, names = article.text, article.names
    for back in range(1, _FARTHEST + 1):
        at = place - back
        if at < 0:
            return None
        sentence = article.candidates[at]
        gap = text.count("\n\n", sentence.end, article.candidates[place].start)
        if gap > 1 or not sentence.news or sentence.end - sentence.start > _LONGEST_SENTENCE:
            return None
        told = [text[a:b] for a, b in runs(text, sentence.start, sentence.end, names) if not _is_quoted(article, a)]
        if more and at in article.speakers:
            return article.speakers[at]
        speaker = article.speakers.get(at) or _reported(article, sentence)
        if speaker and all(set(name.split()) & set(speaker.text.split()) for name in told):
            return speaker
        if told or speaker or not _follows(article, sentence):
            return None
    return None


def _follows(article: _Article, sentence: Candidate) -> bool:
    """Whether a sentence without a name goes on about the same speaker: it is quoted, or begins with a pronoun."""
    start, end = sentence.start, sentence.end
    return _is_quoted(article, start) or says_pronoun(article.text, start, end, article.speech)


def _reported(article: _Article, sentence: Candidate) -> Sentence | None:
    """Who speaks in a sentence that begins with its speaker: "Nemtsov said that …"."""
    verb = article.speech.verb.search(article.text, sentence.start, min(sentence.end, sentence.start + 80))
    subject = article.text[sentence.start : verb.start()] if verb else ","
    return None if "," in subject or not verb else subject_in(article.text, sentence.start, verb.start(), article.names)


def _is_quoted(article: _Article, at: int) -> bool:
    before = bisect_right(article.edges, at) - 1
    return before >= 0 and at < article.quoted[before].closed


def _stripped(text: str, start: int, end: int) -> Span:
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end
