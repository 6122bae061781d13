"""Sentences: boundary F1 of five splitters on 385 paragraphs labelled by hand before the rules, and their speed.

    python -m benchmarks.sentences [--wrong]

The texts belong to their publishers and are not in this repository: they are looked for in `DIGEST_EVAL`, by default
../shared/eval. `labels/sentences.jsonl` has a text's id, the span of a paragraph in it (the gold text of a page where
there is one, else `text_of(paragraphs_of(page))`), and where its sentences end: `ends` outside and `inside` within
quotations, from the paragraph's start, without its last. 593 ends and 104 inside.

The paragraphs of 50 to 900 characters were drawn by two seeds from seven sets, about a sixth without any of sixteen
forms that splitters trip over, the others so that each form comes as evenly as it can: quotations, of several sentences
too, "?”", abbreviations, initials, U.S., "…", ":", decimals, addresses, ordinals, brackets, "!", a number or a lower-
case letter behind a stop, datelines. Of the articles without paragraphs (cnndm, summeval) it was runs of sentences. Of
462 drawn 77 were left out: sentences glued together, reference numbers between them, quotation marks lost by the data
set, lists of links. Half of the articles, by a hash of their ids, are held out: the rules were written beside the other
half's errors alone. The reader who labelled them wrote the rules too, so "held out" means unused, not unseen.

What was labelled. A sentence ends behind its mark and the quotes and brackets that close there, where white space
follows and somebody who reads it aloud would begin anew. A colon never ends one, nor does a mark that a lower-case word
follows, unless it plainly begins anew. A quotation and the words that say whose it is are one sentence, before it,
within it or behind it; what follows is another. A number with a stop before an item belongs to the item, and to the
month or noun that it orders. A sentence in brackets of its own is one.

Ends within quotation marks (open to the end of the paragraph where the speech goes on in the next) are a matter of
house style. "neutral" leaves them out for everyone, found or not; "house" counts one that is found as wrong, for ours
is that a quotation is never broken.
"""

import argparse
import json
import time
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from benchmarks.articles import EVAL
from benchmarks.articles import texts as articles
from benchmarks.furniture import PAGES, is_held_out
from benchmarks.quotations import texts
from digest.text.sentences import sentences

LABELS = Path(__file__).parent / "labels" / "sentences.jsonl"
MEGABYTES = 2
HARD = ("“", '"', "'A ", ".", ". ", "“A. ", "? ”", "1. ", "No. ", "。", "x", " ", "a.\n")


def by_digest(text, code):
    return [text[start:end] for start, end in sentences(text, code)]


def by_blingfire(text, code):
    from blingfire import text_to_sentences

    return text_to_sentences(text).split("\n")


@cache
def _pysbd(code):
    from pysbd import Segmenter

    return Segmenter(language=code, clean=False)


def by_pysbd(text, code):
    return _pysbd(code).segment(text)


def by_syntok(text, code):
    from syntok import segmenter

    starts = [sentence[0].offset for paragraph in segmenter.analyze(text) for sentence in paragraph]
    return [text[a:b] for a, b in zip([0, *starts[1:]], [*starts[1:], len(text)], strict=True)]


def by_nupunkt(text, code):
    from nupunkt import sent_tokenize

    return sent_tokenize(text)


SPLITTERS = {
    "digest": by_digest,
    "blingfire": by_blingfire,
    "syntok": by_syntok,
    "nupunkt": by_nupunkt,
    "pysbd": by_pysbd,
}


def inner(sentences_found):
    """Where sentences end but the last, counted in characters that are no white space: some splitters change that."""
    lengths = [len("".join(sentence.split())) for sentence in sentences_found]
    return set(accumulate(length for length in lengths if length)) - {sum(lengths)}


def scores(cases, split, house):
    right = found = known = 0
    for row, text in cases:
        said = inner(split(text, row["language"]))
        ends, inside = ({len("".join(text[:at].split())) for at in row[kind]} for kind in ("ends", "inside"))
        said -= set() if house else inside
        right, found, known = right + len(said & ends), found + len(said), known + len(ends)
    return right / max(found, 1), right / max(known, 1), 2 * right / max(found + known, 1)


