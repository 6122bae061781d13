"""Quotations: how many of those given are right, on 358 quotations of 66 articles labelled by hand before the rules.

    python -m benchmarks.quotations [--wrong]

The articles belong to their publishers and are not in this repository: they are looked for in `DIGEST_EVAL`, by default
../shared/eval. They were drawn by a hash of their ids. `labels/quotations.jsonl` has an article's id, the span of every
quotation of five words or more, and the spans of the names that are right for its speaker; null where the text names
nobody. Half of the articles, by another hash of their ids, are held out: the rules were written beside the other half's
errors alone. One that is given is right when its span is a labelled one and its speaker's words are one of the names;
one that is not labelled is wrong.

`labels/key_quotations.jsonl` has 100 key quotations that an earlier form of the rules gave on other articles, drawn by
a third hash, each read afterwards with what surrounds it and judged right or wrong.
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.articles import EVAL
from benchmarks.furniture import PAGES, is_held_out, paragraphs_of, text_of
from digest.models import Article, Quotation, Sentence
from digest.summarize import summarize_article
from digest.summarize.candidates import find_candidates
from digest.summarize.quotations import find_quotations
from digest.summarize.quoted import find_quoted
from digest.summarize.speakers import names_of, runs
from digest.text.tokens import guess_language

LABELS = Path(__file__).parent / "labels" / "quotations.jsonl"
READ = Path(__file__).parent / "labels" / "key_quotations.jsonl"


def texts():
    """id -> (title, text)."""
    found = {}
    for path in sorted((EVAL / "data").glob("*.dev.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found |= {row["id"]: (row["title"] or "", row["text"]) for row in map(json.loads, lines)}
    for case in json.loads((PAGES / "cases.json").read_text())["cases"]:
        page = gzip.decompress((PAGES / case["file"]).read_bytes())
        found[case["id"]] = case.get("title", ""), case.get("body") or text_of(paragraphs_of(page))
    return found


def nearest_name(text, candidates, code):
    """A peer: each quotation goes to the nearest words with capitals that follow it, or else precede it."""
    names = names_of(text, code)
    for each in find_quoted(text):
        behind = next(runs(text, each.closed, min(len(text), each.closed + 120), names), None)
        before = list(runs(text, max(0, each.opened - 120), each.opened, names))
        if span := behind or (before[-1] if before else None):
            yield Quotation(text[each.start : each.end], each.start, each.end, Sentence(text[slice(*span)], *span))


def verdicts(articles, labels, method):
    """(id, right, given) of every quotation that a method gives."""
    for name in labels:
        title, text = articles[name]
        code = guess_language(f"{title}\n{text}")
        for given in method(text, find_candidates(text, code), code):
            spans = labels[name].get((given.start, given.end)) or []
            yield name, given.speaker.text in {text[a:b] for a, b in spans}, given


def key_quotations(articles, labels):
    """(id, right, given) of every article's key quotation."""
    for name in labels:
        title, text = articles[name]
        if given := summarize_article(Article(url="", title=title, text=text)).quotation:
            spans = labels[name].get((given.start, given.end)) or []
            yield name, given.speaker.text in {text[a:b] for a, b in spans}, given


def read_ones(articles):
    """What has become of the key quotations that were read: given still, given otherwise, or left out."""
    fates = Counter()
    for row in map(json.loads, READ.read_text().splitlines()):
        title, text = articles[row["id"]]
        given = summarize_article(Article(url="", title=title, text=text)).quotation
        same = given and [given.start, given.end] == [row["start"], row["end"]]
        words = given and same and given.speaker.text == text[slice(*row["speaker"])]
        fates["right" if row["right"] else "wrong", "given" if words else "changed" if given else "left out"] += 1
    print(f"\nOf {sum(fates.values())} read: " + ", ".join(f"{a} and {b} {n}" for (a, b), n in sorted(fates.items())))


def growth():
    """CPU time for 1, 2, 4 and 8 times the same text."""
    piece = "“It is what we said it was,” Ann Lee said. “We know,” she said. 'No' „so« \"and\" told B. Roe, said "
    spent = []
    for times in (1, 2, 4, 8):
        text = "\n\n".join([piece * 4] * 500 * times)
        candidates = find_candidates(text, "en")
        begin = time.process_time()
        find_quotations(text, candidates, "en")
        spent.append(time.process_time() - begin)
    rates = ", ".join(f"{seconds / spent[0]:.1f}" for seconds in spent)
    print(f"CPU time for 1, 2, 4, 8 times 0.2 MB full of quotations: {rates} (1 = {spent[0]:.2f} s)\n")


def main(show):
    growth()
    if not (PAGES / "cases.json").exists():
        print(f"quotations: skipped, the articles are not at hand (set DIGEST_EVAL to their folder; looked in {EVAL})")
        return
    labels = defaultdict(dict)
    for row in map(json.loads, LABELS.read_text().splitlines()):
        labels[row["id"]][row["start"], row["end"]] = row["speakers"]
    articles = texts()
    print("| method | articles | given | right | of the attributed ones found |\n|---|---|---|---|---|")
    methods = {
        "nearest name": lambda part: verdicts(articles, part, nearest_name),
        "digest, every quotation": lambda part: verdicts(articles, part, find_quotations),
        "digest, key quotation": lambda part: key_quotations(articles, part),
    }
    for method, run in methods.items():
        for half, held in (("developed on", False), ("held out", True)):
            part = {name: spans for name, spans in labels.items() if is_held_out(name) is held}
            given = list(run(part))
            right = sum(good for _, good, _ in given)
            named = sum(bool(names) for spans in part.values() for names in spans.values())
            found = f"{right / named:.0%} of {named}" if "key" not in method else f"{right} of {len(part)} articles"
            print(f"| {method} | {half} | {len(given)} | {right / max(len(given), 1):.1%} | {found} |")
            if show and "every" in method and not held:
                for name, good, each in given:
                    if not good:
                        print(f"    {name}: {each.text[:70]!r} by {each.speaker.text!r}")
    read_ones(articles)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="what went wrong on the half developed on")
    main(parser.parse_args().wrong)
