"""digest summarize."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from digest.models import Article


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
) -> None:
    """Print the sentences of an article that tell its news.

    Example: digest summarize article.txt --words 60
    """
    from digest.errors import InputError
    from digest.summarize import METHODS
    from digest.summarize import summarize as summary_of

    if method not in METHODS:
        raise typer.BadParameter(f"{method!r}: use one of {', '.join(METHODS)}", param_hint="--method")
    article = _read(file)
    if not article.text.strip():
        raise InputError(f"{_name(file)}: nothing to summarise: the text is empty")
    found = summary_of(article, sentences=sentences, max_words=words, method=method, language=language)
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
            "text": article.text,
        }
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(sentence.text for sentence in found.sentences))


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
        raise InputError(f"{path}: a feed with {len(found)} articles: summarize takes one; `digest build` reads feeds")
    return found[0]


def _name(file: str) -> str:
    return "standard input" if file == "-" else file
