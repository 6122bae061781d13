"""Summaries: speed of every method in one run, and quality against LEAD.

    python -m benchmarks.summaries [--articles 200] [--speed-only]

Quality needs the evaluation data and its script (`DIGEST_EVAL`, by default ../shared/eval); it is skipped with a word
where they are absent. ROUGE-1 recall at exactly 60 words for everyone; failures counted at 3 sentences.
"""

import argparse
import os
import sys
import time
from importlib.util import find_spec
from typing import Any

from benchmarks import adapters
from benchmarks.articles import EVAL, SETS, evaluation_set, texts
from digest.summarize import summarize_article


def speed(articles):
    calls: dict[str, Any] = {"plain sumy lexrank": adapters.PLAIN["plain sumy lexrank"]} | adapters.BY_METHOD
    if find_spec("newspaper"):
        calls["newspaper4k"] = adapters.newspaper
    else:
        print("\nnewspaper4k is not installed (extra `bench`), and is left out")
    for call in calls.values():  # imports, stemmer tables
        call(articles[0][1], articles[0][0], lang=articles[0][2])
    spent = dict.fromkeys(calls, float("inf"))
    for _ in range(3):  # in turn and the best of three: other work on the machine slows some rounds
        for name, call in calls.items():
            begin = time.process_time()
            for title, text, language in articles:
                call(text, title, lang=language)
            spent[name] = min(spent[name], time.process_time() - begin)
    print("\n| method | articles per CPU second | of sumy's LexRank through digest |\n|---|---|---|")
    for name, seconds in sorted(spent.items(), key=lambda item: item[1]):
        print(f"| {name} | {len(articles) / seconds:.0f} | {spent['lexrank'] / seconds:.2f} |")


def growth(articles):
    """CPU seconds for 1, 2, 4 and 8 MB of one text."""
    text = "\n\n".join(text for _, text, _ in articles)
    text *= 8_000_000 // len(text) + 1
    summarize_article(text[:1000], language="en")
    spent = []
    for megabytes in (1, 2, 4, 8):
        begin = time.process_time()
        summarize_article(text[: megabytes * 1_000_000], language="en")
        spent.append(time.process_time() - begin)
    print("\nOne text of 1, 2, 4, 8 MB: " + ", ".join(f"{seconds:.2f}" for seconds in spent) + " CPU s")


def quality():
    if not (EVAL / "eval_summaries.py").exists():
        print("\nquality: skipped, the evaluation data is not at hand (set DIGEST_EVAL to its folder)")
        return
    os.environ.setdefault("ROUGE_FAST", "1")
    sys.path.insert(0, str(EVAL))
    import eval_summaries as evaluator

    names = {"lead": adapters.lead} | adapters.BY_METHOD | adapters.PLAIN
    rows = {name: evaluation_set(name) for name in SETS}
    print("\n| method | " + " | ".join(SETS) + " | mean | failures, % of summaries |\n|---|" + "---|" * (len(SETS) + 2))
    for name, call in names.items():
        recalls, failed, total = [], 0, 0
        for key, articles in rows.items():
            scored = evaluator.evaluate(articles, call, words=60)
            recalls.append(100 * scored["scores"][:, evaluator.COLS.index("R1r")].mean())
            if key != "inshorts":  # its quotation marks were restored by rule
                fails = evaluator.evaluate(articles, call, n=3)["fails"]
                failed += sum(any(fail.values()) for fail in fails)
                total += len(articles)
        cells = [f"{recall:.2f}" for recall in [*recalls, sum(recalls) / len(recalls)]]
        print(f"| {name} | " + " | ".join(cells) + f" | {100 * failed / total:.1f} |", flush=True)
    french = evaluation_set("orangesum_fr")
    news, lead = (
        evaluator.evaluate(french, call, words=60)["scores"][:, evaluator.COLS.index("R1r")] * 100
        for call in (adapters.BY_METHOD["news"], adapters.lead)
    )
    low, high = evaluator.ci(news - lead)
    print(
        f"\nFrench, {len(french)} articles: news {news.mean():.2f}, LEAD {lead.mean():.2f},"
        f" difference [{low:+.2f} {high:+.2f}]"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--speed-only", action="store_true")
    options = parser.parse_args()
    speed(texts(options.articles))
    growth(texts(options.articles))
    if not options.speed_only:
        quality()
