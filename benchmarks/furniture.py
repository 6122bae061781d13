"""Furniture: precision and recall on 62 real pages, 840 paragraphs labelled by hand before the rules were written.

    python -m benchmarks.furniture [--wrong]

The pages belong to their publishers and are not in this repository: they are looked for in `DIGEST_EVAL`, by default
../shared/eval. `labels/furniture.jsonl` has a page's id, the span of a paragraph in `text_of(paragraphs_of(page))` and
what it is. Half of the pages, by a hash of their ids, are held out: the rules were written beside the other half alone.
Everybody gets the paragraphs of a page from its first to its last label, menus, comments and boxes among them.
"""

import argparse
import gzip
import hashlib
import json
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.articles import EVAL
from digest.models import BlockKind
from digest.text.furniture import find_furniture

PAGES = EVAL / "ingest" / "extract"
LABELS = Path(__file__).parent / "labels" / "furniture.jsonl"
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), "figcaption": "caption", "blockquote": "quote",
    "li": "list_item",
}  # fmt: skip
BREAKS = {
    *KINDS, "address", "article", "aside", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
}  # fmt: skip
DROPPED = {
    "head", "script", "style", "template", "noscript", "svg", "button", "iframe", "select", "textarea", "option",
    "nav", "footer",
}  # fmt: skip


def paragraphs_of(page):
    """(kind, text) of each run of text between two breaks of the page, by lxml alone and no extractor."""
    from lxml.etree import iterwalk
    from lxml.html import HTMLParser, document_fromstring

    try:
        text = page.decode("utf-8")
    except UnicodeDecodeError:
        text = page.decode("latin-1" if b"\x81" in page else "cp1252", "replace")
    tree = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8"))
    found, words, kinds, dropped = [], [], ["paragraph"], 0

    def flush():
        if line := " ".join("".join(words).split()):
            found.append((kinds[-1], line))
        words.clear()

    for event, element in iterwalk(tree, events=("start", "end")):
        tag, opens = element.tag, event == "start"
        if tag in BREAKS:
            flush()
        if tag in KINDS and opens:
            kinds.append(KINDS[tag])
        elif tag in KINDS:
            kinds.pop()
        dropped += (tag in DROPPED) * (1 if opens else -1)
        if not dropped:
            words.append((element.text if opens else element.tail) or "")
    flush()
    return found


def text_of(paragraphs):
    return "\n\n".join(text for _, text in paragraphs)


def is_held_out(page_id):
    return hashlib.sha256(page_id.encode()).digest()[0] % 2 == 1


def labelled_pages():
    """(id, [(kind, text, label or None)]) from the first to the last label of each page."""
    labels = defaultdict(dict)
    for row in map(json.loads, LABELS.read_text().splitlines()):
        labels[row["id"]][row["start"], row["end"]] = row["label"]
    for case in json.loads((PAGES / "cases.json").read_text())["cases"]:
        rows, start = [], 0
        for kind, text in paragraphs_of(gzip.decompress((PAGES / case["file"]).read_bytes())):
            rows.append((kind, text, labels[case["id"]].pop((start, start + len(text)), None)))
            start += len(text) + 2
        if labels[case["id"]]:
            raise SystemExit(f"{case['id']}: {len(labels[case['id']])} labels fit no paragraph")
        known = [at for at, row in enumerate(rows) if row[2]]
        yield case["id"], rows[known[0] : known[-1] + 1]


def short_without_stop(paragraphs):
    """Fewer than twelve words and no mark at the end."""
    return [len(text.split()) < 12 and text[-1] not in '.!?…"”’»)' for _, text in paragraphs]


def marked_up(paragraphs):
    """What the page itself calls a heading or a caption."""
    return [kind in ("heading", "caption") for kind, _ in paragraphs]


def by_text(paragraphs):
    return find_furniture([("paragraph", text) for _, text in paragraphs])


def by_block(paragraphs):
    return [a or b for a, b in zip(find_furniture(paragraphs), marked_up(paragraphs), strict=True)]


METHODS = {
    "every paragraph": lambda paragraphs: [True] * len(paragraphs),
    "short, no final stop": short_without_stop,
    "headings and captions": marked_up,
    "digest, plain text": by_text,
    "digest, with blocks": by_block,
}


def growth():
    """CPU time for 1, 2, 4 and 8 times the same paragraphs, in the words that the patterns look for."""
    pieces = ("cookies we use ", "read more on ", "(a: ", "By A and ", "— ", "1:23 ", "version of this ", "meer over ")
    page: list[tuple[BlockKind, str]] = [("paragraph", piece * (600 // len(piece))) for piece in pieces] * 100
    spent = []
    for times in (1, 2, 4, 8):
        begin = time.process_time()
        find_furniture(page * times)
        spent.append(time.process_time() - begin)
    rates = ", ".join(f"{seconds / spent[0]:.1f}" for seconds in spent)
    print(f"CPU time for 1, 2, 4, 8 times 0.5 MB of hard paragraphs: {rates} (1 = {spent[0]:.2f} s)\n")


def main(show):
    growth()
    if not (PAGES / "cases.json").exists():
        print(f"furniture: skipped, the pages are not at hand (set DIGEST_EVAL to their folder; looked in {PAGES})")
        return
    pages = list(labelled_pages())
    print("| method | pages | precision | recall | F1 | news lost |\n|---|---|---|---|---|---|")
    for name, method in METHODS.items():
        for half, held in (("developed on", False), ("held out", True)):
            verdicts = [
                (said, label, text)
                for page_id, rows in pages
                if is_held_out(page_id) is held
                for said, (_, text, label) in zip(method([row[:2] for row in rows]), rows, strict=True)
                if label
            ]
            print(f"| {name} | {half} | {_scores(verdicts)} |")
            if name == "digest, plain text":
                kinds = _recalls(verdicts)
                if show and not held:
                    for said, label, text in verdicts:
                        if said == (label == "news"):
                            print(f"    {'LOST' if said else 'kept'} {label}: {text[:110]}")
    print("\nRecall by label, plain text, held out: " + kinds)


def _scores(verdicts):
    found = sum(said for said, _, _ in verdicts)
    furniture = sum(label != "news" for _, label, _ in verdicts)
    right = sum(said and label != "news" for said, label, _ in verdicts)
    lost, news = found - right, len(verdicts) - furniture
    precision, recall = right / max(found, 1), right / furniture
    f1 = 2 * precision * recall / (precision + recall or 1)
    return f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {lost} of {news}"


def _recalls(verdicts):
    labels = sorted({label for _, label, _ in verdicts if label != "news"})
    of = {label: [said for said, own, _ in verdicts if own == label] for label in labels}
    return ", ".join(f"{label} {sum(said)}/{len(said)}" for label, said in of.items())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="what went wrong on the half developed on")
    main(parser.parse_args().wrong)
