"""What is new: area under ROC of novelty on the two sets of the evaluation data, beside simpler scores."""

from functools import cache

from digest.compose.novelty import history, novelty, stems
from digest.text.sentences import sentences


@cache
def _stems(text):
    return [stems(text[start:end], "en") for start, end in sentences(text, "en")]


@cache
def _history(told):
    return history(sentence for text in told for sentence in _stems(text))


def score(told, sentence):
    """What `eval_stories.py benchmarks.novelty:score --novelty` calls."""
    return novelty(_history(tuple(told)), [term for each in _stems(sentence) for term in each])
