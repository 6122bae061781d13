"""Folders, globs and files of text, Markdown, HTML, RSS and Atom -> Articles."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from glob import glob
from pathlib import Path

from digest.collect.blocks import Part, assemble, clean, in_bounds, parts_of_html
from digest.collect.names import BY
from digest.errors import InputError
from digest.models import Article
from digest.text.dates import moment
from digest.text.furniture import is_label
from digest.text.sentences import paragraphs
from digest.text.tokens import tokens

ARTICLE_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
FEED_SUFFIXES = (".rss", ".atom", ".xml", ".rdf", ".json")
LARGEST = 20_000_000  # bytes
_UNCLOSED = 200  # brackets
_BRACKET = "\ue05b"  # of no meaning in Markdown

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(
    r"^(title|author|date|updated|url|language|section|teaser|description):[ \t]*(.*?)[ \t]*$", re.MULTILINE
)
_BYLINE = re.compile(rf"^{BY}\s+(.{{2,80}})$", re.IGNORECASE)


def find_files(location: str, folder: Path) -> list[Path]:
    """The files that a source's path, folder or glob names, sorted. Raises InputError when there are none."""
    path = folder / location
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in ARTICLE_SUFFIXES and p.is_file())
        kinds = ", ".join(ARTICLE_SUFFIXES)
        if not found:
            raise InputError(f"{path}: the folder holds no article: put {kinds} files there")
        return found
    if path.is_file():
        return [path]
    found = sorted(Path(name) for name in glob(str(path), recursive=True) if Path(name).is_file())
    if not found:
        raise InputError(f"{path}: no such file or folder, and no file matches: check the source's path")
    return found


def read_articles(path: Path, folder: Path, zone: tzinfo, now: datetime | None = None) -> list[Article]:
    """The article of a file, or the articles of a feed file. An article without a link has ``file:`` and its path.

    The dates of a page are not believed after ``now``.
    """
    body = read_bytes(path)
    url = file_url(path, folder)
    suffix = path.suffix.lower()
    if suffix in FEED_SUFFIXES:
        from digest.collect.feeds import articles_of, parse_feed

        return articles_of(parse_feed(body, str(path)))
    if suffix in (".html", ".htm"):
        from digest.collect.pages import extract

        return [extract(body, url, now=now)]
    if suffix in (".md", ".markdown"):
        return [article_from_markdown(decode(body, path), url, zone)]
    if suffix == ".txt":
        return [article_from_text(decode(body, path), url)]
    raise InputError(
        f"{path}: cannot read {suffix or 'a file without a suffix'}: use {', '.join(ARTICLE_SUFFIXES + FEED_SUFFIXES)}"
    )


def read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: larger than {LARGEST // 1_000_000} MB: split it or leave it out")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}): check its name and permissions") from error


def decode(body: bytes, where: Path | str) -> str:
    """Text of UTF-8 bytes. Raises InputError that names the first wrong byte."""
    try:
        return body.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise InputError(
            f"{where}: line {line} is not UTF-8 (byte 0x{body[error.start]:02x}):"
            " save the file as UTF-8, or run iconv -f latin1 -t utf-8"
        ) from error


def file_url(path: Path, folder: Path) -> str:
    """``file:`` and the path relative to the configuration, so that moving the whole folder changes no article."""
    try:
        return f"file:{path.resolve().relative_to(folder.resolve()).as_posix()}"
    except ValueError:
        return path.resolve().as_uri()


def article_from_text(text: str, url: str) -> Article:
    """A plain-text article: headline on the first line, perhaps a teaser and a byline, then the paragraphs."""
    parts = [text[start:end] for start, end in paragraphs(text)]
    title = ""
    if len(parts) > 1 and _is_headline(parts[0]):
        title = clean(parts.pop(0))
    byline = None
    if parts and (match := _BYLINE.match(clean(parts[0]))) and is_label(clean(parts[0])):
        byline = match.group(1)
        parts.pop(0)
    teaser = clean(parts.pop(0)) if len(parts) > 1 and _announces(parts[0], parts[1]) else None
    body, blocks = assemble(_part(part) for part in parts)
    article = Article(url=url, title=title or _stem(url), text=body, byline=byline, teaser=teaser, blocks=blocks)
    return in_bounds(article)


def article_from_markdown(text: str, url: str, zone: tzinfo) -> Article:
    """A Markdown article with optional front matter (title, author, date, url, language, teaser)."""
    where = url.removeprefix("file:")
    match = _FRONT_MATTER.match(text)
    fields = {key: clean(_unquote(value)) for key, value in _FIELD.findall(match.group(1))} if match else {}
    try:
        parts = parts_of_html(safe_html(text[match.end() :] if match else text))
    except RecursionError as error:
        raise InputError(
            f"{where}: its lists or quotations are nested too deep: check that it is an article"
        ) from error
    title = fields.get("title") or ""
    if not title and parts and parts[0][0] == "heading":
        title = clean(parts.pop(0)[1])
    body, blocks = assemble(parts)
    article = Article(
        url=fields.get("url") or url,
        title=clean(title) or _stem(url),
        text=body,
        published_at=_date(fields, "date", where, zone),
        updated_at=_date(fields, "updated", where, zone),
        byline=fields.get("author") or None,
        section=fields.get("section") or None,
        language=fields.get("language") or None,
        teaser=fields.get("teaser") or fields.get("description") or None,
        blocks=blocks,
    )
    return in_bounds(article)


def safe_html(markdown_text: str) -> str:
    """Markdown as HTML that nh3 has been over. Raises RecursionError where it is nested too deep.

    The parser reads on from each bracket that is never closed: where hundreds are, none begins a link.
    """
    import markdown
    import nh3

    hidden = markdown_text.count("[") - markdown_text.count("]") > _UNCLOSED
    markdown_text = markdown_text.replace("[", _BRACKET) if hidden else markdown_text
    html = nh3.clean(markdown.markdown(markdown_text, extensions=["extra", "sane_lists"]))
    return html.replace(_BRACKET, "[") if hidden else html


def _is_headline(paragraph: str) -> bool:
    line = paragraph.strip()
    return "\n" not in line and len(line) <= 200 and not line.endswith((".", ":", ",", "…", ".”", '."'))


def _announces(teaser: str, paragraph: str) -> bool:
    """Whether a short paragraph says what the next one says again: the publisher's teaser, not part of the text."""
    said, again = set(tokens(teaser)), set(tokens(paragraph))
    return len(teaser) <= 400 and len(said) >= 6 and len(said & again) >= 0.8 * len(said)


def _part(paragraph: str) -> Part:
    line = paragraph.strip()
    if re.match(r"[-*•–]\s+\S", line):
        return "list_item", line.lstrip("-*•– ")
    short = "\n" not in line and len(line) <= 100
    return ("heading" if short and line[-1].isalnum() else "paragraph"), line


def _unquote(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _date(fields: Mapping[str, str], key: str, where: str, zone: tzinfo) -> datetime | None:
    value = fields.get(key)
    if not value:
        return None
    if found := moment(value, zone):
        return found
    raise InputError(f"{where}: {key} {value!r} is no date: write it like 2026-05-31 or 2026-05-31T07:30:00+01:00")


def _stem(url: str) -> str:
    return Path(url.removeprefix("file:")).stem.replace("-", " ").replace("_", " ")
