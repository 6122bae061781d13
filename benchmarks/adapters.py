"""What `eval_summaries.py --callable` calls: (text, title, n_sentences=, word_budget=, lang=) -> list of sentences.

With a word budget the fewest sentences that reach it are given; the evaluator cuts everyone to exactly that many words.
"""

from functools import partial

from digest.summarize import METHODS, summarize
from digest.text.sentences import sentences


def summary(text, title, n_sentences=3, word_budget=None, lang="en", method="news"):
    found = []
    for count in range(1, 40) if word_budget else (n_sentences,):
        found = [s.text for s in summarize(text, title or "", language=lang, sentences=count, method=method).sentences]
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


def plain_lexrank(text, title, n_sentences=3, word_budget=None, lang="en"):
    """sumy as its own documentation uses it, but for the tokenizer, which would need a download."""
    from sumy.nlp.stemmers import Stemmer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.utils import get_stop_words

    summarizer = LexRankSummarizer(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    document = PlaintextParser.from_string(text, _Tokenizer).document
    return [str(sentence) for sentence in summarizer(document, n_sentences)]


class _Tokenizer:
    @staticmethod
    def to_sentences(text):
        return tuple(text[start:end] for start, end in sentences(text, "en"))

    @staticmethod
    def to_words(text):
        from digest.text.words import tokens

        return tuple(tokens(text))


BY_METHOD = {method: partial(summary, method=method) for method in METHODS}
globals().update(BY_METHOD)
