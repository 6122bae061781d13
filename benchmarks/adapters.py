"""What `eval_summaries.py --callable` calls: (text, title, n_sentences=, word_budget=, lang=) -> list of sentences.

With a word budget the fewest sentences that reach it are given; the evaluator cuts everyone to exactly that many words.
"""

from functools import cache, partial
from typing import Any

from digest.summarize import METHODS, summarize_article
from digest.summarize.classic import summarizer_of
from digest.text.sentences import sentences


def summary(text, title, n_sentences=3, word_budget=None, lang="en", method="news"):
    found = []
    for count in range(1, 40) if word_budget else (n_sentences,):
        found = [
            s.text
            for s in summarize_article(text, title or "", language=lang, sentences=count, method=method).sentences
        ]
        if word_budget and (sum(len(s.split()) for s in found) >= word_budget or len(found) < count):
            break
    return found


def lead(text, title, n_sentences=3, word_budget=None, lang="en"):
    """The first sentences as they stand, nothing left out."""
    found, words = [], 0
    for start, end in sentences(text, lang):
        if (words >= word_budget) if word_budget else (len(found) >= n_sentences):
            break
        found.append(text[start:end])
        words += len(found[-1].split())
    return found


def plain(text, title, n_sentences=3, word_budget=None, lang="en", method="lexrank"):
    """sumy as its own documentation uses it; its tokenizer would need a download, so nltk's punkt without a model
    splits the sentences."""
    from sumy.parsers.plaintext import PlaintextParser

    summarizer = summarizer_of(method, title or "", lang)
    document = PlaintextParser.from_string(text, _Tokenizer).document
    for count in range(1, 40) if word_budget else (n_sentences,):
        found = [str(sentence) for sentence in summarizer(document, count)]
        if word_budget and (sum(len(s.split()) for s in found) >= word_budget or len(found) < count):
            break
    return found


def newspaper(text, title, n_sentences=3, word_budget=None, lang="en"):
    """newspaper4k, which gives nothing without a title."""
    from newspaper.nlp import summarize as theirs

    return theirs(title or "News", text, _newspaper_words(lang), n_sentences)


@cache
def _newspaper_words(lang):
    from newspaper import nlp
    from newspaper.text import StopWords
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    nlp.split_sentences._tokenizer = PunktSentenceTokenizer()  # its own needs a download
    return StopWords(lang)


class _Tokenizer:
    @staticmethod
    def to_sentences(text):
        from nltk.tokenize.punkt import PunktSentenceTokenizer

        return tuple(PunktSentenceTokenizer().tokenize(text))

    @staticmethod
    def to_words(text):
        from digest.text.tokens import tokens

        return tuple(tokens(text))


BY_METHOD: dict[str, Any] = {method: partial(summary, method=method) for method in METHODS}
PLAIN = {f"plain sumy {method}": partial(plain, method=method) for method in METHODS if method != "news"}
globals().update(BY_METHOD)
