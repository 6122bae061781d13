"""Stories: quality beside simpler methods, time and memory beside summarising.

    python -m benchmarks.compose [--speed-only | --quality-only]

Quality needs the evaluation data (`DIGEST_EVAL`, by default ../shared/eval). B-cubed F1, on mixday pairwise F1; "shown"
is the share of groups named as "also covered by" that hold one event; differences from the bigram method with 95 %
intervals, topics resampled, both methods on the same topics. Time is CPU seconds, memory the peak of the whole process;
each size in a process of its own, on synthetic articles: 300 words each drawn from a vocabulary of 30,000 by Zipf's
law in sentences of 20, in events of three that share forty words.
"""

import collections
import json
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime

import digest
from benchmarks import bigrams
from benchmarks.articles import EVAL
from digest.compose.stories import group_stories, link_stories
from digest.models import Article
from digest.text.tokens import tokens

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


BEST = "tf-idf + bigrams, best threshold per set"
METHODS = {
    "exact title": by_title,
    "title Jaccard": by_title_words,
    "tf-idf + bigrams": bigrams.by_bigrams,
    "digest": ours,
}


def quality():
    if not (EVAL / "eval_stories.py").exists():
        print(f"quality: skipped, the evaluation data is not at {EVAL} (set DIGEST_EVAL to its folder)")
        return
    sys.path.insert(0, str(EVAL))
    import eval_stories as evaluator

    rows = {key: evaluator.load(str(EVAL / "stories"), key, "dev") for key in SETS}
    groups = {name: {key: method(rows[key]) for key in SETS} for name, method in METHODS.items()}
    groups = {BEST: {key: best_of_bigrams(evaluator, key, rows[key]) for key in SETS}} | groups
    print("| method | " + " | ".join(SETS) + " | mixday shown pure |\n|---|" + "---|" * (len(SETS) + 1))
    for name, found in groups.items():
        cells = [f"{figure(evaluator, key, counted(evaluator, rows[key], found[key])):.3f}" for key in SETS]
        print(f"| {name} | " + " | ".join([*cells, pure(rows["mixday"], name, found["mixday"])]) + " |", flush=True)
    for peer in ("tf-idf + bigrams", BEST):
        cells = []
        for key in SETS:
            both = [counted(evaluator, rows[key], groups[name][key]) for name in ("digest", peer)]
            cells.append("{:+.3f} [{:+.3f} {:+.3f}]".format(*difference(evaluator, key, rows[key], *both)))
        print(f"| digest beyond {peer} [95 %] | " + " | ".join(cells) + " | |")


def best_of_bigrams(evaluator, key, rows):
    """The groups of the bigram method at the threshold that is best for these very articles."""
    similar = bigrams.similarities(rows)
    tried = [bigrams.grouped(rows, similar, percent / 100) for percent in range(2, 31)]
    return max(tried, key=lambda groups: figure(evaluator, key, counted(evaluator, rows, groups)))


def counted(evaluator, rows, groups):
    gold = {row["id"]: row["gold"] for row in rows}
    return evaluator.per_doc(gold, evaluator.labels(groups, list(gold)))


def figure(evaluator, key, counts):
    return evaluator.score(list(counts.values()) if isinstance(counts, dict) else counts)[
        "pwf" if key == "mixday" else "b3f"
    ]


def pure(rows, name, groups):
    gold = {row["id"]: row["gold"] for row in rows}
    groups = [group for group in (shown(rows) if name == "digest" else groups) if len(group) > 1]
    single = sum(len({gold[each] for each in group}) == 1 for group in groups)
    return f"{single / max(1, len(groups)):.2f} of {len(groups)}"


def difference(evaluator, key, rows, one, other, draws=1000):
    """``one`` less ``other``, and where 95 % of the differences are when topics are drawn anew."""
    topics = collections.defaultdict(list)
    for row in rows:
        topics[row["topic"]].append(row["id"])
    drawn = random.Random(7)
    found = []
    for _ in range(draws):
        ids = [each for topic in drawn.choices(sorted(topics), k=len(topics)) for each in topics[topic]]
        found.append(
            figure(evaluator, key, [one[each] for each in ids]) - figure(evaluator, key, [other[each] for each in ids])
        )
    found.sort()
    return (
        figure(evaluator, key, one) - figure(evaluator, key, other), found[draws // 40], found[-draws // 40],
    )  # fmt: skip


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
        text = " ".join(" ".join(["The", *words[at : at + 20]]) + "." for at in range(0, len(words), 20))
        found.append(
            Article(
                url=f"u{number}", title=" ".join(drawn.sample(event, 8)), text=text, language="en",
                published_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )  # fmt: skip
    return found


def speed():
    print("\n| articles | stories, CPU s | of 1,000 | peak MB | summaries, CPU s | stories after them |")
    print("|---|---|---|---|---|---|")
    first = 0.0
    for count in (1_000, 4_000, 10_000):
        alone, peak, _, _ = measured(count, "stories")
        _, _, summaries, after = measured(count, "both")
        first = first or alone
        print(
            f"| {count:,} | {alone:.1f} | {alone / first:.1f}x | {peak:.0f} | {summaries:.1f} | {after:.1f} |",
            flush=True,
        )


def measured(count, what):
    """Seconds and peak memory of ``stories``, and of summaries and then stories, as a process of its own gives them."""
    command = [sys.executable, "-m", "benchmarks.compose", "--measure", what, str(count)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(what, count):
    articles = synthetic(count)
    group_stories(articles[:9])  # imports
    digest.summarize_article(articles[0].text, title=articles[0].title, language="en")
    begin = time.process_time()
    if what == "both":
        for article in articles:
            digest.summarize_article(article.text, title=article.title, language="en")
    middle = time.process_time()
    group_stories(articles)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([end - middle, peak, middle - begin, end - middle]))


if __name__ == "__main__":
    if "--measure" in sys.argv:
        measure(sys.argv[-2], int(sys.argv[-1]))
    else:
        if "--speed-only" not in sys.argv:
            quality()
        if "--quality-only" not in sys.argv:
            speed()
