"""The same article twice: recall, precision, time and memory beside datasketch's MinHash LSH, on the same documents.

python -m benchmarks.duplicates [--documents 10000]

Half of the documents are distinct: evaluation articles where they are at hand, and mixtures of their sentences, else
made-up ones. The other half are variants of some of these, made as papers make them, and articles that quote half of
one.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from importlib.util import find_spec
from itertools import combinations

from benchmarks.articles import SETS, evaluation_set, texts
from digest.compose import group_duplicates
from digest.models import Article
from digest.text.sentences import sentences as split
from digest.text.tokens import tokens

PERMUTATIONS, JACCARD = 128, 0.35
BYLINE = "By {0}, Harbour Wire. 24 May (HW) — "


def wire(paragraphs, rng, _):
    return [BYLINE.format(rng.choice(("A. Roe", "B. Poe", "C. Doe"))) + paragraphs[0], *paragraphs[1:]]


def drop(paragraphs, rng, _):
    dropped = rng.sample(range(len(paragraphs)), round(len(paragraphs) / 4))
    return [paragraph for number, paragraph in enumerate(paragraphs) if number not in dropped]


def edit(paragraphs, rng, words):
    def edited(found):
        return rng.choice(words) if rng.random() < 0.05 else found[0]

    return [re.sub(r"\S+", edited, paragraph) for paragraph in paragraphs]


def beginning(paragraphs, rng, _):
    text = "\n\n".join(paragraphs)
    return [text[: int(len(text) * 0.45)]]


def excerpt(paragraphs, rng, _):
    return ["\n\n".join(paragraphs)[:350]]


VARIANTS = {"wire": wire, "drop": drop, "edit": edit, "45 %": beginning, "excerpt": excerpt}


def corpus(count):
    """(articles, origin of each, kind of each); kind "quotes" has half of another article and as much of its own."""
    rng = random.Random(7)
    bases = distinct_texts(count // 2, rng)
    words = [word for paragraphs in bases[:50] for word in " ".join(paragraphs).split()]
    found = [(number, "base", paragraphs) for number, paragraphs in enumerate(bases)]
    each = (count - len(bases)) // (len(VARIANTS) + 1)
    origins = rng.sample(range(len(bases)), each)
    for kind, make in VARIANTS.items():
        found += [(origin, kind, make(bases[origin], rng, words)) for origin in origins]
    for own in range(count - len(found)):
        quoted = rng.choice(bases)
        found.append((len(bases) + own, "quotes", quoting(quoted, rng.choices(words, k=len(" ".join(quoted).split())))))
    rng.shuffle(found)
    articles = [
        Article(url=f"https://paper{n % 40}.example/{n}", title=f"Headline {n}", text="\n\n".join(paragraphs))
        for n, (_, _, paragraphs) in enumerate(found)
    ]
    return articles, [origin for origin, _, _ in found], [kind for _, kind, _ in found]


def quoting(quoted, own):
    """The first half of one article among as many words of one's own: a quarter of them before it, the rest after."""
    words = " ".join(quoted).split()
    half, begin = len(words) // 2, len(words) // 8
    return [" ".join(part) for part in (own[:begin], words[:half], own[begin:half])]


def distinct_texts(count, rng):
    """Lists of paragraphs: real articles without their natural copies, then mixtures of single sentences of them."""
    real = without_copies([row["text"] for name in (*SETS, "orangesum_fr") for row in evaluation_set(name) or ()])
    real = real[:count]
    pool = [sentence for paragraphs in real for paragraph in paragraphs for sentence in sentences(paragraph)]
    pool = pool or list(made_up_sentences(rng))
    mixed = []
    while len(real) + len(mixed) < count:
        if len(mixed) % 500 == 0:
            rng.shuffle(pool)
        mixed.append([" ".join(rng.choice(pool) for _ in range(3)) for _ in range(rng.randint(3, 9))])
    return real + mixed


def made_up_sentences(rng):
    words = [word for _, text, _ in texts(40) for word in text.split()]
    return (" ".join(rng.choices(words, k=rng.randint(8, 30))) for _ in range(30_000))


