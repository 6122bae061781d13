"""Which sentences are printed: the best that read well together, within the limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digest.summarize.candidates import Candidate, flaw_of, is_headline
from digest.text.counting import plural
from digest.text.tokens import count_words

_SAME = 0.5  # share of common words from which two sentences say the same
_FULL = 0.6  # of the words allowed: from here on a better sentence that does not fit ends the summary
_LONGEST_CHAIN = 2  # sentences that may be needed before a dangling one


@dataclass(frozen=True, slots=True)
class Selection:
    """``chosen``: places of the candidates that are printed, in order. ``verdicts``: of every candidate, why or why
    not; "" of those that were not looked at."""

    chosen: list[int]
    verdicts: list[str]


def select(
    candidates: Sequence[Candidate], scores: NDArray[np.float64], title: str, sentences: int, max_words: int | None
) -> Selection:
    """At most ``sentences`` candidates of at most ``max_words`` words, in the article's order.

    Taken greedily by score. A dangling sentence is taken only behind the one that it points back at, both or
    neither; a sentence that repeats a chosen one is passed over. A summary is not filled up with whatever is short
    enough for the last few words.
    """
    chosen: dict[int, set[str]] = {}
    verdicts = [""] * len(candidates)
    words = 0
    for index in map(int, np.argsort(-scores, kind="stable")):
        if index in chosen:
            continue
        if len(chosen) >= sentences:
            break
        unit, flaw = _with_antecedents(candidates, index, chosen, title)
        if flaw:
            verdicts[index] = flaw
            continue
        if len(chosen) + len(unit) > sentences:
            verdicts[index] = "needs the sentence before it, and there is room for one"
            continue
        size = sum(count_words(candidates[i].text) for i in unit)
        if max_words is not None and words + size > max_words and (chosen or len(unit) > 1):
            verdicts[index] = f"too long for the {plural(max_words - words, 'word')} left"
            if words >= _FULL * max_words:
                break
            continue
        bags = {i: set(candidates[i].words) for i in unit}
        if any(_repeats(bag, other) for bag in bags.values() for other in chosen.values()):
            verdicts[index] = "says what another one says"
            continue
        chosen.update(bags)
        words += size
        for place in unit:
            verdicts[place] = "taken" if place == index else "taken: the next one points back at it"
    return Selection(sorted(chosen), verdicts)


def _with_antecedents(
    candidates: Sequence[Candidate], index: int, chosen: dict[int, set[str]], title: str
) -> tuple[list[int], str]:
    """The sentence with those before it that it cannot do without; or what is wrong with one of them."""
    unit: list[int] = []
    position = index
    while position not in chosen:
        candidate = candidates[position]
        if unit and is_headline(candidate.text, title):
            break  # it is printed just above
        if flaw := flaw_of(candidate, title):
            return [], f"points back at a sentence that is left: {flaw}" if unit else flaw
        if len(unit) > _LONGEST_CHAIN:
            return [], "points too far back"
        unit.append(position)
        if not candidate.dangling:
            break
        position -= 1
    return unit[::-1], ""


def _repeats(bag: set[str], other: set[str]) -> bool:
    return len(bag & other) >= _SAME * max(1, min(len(bag), len(other))) * 1.2
