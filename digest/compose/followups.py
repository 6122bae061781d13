"""What is worth saying beside a story: what is new since an issue told it, and what another outlet adds to it.

Novelty alone finds colour, background and debris as well as news; so a sentence has to be about the story first.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from digest.compose.assembling import Event, left_out
from digest.compose.memory import Signature, Told, recall, sentences_of, signature_of
from digest.compose.novelty import Stems, has_changed_number, history, novelty, stems
from digest.languages import language, pattern
from digest.models import Addition, Article, Earlier, Identity, LeftOut, Sentence
from digest.text.letters import LOWER
from digest.text.tokens import count_words, guess_language, tokens

Ranked = Callable[[Article], Sequence[Sentence]]
"""The sentences of an article that can be printed alone, best first."""

_NEW, _ALSO_NEW = 1.1, 0.9  # novelty of what makes an update, and of what may be told beside it
_OPENING = 2  # sentences that say what an article is about
_COMMON, _COMMON_OF_OTHER = 2, 3  # terms that a sentence has of the story's opening: of the same article, of another
_TRIED = 6  # sentences of another article, the best
_RESTATED = 0.4  # share of a sentence's terms in one sentence of the lead, from which it says the same
_SHORTEST, _LONGEST = 8, 35  # words that an addition has
_NAME = re.compile(rf"(?<=[^\W\d_,;:] )[^\W\d_{LOWER}][^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Update:
    """Which issue told a story last, and the sentences of its lead article that are new since."""

    issue: Earlier
    article: Article
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """The events that are worth telling, ``updates`` by their leads, and the articles of the others."""

    events: list[Event]
    updates: Mapping[Identity, Update]
    left_out: list[LeftOut]


def follow(
    events: Iterable[Event], copies: Mapping[Identity, Sequence[Article]], told: Sequence[Told], ranked: Ranked
) -> Followed:
    """Events that no issue told, those that moved on since, and why the rest is left out.

    An event that moved on is led by its first article that was published after the issue that told it and says
    something new. ``copies`` of each article share its fate.
    """
    found = [list(event) for event in events]
    signatures = [[signature_of(article) for article in event] for event in found]
    known = iter(recall([*chain(*signatures)], told))
    updates: dict[Identity, Update] = {}
    result = Followed([], updates, [])
    for event, signs in zip(found, signatures, strict=True):
        matched = list(dict.fromkeys(chain.from_iterable(next(known) for _ in event)))
        if not matched:
            result.events.append(event)
            continue
        latest = max((story.issue for story in matched), key=lambda issue: issue.slot)
        earlier = [*sentences_of(matched)]
        for article, signature in zip(event, signs, strict=True):
            if not _is_later(article, latest):
                continue
            if new := new_sentences(article, signature, earlier, ranked(article)):
                result.events.append([article, *(other for other in event if other is not article)])
                updates[article.identity] = Update(latest, article, tuple(new))
                break
        else:
            every = chain.from_iterable((article, *copies[article.identity]) for article in event)
            result.left_out.extend(left_out(article, f"told in No. {latest.number}") for article in every)
    return result


def _is_later(article: Article, issue: Earlier) -> bool:
    """Whether it can tell what happened since: what another outlet had the day before is only new to us."""
    written = article.updated_at or article.published_at
    return written is None or written > issue.slot


def new_sentences(
    article: Article, signature: Signature, earlier: Sequence[Stems], candidates: Iterable[Sentence]
) -> list[Sentence]:
    """The sentences that tell how the story went on since these ``earlier`` ones, in the article's order.

    None unless its opening says something new, for further down everybody has some detail or colour that the others
    have not. They share words with the headline and the opening, and are no background. A number beside a word that
    had another number is new, however familiar the rest.
    """
    told, code = history(earlier), _language(article)
    headline, *opening = signature[1 : 2 + _OPENING]
    about = set(chain(headline, *opening))
    found: list[tuple[Sentence, bool]] = []
    for sentence in candidates:
        words = stems(sentence.text, code)
        if len(about & set(words)) < _COMMON or _is_background(sentence.text, code):
            continue
        changed, newness = has_changed_number(told, words), novelty(told, words)
        if changed or (newness >= _ALSO_NEW and not _restates(set(words), earlier)):
            found.append((sentence, words in opening and (changed or newness >= _NEW)))
    if not any(decides for _, decides in found):
        return []
    return sorted((sentence for sentence, _ in found), key=lambda sentence: sentence.start)


def addition(lead: Article, others: Iterable[Article], ranked: Ranked) -> Addition | None:
    """The sentence of another article that says most that the lead does not, if one is worth printing after it.

    Of the best of its article but not its opening; about what the lead is about; with a
    name or figure that the lead does not have; nothing of it in one sentence of the lead.
    """
    _, *sentences_of_lead = signature_of(lead, whole=True)
    told = history(sentences_of_lead)
    headline, about = set(sentences_of_lead[0]), set(chain(*sentences_of_lead[: 2 + _OPENING]))
    best: tuple[float, Addition] | None = None
    for article in others:
        code = _language(article)
        headline_and_opening = signature_of(article)[1 : 2 + _OPENING]
        for place, sentence in enumerate(ranked(article)[:_TRIED]):
            words = stems(sentence.text, code)
            worth, own = novelty(told, words), set(words)
            if worth < _NEW or words in headline_and_opening or not _is_fit(sentence.text, lead.text, code):
                continue
            if len(own & about) < _COMMON_OF_OTHER or not own & headline:
                continue
            if _restates(own, [*sentences_of_lead, headline_and_opening[0]]):
                continue
            if best is None or worth - place / 20 > best[0]:
                best = worth - place / 20, Addition(article, sentence)
    return best[1] if best else None


def _is_fit(text: str, lead: str, code: str | None) -> bool:
    """Whether the sentence alone is fit to print: neither short nor long, no background, and it names something."""
    if "\n" in text or not _SHORTEST <= count_words(text) <= _LONGEST:
        return False
    if _is_background(text, code) or not language(code).rules.unfinished.isdisjoint(tokens(text)[-1:]):
        return False
    return any(found not in lead for found in (*_FIGURE.findall(text), *_NAME.findall(text)))


def _is_background(text: str, code: str | None) -> bool:
    return bool(pattern(language(code).rules.background, re.IGNORECASE).search(text))


def _restates(words: Collection[int], sentences: Iterable[Sequence[int]]) -> bool:
    return any(len(set(words) & set(sentence)) > _RESTATED * len(words) for sentence in sentences)


def _language(article: Article) -> str | None:
    return article.language or guess_language(f"{article.title}\n{article.text}")
