"""Method ``news`` for those who use sumy."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from sumy.summarizers._summarizer import AbstractSummarizer
from sumy.utils import ItemsCount

from digest.languages.kinds import Language
from digest.summarize.candidates import find_candidates
from digest.summarize.news import scores_of
from digest.summarize.selection import select
from digest.text.tokens import guess_language


class NewsSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """A sumy summarizer: ``NewsSummarizer("en")(parser.document, 3)`` gives sentences of the document in its order.

    The sentences are those of the document, and its headings are the headline. ``language`` is an ISO 639-1 code,
    guessed by default; the count may be whatever sumy takes (3, "20%", a callable). May give fewer than asked.
    """

    def __init__(self, language: str | None = None) -> None:
        super().__init__()
        self._language = language

    def __call__(self, document: Any, sentences_count: Any) -> tuple[Any, ...]:
        items = sentences_count if callable(sentences_count) else ItemsCount(sentences_count)
        count = len(items(document.sentences))
        paragraphs = [[str(sentence) for sentence in paragraph.sentences] for paragraph in document.paragraphs]
        title = " ".join(str(heading) for heading in document.headings)
        text = "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)
        ends = list(_ends(paragraphs))
        code = self._language or guess_language(f"{title}\n{text}")

        def split(_text: str, start: int, end: int, _rules: Language) -> Iterator[tuple[int, int]]:
            for stop in ends[bisect_right(ends, start) : bisect_right(ends, end)]:
                yield start, stop
                start = stop + 1

        if not count or not text:
            return ()
        candidates = find_candidates(text, code, split=split)
        scores = scores_of(candidates, title, code)
        for most in range(count, 0, -1):  # a lead-in and its words are two sentences of the document
            chosen = (candidates[place] for place in select(candidates, scores, title, most, None).chosen)
            taken = {
                end for each in chosen for end in ends[bisect_right(ends, each.start) : bisect_right(ends, each.end)]
            }
            if len(taken) <= count:
                break
        return tuple(
            each for each, end in zip(document.sentences, ends, strict=True) if end in taken and len(taken) <= count
        )


def _ends(paragraphs: list[list[str]]) -> Iterator[int]:
    """Where each sentence ends in the text that joins them by spaces and blank lines."""
    at = 0
    for sentences in filter(None, paragraphs):
        for sentence in sentences:
            at += len(sentence)
            yield at
            at += 1
        at += 1
