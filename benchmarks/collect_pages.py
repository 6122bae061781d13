"""Articles out of pages: ours beside trafilatura's two modes, in one run, by the measures of the evaluation set."""

import contextlib
import gzip
import io
import json
import logging
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.articles import EVAL
from digest.errors import InputError

CALLS = {"digest": "page", "trafilatura, precision mode": "precision", "trafilatura, default mode": "default"}
QUICK = {"extensive_search": False, "original_date": True}


def page(html, url):
    from digest import extract

    article = extract(html, url.strip())
    date = article.published_at and article.published_at.date().isoformat()
    return {"text": article.text, "title": article.title, "date": date, "author": article.byline}


def precision(html, url):
    return _trafilatura(html, url, favor_precision=True)


def default(html, url):
    return _trafilatura(html, url, favor_precision=False)


def _trafilatura(html, url, *, favor_precision):
    from trafilatura import bare_extraction, load_html

    return bare_extraction(
        load_html(html),
        url=url,
        favor_precision=favor_precision,
        include_comments=False,
        with_metadata=True,
        date_extraction_params=QUICK,
    )


def measured(name):
    """The figures of one adapter of this module."""
    sys.path.insert(0, str(EVAL))
    import eval_extract

    with tempfile.NamedTemporaryFile("r", suffix=".json") as out:
        sys.argv = [
            "eval_extract",
            str(EVAL / "ingest" / "extract"),
            "--call",
            f"benchmarks.collect_pages:{name}",
            "--json",
            out.name,
        ]
        with contextlib.redirect_stdout(io.StringIO()):
            eval_extract.main()
        return json.loads(Path(out.name).read_text(encoding="utf-8"))


def speeds(rounds=5):
    """Pages per CPU second by adapter: each page by all in turn, the best round of each."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted((EVAL / "ingest" / "extract").glob("*.html.gz"))]
    best = dict.fromkeys(CALLS.values(), float("inf"))
    for _ in range(rounds):
        spent = dict.fromkeys(best, 0.0)
        for html in pages:
            for name in best:
                begin = time.process_time()
                with contextlib.suppress(InputError):
                    globals()[name](html, "https://example.org/article")
                spent[name] += time.process_time() - begin
        best = {name: min(best[name], spent[name]) for name in best}
    return {name: len(pages) / seconds for name, seconds in best.items()}


def main():
    if not (EVAL / "eval_extract.py").exists():
        print(f"collect_pages: skipped, no evaluation data in {EVAL} (set DIGEST_EVAL)")
        return
    logging.disable(logging.WARNING)
    print(f"{'':29} body F1     P     R  parts F1     P  title   date (wrong)  author (wrong)  pages/CPU s")
    rates = speeds()
    for title, name in CALLS.items():
        of = measured(name)
        body, parts, date, author = of["full"], of["segments"], of["date"], of["author"]
        texts = f"{body['f1']:7.3f} {body['p']:.3f} {body['r']:.3f} {parts['f1']:9.3f} {parts['p']:.3f}"
        dates, authors = (f"{one['exact']:6.2f}    {one['wrong']:.2f}" for one in (date, author))
        says = f"{of['title']['exact']:6.2f} {dates}   {authors}"
        print(f"{title:29} {texts} {says} {rates[name]:14.1f}")
    print(f"speed: {rates['page'] / max(rates['precision'], rates['default']):.2f}x of trafilatura's faster mode")


if __name__ == "__main__":
    main()
