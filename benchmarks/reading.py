"""Summaries read beside their articles: what a reader made of 100, and how many of these are still what is printed.

    python -m benchmarks.reading [--print SET] [--seed 2026]

Twenty articles of each of five sets are drawn by the seed, and ten more by seed 2027, which were read after the rules
that the first hundred prompted. They belong to their publishers and are not in this repository: they are looked for in
`DIGEST_EVAL`, by default ../shared/eval. `--print` gives them with headline and summary, three sentences, for a reader.

`labels/summaries.jsonl` has the verdicts: good tells the news and is understandable alone; dull is whole but misses the
news or repeats itself; misleading lets a reader believe what the article does not say; broken is not understandable
alone. `read` is a hash of the spans of the sentences that were read, `first` the verdict on what was printed before
these rules, where it was another.
"""

import argparse
import hashlib
import json
import random
from collections import Counter
from pathlib import Path

from benchmarks.articles import EVAL, SETS, evaluation_set
from digest.summarize import summarize_article

LABELS = Path(__file__).parent / "labels" / "summaries.jsonl"
VERDICTS = ("good", "dull", "misleading", "broken")
COUNTS = {2026: 20, 2027: 10}  # seed -> articles of each set


def drawn(name, seed):
    """The articles of a set that were drawn by a seed; none of the first seed's in the second draw."""
    rows = {row["id"]: row for row in evaluation_set(name)}
    ids = random.Random(2026).sample(sorted(rows), COUNTS[2026])
    if seed != 2026:
        ids = random.Random(seed).sample(sorted(rows.keys() - set(ids)), COUNTS[seed])
    return [rows[id] for id in ids]


def summary_of(row):
    return summarize_article(row["text"], row["title"] or "", language=row["lang"]).sentences


def mark_of(sentences):
    spans = ",".join(f"{sentence.start}-{sentence.end}" for sentence in sentences)
    return hashlib.sha256(spans.encode()).hexdigest()[:12]


def show(name, seed):
    for row in drawn(name, seed):
        sentences = summary_of(row)
        print(f"\n{'=' * 100}\n{row['id']}  {mark_of(sentences)}\n# {row['title'] or '(no headline)'}")
        for sentence in sentences:
            print(f"  * {sentence.text}")
        print(f"{'-' * 100}\n{row['text']}")


def count():
    printed = {}
    for seed in COUNTS:
        for name in SETS:
            printed |= {row["id"]: mark_of(summary_of(row)) for row in drawn(name, seed)}
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    print("| drawn by | set | " + " | ".join(VERDICTS) + " | printed as read |\n|---|" + "---|" * (len(VERDICTS) + 2))
    for seed in COUNTS:
        rows = [row for row in labels if row["seed"] == seed]
        for name in (*SETS, "all"):
            part = [row for row in rows if name in (row["set"], "all")]
            _line(seed, name, Counter(row["verdict"] for row in part), _as_read(part, printed))
        _line(seed, "all, first", Counter(row.get("first", row["verdict"]) for row in rows), "")


def _as_read(rows, printed):
    return f"{sum(printed.get(row['id']) == row['read'] for row in rows)} of {len(rows)}"


def _line(seed, name, verdicts, as_read):
    print(f"| {seed} | {name} | " + " | ".join(str(verdicts[v]) for v in VERDICTS) + f" | {as_read} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--print", choices=SETS, metavar="SET", help="articles and summaries of a set, to read")
    parser.add_argument("--seed", type=int, choices=COUNTS, default=2026, help="which draw is printed")
    options = parser.parse_args()
    if evaluation_set(SETS[0]) is None:
        print(f"reading: skipped, the articles are not at hand (set DIGEST_EVAL to their folder; looked in {EVAL})")
    elif options.print:
        show(options.print, options.seed)
    else:
        count()
