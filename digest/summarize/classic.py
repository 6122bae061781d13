"""sumy's eight methods, with our sentences and words instead of its tokenizer (which needs a download)."""

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digest.models import Method
from digest.summarize.candidates import Candidate
from digest.text.tokens import stemmer, stop_words, tokens

MOST_SENTENCES = 200  # several of the methods are quadratic or worse


class _Words:
    """The part of sumy's tokenizer that its sentences call."""

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(tokens(sentence))


def scores_of(candidates: Sequence[Candidate], title: str, code: str | None, method: Method) -> NDArray[np.float64]:
    """A score per candidate from the named method of sumy; 0 for furniture and beyond the first 200 sentences."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as Node

    scores = np.zeros(len(candidates))
    ranked = [index for index, candidate in enumerate(candidates) if candidate.news and candidate.words]
    ranked = ranked[:MOST_SENTENCES]
    if not ranked:
        return scores
    nodes = [Node(candidates[index].text, _Words) for index in ranked]
    document = ObjectDocumentModel([Paragraph(nodes)])
    ratings: dict[int, float] = {}

    def keep(infos: Any) -> Any:
        """sumy calls this with every rated sentence where it would cut to a count."""
        ratings.update((info.order, float(info.rating)) for info in infos)
        return infos

    with np.errstate(invalid="ignore"), warnings.catch_warnings():
        # LexRank divides by zero where no two sentences share a word; LSA warns of fewer words than sentences
        warnings.simplefilter("ignore")
        summarizer_of(method, title, code)(document, keep)
    # LSA rates no sentence where none has a word
    values = np.nan_to_num(np.array([ratings.get(order, 0.0) for order in range(len(nodes))]))
    scores[ranked] = 1e-6 + values - values.min()
    return scores


def summarizer_of(method: Method, title: str, code: str | None) -> Any:
    """sumy's summarizer of that name, with the language's stemmer and stop words where there are any."""
    from sumy.summarizers.edmundson import EdmundsonSummarizer
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.reduction import ReductionSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    classes = {
        "lexrank": LexRankSummarizer, "lsa": LsaSummarizer, "textrank": TextRankSummarizer, "luhn": LuhnSummarizer,
        "edmundson": EdmundsonSummarizer, "kl": KLSummarizer, "sumbasic": SumBasicSummarizer,
        "reduction": ReductionSummarizer,
    }  # fmt: skip
    summarizer = classes[method](stemmer(code))
    if method == "edmundson":
        summarizer.bonus_words = tokens(title) or ["-"]
        summarizer.stigma_words = ["-"]
        summarizer.null_words = stop_words(code) or ["-"]
    else:
        summarizer.stop_words = stop_words(code)
    return summarizer
