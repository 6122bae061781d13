"""What is new: novelty beside simpler scores, told stories known again, bytes and time.

    python -m benchmarks.novelty

Quality needs the evaluation data (`DIGEST_EVAL`, by default ../shared/eval). AUC: how often a new sentence scores above
an old one. Known again: half of the articles of a set are told, the other half come next. Time is CPU seconds of one
process on the articles of mixday, over and over with other words.
"""

import random
import sys
import time
from datetime import UTC, datetime
from functools import cache

from benchmarks.articles import EVAL
from benchmarks.compose import articles_of
from digest.compose.memory import Told, pack, recall, signature_of, unpack
from digest.compose.novelty import history, novelty, stems
from digest.models import Earlier, Story, Summary
from digest.text.sentences import sentences


@cache
def _stems(text):
    return [stems(text[start:end], "en") for start, end in sentences(text, "en")]


@cache
def _history(told):
    return history(sentence for text in told for sentence in _stems(text))


def _words(sentence):
    return [term for each in _stems(sentence) for term in each]


def score(told, sentence):
    """What `eval_stories.py benchmarks.novelty:score --novelty` calls."""
    return novelty(_history(tuple(told)), _words(sentence))


def unseen_terms(told, sentence):
    known, words = _history(tuple(told)).idf, set(_words(sentence))
    return sum(word not in known for word in words) / max(1, len(words))


def containment(told, sentence):
    """1 - the best idf-weighted containment in one earlier sentence."""
    known = _history(tuple(told))
    weights = {word: known.idf.get(word, known.unknown) for word in _words(sentence)}
    best = {}
    for word, weight in weights.items():
        for place in known.places.get(word, ()):
            best[place] = best.get(place, 0) + weight
    return 1 - max(best.values(), default=0) / (sum(weights.values()) or 1)


def known_again(rows):
    """How many articles whose event was told are known, how many others are taken for told, and bytes a story."""
    rows = random.Random(1).sample(rows, len(rows))
    articles, half = articles_of(rows), len(rows) // 2
    packed = [pack(Story(article, Summary(()))) for article in articles[:half]]
    issue = datetime(2026, 3, 2, tzinfo=UTC)
    told = [unpack(data, Earlier(number, issue)) for number, data in enumerate(packed)]
    events = [row["gold"] for row in rows]
    found = recall([signature_of(article) for article in articles[half:]], told)
    right = wrong = 0
    for event, stories in zip(events[half:], found, strict=True):
        same = any(events[story.issue.number] == event for story in stories)
        right, wrong = right + same, wrong + (bool(stories) and not same)
    repeated = sum(event in events[:half] for event in events[half:])
    return right, repeated, wrong, len(rows) - half - repeated, round(sum(map(len, packed)) / half)


def main():
    if not (EVAL / "eval_stories.py").exists():
        print(f"skipped, the evaluation data is not at {EVAL} (set DIGEST_EVAL to its folder)")
        return
    sys.path.insert(0, str(EVAL))
    import eval_stories as evaluator

    def rows_of(name):
        return evaluator.load(str(EVAL / "stories"), name, "dev")

    print("| score | novelty | ecb_novelty |\n|---|---|---|")
    for method in (unseen_terms, containment, score):
        cells = []
        for name, items in (("novelty", evaluator.novelty_items), ("ecb_novelty", evaluator.ecb_items)):
            found = evaluator.novelty(items(rows_of(name)), method)
            cells.append(f"{found['auc']:.3f} [{found['lo']:.3f} {found['hi']:.3f}]")
        print(f"| {method.__name__} | {' | '.join(cells)} |")
    print("\n| set | told again, known | wrongly | of fresh | bytes a story |\n|---|---|---|---|---|")
    for name in ("ecbplus", "wikinews", "mixday"):
        right, repeated, wrong, fresh, size = known_again(rows_of(name))
        print(f"| {name} | {right} of {repeated} | {wrong} | {fresh} | {size} |")
    signatures = [signature_of(article) for article in articles_of(rows_of("mixday"))]
    issue = Earlier(1, datetime(2026, 3, 2, tzinfo=UTC))
    for today, count in ((100, 500), (1000, 2000)):
        told = [_changed(signatures[n % len(signatures)], n, issue) for n in range(count)]
        began = time.process_time()
        recall([_changed(signatures[n % len(signatures)], -n, issue).articles[0] for n in range(today)], told)
        print(f"{today} articles beside {count} told stories: {time.process_time() - began:.1f} s")


def _changed(signature, salt, issue):
    """The article with other words in place of two of three."""
    mixed = tuple(
        tuple((term * 2654435761 + salt // 8) % 2**23 if term % 3 else term for term in each) for each in signature
    )
    return Told((mixed,), issue)


if __name__ == "__main__":
    main()
