"""Stories: quality beside simpler methods, and time.

    python -m benchmarks.compose

Quality needs the evaluation data (`DIGEST_EVAL`, by default ../shared/eval). B-cubed F1, on mixday pairwise F1; "shown"
is the share of groups named as "also covered by" that hold one event. Time is CPU seconds of one process on synthetic
articles: 300 words each drawn from a vocabulary of 30,000 by Zipf's law, in events of three that share forty words.
"""

import collections
import random
import resource
import sys
import time
from datetime import UTC, datetime

from benchmarks.articles import EVAL
from digest.compose.stories import group_stories, link_stories
from digest.models import Article
from digest.text.words import tokens

SETS = ("ecbplus", "wikinews", "mixday", "uci30")


def articles_of(rows):
    return [
        Article(
            url=str(row["id"]), title=row["title"], text=row["text"] or "", source=row["source"] or "", language="en"
        )
        for row in rows
    ]


def ours(rows):
    """What `eval_stories.py benchmarks.compose:ours` calls."""
    ids = {str(row["id"]): row["id"] for row in rows}
    return [[ids[article.url] for article in story] for story in group_stories(articles_of(rows))]


def shown(rows):
    ids = {str(row["id"]): row["id"] for row in rows}
    stories = link_stories(articles_of(rows), {})
    return [[ids[each.article.url] for each in story if each.is_strong] for story in stories]


def by_title(rows):
    groups = collections.defaultdict(list)
    for row in rows:
        groups[" ".join(tokens(row["title"]))].append(row["id"])
    return list(groups.values())


def by_title_words(rows, threshold=0.24):
    """Single link of titles by Jaccard."""
    bags = [set(tokens(row["title"])) for row in rows]
    group = list(range(len(rows)))
    for one in range(len(rows)):
        for other in range(one):
            if len(bags[one] & bags[other]) > threshold * len(bags[one] | bags[other]):
                old, new = group[one], group[other]
                group = [new if each == old else each for each in group]
    found = collections.defaultdict(list)
    for row, number in zip(rows, group, strict=True):
        found[number].append(row["id"])
    return list(found.values())


def quality():
    if not (EVAL / "eval_stories.py").exists():
        print(f"quality: skipped, the evaluation data is not at {EVAL} (set DIGEST_EVAL to its folder)")
        return
    sys.path.insert(0, str(EVAL))
    import eval_stories as evaluator

    print("| method | " + " | ".join(SETS) + " | mixday shown pure |\n|---|" + "---|" * (len(SETS) + 1))
    for name, method in (("exact title", by_title), ("title Jaccard", by_title_words), ("digest", ours)):
        cells = []
        for key in SETS:
            rows = evaluator.load(str(EVAL / "stories"), key, "dev")
            gold = {row["id"]: row["gold"] for row in rows}
            counts = list(evaluator.per_doc(gold, evaluator.labels(method(rows), list(gold))).values())
            if key == "mixday":
                cells.append(f"{pairwise(gold, method(rows)):.3f}")
                groups = [group for group in (shown if method is ours else method)(rows) if len(group) > 1]
                pure = sum(len({gold[each] for each in group}) == 1 for group in groups) / max(1, len(groups))
                last = f"{pure:.2f} of {len(groups)}"
            else:
                precision = sum(both / ours_ for _, ours_, both in counts) / len(counts)
                recall = sum(both / theirs for theirs, _, both in counts) / len(counts)
                cells.append(f"{evaluator.f1(precision, recall):.3f}")
        print(f"| {name} | " + " | ".join(cells) + f" | {last} |", flush=True)


def pairwise(gold, groups):
    def pairs(labels):
        return sum(count * (count - 1) // 2 for count in collections.Counter(labels).values())

    label = {each: number for number, group in enumerate(groups) for each in group}
    both = pairs((gold[each], label[each]) for each in gold)
    return 2 * both / (pairs(gold.values()) + pairs(label.values()))


def synthetic(count):
    drawn = random.Random(1)
    vocabulary = [f"w{number}" for number in range(30_000)]
    odds = [1 / (number + 10) for number in range(30_000)]
    found = []
    for number in range(count):
        if number % 3 == 0:
            event = drawn.choices(vocabulary[300:], k=40)
        words = drawn.choices(vocabulary, odds, k=240) + drawn.sample(event, 40) + drawn.choices(event, k=20)
        drawn.shuffle(words)
        found.append(
            Article(
                url=f"u{number}", title=" ".join(drawn.sample(event, 8)), text=" ".join(words), language="en",
                published_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )  # fmt: skip
    return found


def speed():
    print("\n| articles | CPU s | of 1,000 | stories | peak MB so far |\n|---|---|---|---|---|")
    first = 0.0
    group_stories(synthetic(9))  # imports, stemmer tables
    for count in (1_000, 4_000, 10_000):
        articles = synthetic(count)
        begin = time.process_time()
        stories = group_stories(articles)
        spent = time.process_time() - begin
        first = first or spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {count:,} | {spent:.1f} | {spent / first:.1f}x | {len(stories):,} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    quality()
    speed()
