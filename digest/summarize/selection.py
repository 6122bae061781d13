"""Which sentences are printed: the best that read well together, within the limits."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digest.summarize.candidates import Candidate, stands_alone
from digest.text.words import count_words

_SAME = 0.5  # share of common words from which two sentences say the same
_FULL = 0.6  # of the words allowed: from here on a better sentence that does not fit ends the summary
_LONGEST_CHAIN = 2  # sentences that may be needed before a dangling one


def select(
    candidates: Sequence[Candidate], scores: NDArray[np.float64], title: str, sentences: int, max_words: int | None
) -> list[Candidate]:
    """At most ``sentences`` candidates of at most ``max_words`` words, in the article's order.

    Taken greedily by score. A dangling sentence is taken only behind the one that it points back at, both or
    neither; a sentence that repeats a chosen one is passed over. A summary is not filled up with whatever is short
    enough for the last few words.
    """
    chosen: dict[int, set[str]] = {}
    words = 0
    for index in np.argsort(-scores, kind="stable"):
        if len(chosen) >= sentences:
            break
        unit = _with_antecedents(candidates, int(index), chosen, title)
        if not unit or len(chosen) + len(unit) > sentences:
            continue
        size = sum(count_words(candidates[i].text) for i in unit)
        if max_words is not None and words + size > max_words and (chosen or len(unit) > 1):
            if words >= _FULL * max_words:
                break
            continue
        bags = {i: set(candidates[i].words) for i in unit}
        if any(_repeats(bag, other) for bag in bags.values() for other in chosen.values()):
            continue
        chosen.update(bags)
        words += size
    return [candidates[i] for i in sorted(chosen)]


def _with_antecedents(
    candidates: Sequence[Candidate], index: int, chosen: dict[int, set[str]], title: str
) -> list[int]:
    """The sentence with those before it that it cannot do without; empty when one of them cannot be printed."""
    unit: list[int] = []
    position = index
    while position not in chosen:
        candidate = candidates[position]
        if len(unit) > _LONGEST_CHAIN or not stands_alone(candidate, title):
            return []
        unit.append(position)
        if not candidate.dangling:
            break
        position -= 1
    return unit[::-1]


def _repeats(bag: set[str], other: set[str]) -> bool:
    return len(bag & other) >= _SAME * max(1, min(len(bag), len(other))) * 1.2