def labelled():
    """(row, paragraph) of every label."""
    of = texts()
    for row in map(json.loads, LABELS.read_text().splitlines()):
        yield row, of[row["id"]][1][row["start"] : row["end"]]


def speeds():
    """CPU seconds for the same articles, best of five rounds taken in turn; the slow ones get a tenth of them, once."""
    rows = articles(2000)
    size = 0
    rows = [row for row in rows if (size := size + len(row[1].encode())) < MEGABYTES * 1e6]
    spent = defaultdict(list)
    for turn in range(5):
        for name, split in SPLITTERS.items():
            slow = name in ("pysbd", "syntok")
            if slow and turn:
                continue
            part = rows[:: 10 if name == "syntok" else 100] if slow else rows
            split(part[0][1], "en")
            begin = time.process_time()
            for _, text, _ in part:
                split(text, "en")
            spent[name].append((time.process_time() - begin) / sum(len(text.encode()) for _, text, _ in part))
    measure = "blingfire" if "blingfire" in spent else "digest"
    print(f"\n| splitter | MB per CPU second | of {measure}'s |\n|---|---|---|")
    for name, seconds in spent.items():
        print(f"| {name} | {1e-6 / min(seconds):.3g} | {min(spent[measure]) / min(seconds):.2f} |")


def growth():
    """CPU seconds for 1 and 4 MB of what a splitter may be quadratic in."""
    print("\n| 1, 4 MB of | CPU seconds |\n|---|---|")
    for piece in HARD:
        spent = []
        for megabytes in (1, 4):
            text = piece * (megabytes * 1_000_000 // len(piece))
            begin = time.process_time()
            sentences(text, "en")
            spent.append(f"{time.process_time() - begin:.2f}")
        print(f"| `{piece!r}` | {', '.join(spent)} |")


def main(show):
    for name in [name for name in SPLITTERS if not find_spec(name)]:
        print(f"{name} is not installed (extra `bench`), and is left out")
        del SPLITTERS[name]
    speeds()
    growth()
    if not (PAGES / "cases.json").exists():
        print(f"\nsentences: F1 skipped, the texts are not at hand (set DIGEST_EVAL; looked in {EVAL})")
        return
    cases = list(labelled())
    halves = {
        "developed on": [case for case in cases if not is_held_out(case[0]["id"])],
        "held out": [case for case in cases if is_held_out(case[0]["id"])],
        "all": cases,
    }
    languages = sorted({row["language"] for row, _ in cases})
    halves |= {code: [case for case in cases if case[0]["language"] == code] for code in languages}
    print("\n| boundary F1 | paragraphs | " + " | ".join(SPLITTERS) + " |\n|---" + "|---" * (len(SPLITTERS) + 1) + "|")
    for house in (False, True):
        for name, part in halves.items():
            row = [scores(part, split, house)[2] for split in SPLITTERS.values()]
            column = "house" if house else "neutral"
            print(f"| {column}, {name} | {len(part)} | " + " | ".join(f"{f1:.3f}" for f1 in row) + " |")
    print("\n| held out: precision, recall | " + " | ".join(SPLITTERS) + " |\n|---" + "|---" * len(SPLITTERS) + "|")
    for house, column in ((False, "neutral"), (True, "house")):
        rows = [scores(halves["held out"], split, house)[:2] for split in SPLITTERS.values()]
        print(f"| {column} | " + " | ".join(f"{precision:.3f}, {recall:.3f}" for precision, recall in rows) + " |")
    if show:
        wrong(halves["developed on"])


def wrong(cases):
    for row, text in cases:
        said = inner(by_digest(text, row["language"]))
        ends = {len("".join(text[:at].split())) for at in row["ends"]}
        positions = [at for at in range(len(text)) if not text[at].isspace()]
        for at in sorted(said ^ ends):
            place = positions[at - 1] + 1
            fault = "broken" if at in said else "missed"
            print(f"    {fault} {row['id']}: {text[max(0, place - 60) : place]!r} | {text[place : place + 40]!r}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="what went wrong on the half developed on")
    main(parser.parse_args().wrong)
