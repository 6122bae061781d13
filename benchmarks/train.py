"""Trains the weights of method ``news`` and says what they are worth on articles that they were not trained on.

    python -m benchmarks.train [--write]

Needs the evaluation data (`DIGEST_EVAL`, by default ../shared/eval). A conditional logit: in every article the model
spreads one vote over the sentences that may be printed, and the vote that it should give is a softmax of the
sentence's ROUGE-1 recall of the human summaries per word to the power .8. `--write` stores the weights of all
articles; the figures printed are of five folds, and of each set by the four others.
"""

import argparse
import json
import os
import sys
import zlib
from pathlib import Path

import numpy as np

from benchmarks import adapters
from benchmarks.articles import EVAL, SETS, evaluation_set
from digest.summarize import news
from digest.summarize.candidates import find_candidates, flaw_of
from digest.summarize.features import FEATURES, features_of
from digest.summarize.selection import select

FOLDS = 5
PER_WORD, TEMPERATURE, RIDGE = 0.8, 0.1, 0.01  # of a vote; of all weights, which are standardised
WORDS = 60
BRIEF = 12  # words; a sentence gains nothing from being shorter


def read(evaluator):
    documents = []
    for name in SETS:
        for row in evaluation_set(name):
            title, text, code = row["title"] or "", row["text"], row["lang"]
            candidates = find_candidates(text, code)
            printable = np.array([not flaw_of(candidate, title) for candidate in candidates])
            recalls = [evaluator.rouge([c.text], row["references"], code)[1] for c in candidates]
            lengths = [max(BRIEF, len(candidate.text.split())) for candidate in candidates]
            worth = np.array(recalls) / np.array(lengths) ** PER_WORD
            documents.append(
                {
                    "set": name, "fold": zlib.crc32(row["id"].encode()) % FOLDS, "row": row, "title": title,
                    "candidates": candidates, "features": features_of(candidates, title, code),
                    "printable": printable, "worth": worth,
                    "lead": recall(evaluator, adapters.lead(text, title, word_budget=WORDS, lang=code), row),
                }
            )  # fmt: skip
    return documents


def recall(evaluator, summary, row):
    return 100 * evaluator.rouge(summary, row["references"], row["lang"], WORDS)[evaluator.COLS.index("R1r")]


def train(documents):
    """Weights by Newton's method: the loss is convex and there are few of them."""
    useful = [d for d in documents if d["printable"].sum() > 1]
    rows = [d["features"][d["printable"]] for d in useful]
    spread = np.concatenate(rows).std(axis=0) + 1e-9
    rows = [row / spread for row in rows]
    votes = [
        _softmax(d["worth"][d["printable"]] / max(1e-9, d["worth"][d["printable"]].max()) / TEMPERATURE) for d in useful
    ]
    weights = np.zeros(len(FEATURES))
    for _ in range(50):
        slope, curve = 2 * RIDGE * weights, 2 * RIDGE * np.eye(len(weights))
        for row, vote in zip(rows, votes, strict=True):
            chance = _softmax(row @ weights)
            mean = chance @ row
            slope += (mean - vote @ row) / len(rows)
            curve += ((row.T * chance) @ row - np.outer(mean, mean)) / len(rows)
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    return weights / spread


def _softmax(values):
    powers = np.exp(values - values.max())
    return powers / powers.sum()


def gain(evaluator, document, weights):
    """Recall beyond LEAD of the fewest sentences that reach 60 words, both cut there."""
    candidates = document["candidates"]
    scores = news.scored(candidates, document["features"], weights)
    for count in range(1, 40):
        chosen = select(candidates, scores, document["title"], count, None).chosen
        summary = [candidates[place].text for place in chosen]
        if sum(len(sentence.split()) for sentence in summary) >= WORDS or len(summary) < count:
            break
    return recall(evaluator, summary, document["row"]) - document["lead"]


def table(label, gains):
    """``gains``: set name -> differences to LEAD. The interval resamples articles within each set."""
    drawn = np.random.default_rng(0)
    means = [np.mean([np.mean(drawn.choice(found, len(found))) for found in gains.values()]) for _ in range(2000)]
    cells = [f"{np.mean(found):+.2f}" for found in gains.values()]
    low, high = np.percentile(means, [2.5, 97.5])
    print(
        f"| {label} | "
        + " | ".join(cells)
        + f" | {np.mean([np.mean(f) for f in gains.values()]):+.2f} [{low:+.2f} {high:+.2f}] |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="store the weights of all articles in the package")
    options = parser.parse_args()
    if not (EVAL / "eval_summaries.py").exists():
        sys.exit(f"train: the evaluation data is not at {EVAL}: set DIGEST_EVAL to its folder")
    os.environ.setdefault("ROUGE_FAST", "1")
    sys.path.insert(0, str(EVAL))
    import eval_summaries as evaluator

    documents = read(evaluator)
    print(
        "| ROUGE-1 recall at 60 words beyond LEAD | "
        + " | ".join(SETS)
        + " | mean [95 %] |\n|---|"
        + "---|" * (len(SETS) + 1)
    )
    folds = [train([d for d in documents if d["fold"] != fold]) for fold in range(FOLDS)]
    others = {name: train([d for d in documents if d["set"] != name]) for name in SETS}
    for label, weights_of in (
        ("five folds, never trained on", lambda d: folds[d["fold"]]),
        ("trained on the four other sets", lambda d: others[d["set"]]),
        ("as stored (trained on all)", lambda d: news.weights()),
    ):
        table(
            label, {name: [gain(evaluator, d, weights_of(d)) for d in documents if d["set"] == name] for name in SETS}
        )
    if options.write:
        weights = train(documents)
        stored = {
            "method": "conditional logit, see benchmarks/train.py",
            "command": "python -m benchmarks.train --write",
            "articles": {name: sum(d["set"] == name for d in documents) for name in SETS},
            "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
        }
        path = Path(news.__file__).with_name("news.json")
        path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
        print(f"stored in {path}")


if __name__ == "__main__":
    main()
