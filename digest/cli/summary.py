"""digest summarize."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.output import say, say_json
from digest.text.counting import plural

if TYPE_CHECKING:
    from digest.models import Article
    from digest.summarize import Judgement


def summarize(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|-", help="A .txt, .md or .html article; - reads plain text from standard input."),
    ],
    sentences: Annotated[int, typer.Option("--sentences", "-n", min=1, help="At most this many sentences.")] = 3,
    words: Annotated[
        int | None, typer.Option("--words", "-w", min=1, help="At most this many words.", show_default=False)
    ] = None,
    method: Annotated[
        str,
        typer.Option(
            "--method", "-m", help="news, lexrank, lsa, textrank, luhn, edmundson, kl, sumbasic or reduction."
        ),
    ] = "news",
    language: Annotated[
        str | None, typer.Option("--language", "-l", help="ISO 639-1 code; guessed if left out.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the sentences with their places in the text.")] = False,
    explained: Annotated[
        bool, typer.Option("--explain", help="Print every sentence with its score, and why it was taken or left.")
    ] = False,
) -> None:
    """Print the sentences of an article that tell its news.

    Example: digest summarize article.txt --words 60
    """
    from digest.errors import InputError
    from digest.summarize import METHODS, summarize_article

    chosen = next((each for each in METHODS if each == method), None)
    if chosen is None:
        raise typer.BadParameter(f"{method!r}: use one of {', '.join(METHODS)}", param_hint="--method")
    article = _read(file)
    if not article.text.strip():
        raise InputError(f"{_name(file)}: nothing to summarise: the text is empty")
    if explained:
        from digest.summarize import explain

        judged = explain(article, sentences=sentences, max_words=words, method=chosen, language=language)
        say(_as_json(judged) if as_json else "\n".join(_explained(judged)))
        return
    found = summarize_article(article, sentences=sentences, max_words=words, method=chosen, language=language)
    if not found.sentences:
        raise InputError(
            f"{_name(file)}: no sentence of it can stand alone:"
            " it holds only captions, links, half quotations or text without full stops"
        )
    if as_json:
        data = {
            "title": article.title,
            "method": found.method,
            "sentences": [{"text": s.text, "start": s.start, "end": s.end} for s in found.sentences],
            "quotation": asdict(found.quotation) if found.quotation else None,
            "text": article.text,
        }
        say_json(data)
    else:
        say("\n".join(sentence.text for sentence in found.sentences))
        if found.quotation:
            say(f"\n    {found.quotation.text}\n    — {found.quotation.speaker.text}")


def _as_json(judged: "list[Judgement]") -> str:
    data = [
        {
            "text": each.sentence.text,
            "start": each.sentence.start,
            "end": each.sentence.end,
            "score": round(each.score, 4),
            "features": {name: round(added, 3) for name, added in each.parts},
            "taken": each.taken,
            "why": each.verdict,
        }
        for each in judged
    ]
    return json.dumps({"sentences": data}, ensure_ascii=False, indent=2)


def _explained(judged: "list[Judgement]") -> Iterator[str]:
    """80 columns: a mark, rank and score, why, and the sentence; what moved the score below it."""
    ranks = {place: rank for rank, place in enumerate(sorted(range(len(judged)), key=lambda at: -judged[at].score), 1)}
    best = max((each.score for each in judged), default=0) or 1
    for place, each in enumerate(judged):
        score = f"{100 * each.score / best:3.0f}" if each.score else "  -"
        yield f"{'*' if each.taken else ' '} {ranks[place]:3}. {score}  {each.verdict}"
        text = " ".join(each.sentence.text.split())
        yield f"            {text if len(text) <= 68 else text[:67] + '…'}"
        if moved := [f"{name} {added:+.1f}" for name, added in each.parts[:3] if abs(added) >= 0.05]:
            yield f"            {', '.join(moved)}"


def _read(file: str) -> "Article":
    from datetime import UTC

    from digest.collect.files import article_from_text, decode, read_articles
    from digest.errors import InputError

    if file == "-":
        return article_from_text(decode(sys.stdin.buffer.read(), "standard input"), "file:standard-input")
    path = Path(file)
    if path.is_dir():
        raise InputError(f"{path}: a folder: name one article in it")
    found = read_articles(path, path.parent, UTC)
    if len(found) != 1:
        many = plural(len(found), "article")
        raise InputError(f"{path}: a feed with {many}: summarize takes one; `digest build` reads feeds")
    return found[0]


def _name(file: str) -> str:
    return "standard input" if file == "-" else file