def without_copies(found):
    """Articles, in paragraphs of the publisher or of three sentences, less those that share a fifth with an earlier."""
    seen, kept = set(), []
    for text in found:
        parts = sentences(text)
        keys = {" ".join(tokens(part)) for part in parts if len(tokens(part)) > 5}
        if keys and len(keys & seen) < 0.2 * len(keys):
            paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip()]
            threes = [" ".join(parts[n : n + 3]) for n in range(0, len(parts), 3)]
            kept.append(paragraphs if len(paragraphs) > 3 else threes)
        seen |= keys
    return kept


def sentences(text):
    return [" ".join(text[start:end].split()) for start, end in split(text)]


def ours(articles):
    number = {article.url: n for n, article in enumerate(articles)}
    return [[number[article.url] for article in group] for group in group_duplicates(articles, {})]


def datasketch(articles):
    """MinHash of the same four-word phrases; LSH opens a pair, the sketches' Jaccard decides, groups by single link."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    sketches, group_of = {}, {}
    for n, article in enumerate(articles):
        words = tokens(article.text)
        sketches[n] = MinHash(num_perm=PERMUTATIONS)
        sketches[n].update_batch([" ".join(words[i : i + 4]).encode() for i in range(len(words) - 3)])
        group_of[n] = [n]
        for other in index.query(sketches[n]):
            if group_of[other] is not group_of[n] and sketches[n].jaccard(sketches[other]) >= JACCARD:
                joined = [*group_of[n], *group_of[other]]
                group_of.update(dict.fromkeys(joined, joined))
        index.insert(n, sketches[n])
    return list({id(group): group for group in group_of.values()}.values())


METHODS = {"digest": ours, "datasketch": datasketch}


def scores(groups, origins, kinds):
    """Recall of (article, variant) pairs by kind, of all pairs with one origin, precision, and articles swallowed."""
    group_of = {n: number for number, group in enumerate(groups) for n in group}
    base = {origin: n for n, (origin, kind) in enumerate(zip(origins, kinds, strict=True)) if kind == "base"}
    found, all_of = Counter(), Counter()
    for n, (origin, kind) in enumerate(zip(origins, kinds, strict=True)):
        if kind in VARIANTS:
            all_of[kind] += 1
            found[kind] += group_of[n] == group_of[base[origin]]
    pairs = [origins[a] == origins[b] for group in groups for a, b in combinations(group, 2)]
    sizes = Counter(origins).values()
    return {
        **{kind: found[kind] / all_of[kind] for kind in VARIANTS},
        "variants": found.total() / all_of.total(),
        "all pairs": sum(pairs) / sum(size * (size - 1) // 2 for size in sizes),
        "precision": sum(pairs) / max(1, len(pairs)),
        "quotes joined": sum(len(groups[group_of[n]]) > 1 for n, kind in enumerate(kinds) if kind == "quotes"),
    }


def measure(method, count):
    articles, origins, kinds = corpus(count)
    METHODS[method](articles[:20])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    groups = METHODS[method](articles)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        **scores(groups, origins, kinds),
        "CPU s": seconds,
        "peak MB": peak / 1024,
        "own MB": (peak - before) / 1024,
    }


def table(rows):
    names = list(next(iter(rows.values())))
    print(f"{'':12}" + "".join(f"{name:>14}" for name in names))
    for method, row in rows.items():
        print(
            f"{method:12}" + "".join(f"{row[name]:14.3f}" if row[name] <= 1 else f"{row[name]:14.1f}" for name in names)
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--method", choices=METHODS, help="this one only, as JSON")
    options = parser.parse_args()
    if options.method:
        print(json.dumps(measure(options.method, options.documents)))
        sys.exit()
    rows = {}
    for method in METHODS:  # each in a process of its own, for its memory
        if method != "digest" and not find_spec(method):
            print(f"{method} is not installed: skipped")
            continue
        command = [sys.executable, "-m", "benchmarks.duplicates", "--method", method]
        done = subprocess.run([*command, "--documents", str(options.documents)], check=True, stdout=subprocess.PIPE)
        rows[method] = json.loads(done.stdout)
    kinds = Counter(corpus(options.documents)[2])
    print(f"{options.documents} documents:", ", ".join(f"{number} {kind}" for kind, number in kinds.items()))
    table(rows)
