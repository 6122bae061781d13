"""Folders, globs and files of text, Markdown, HTML, RSS and Atom -> Articles."""

import re
from datetime import datetime, tzinfo
from glob import glob, has_magic
from pathlib import Path

from digest.collect.blocks import Part, assemble, clean, in_bounds
from digest.collect.frontmatter import FrontMatter, split_front_matter
from digest.collect.html import parts_of_html, text_of_html
from digest.collect.markdown import safe_html
from digest.collect.names import BY, LABEL
from digest.errors import InputError
from digest.languages import any_of
from digest.models import Article
from digest.text.furniture import is_label
from digest.text.sentences import paragraphs
from digest.text.tokens import tokens

ARTICLE_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
FEED_SUFFIXES = (".rss", ".atom", ".xml", ".rdf", ".json")
LARGEST = 20_000_000  # bytes

# Of the tools that make sites, and of notes about a folder: none holds what is published.
_NO_FOLDERS = {
    "node_modules", "bower_components", "_site", "_drafts", "drafts", "draft", "_includes", "_layouts", "_data",
    "_sass", "_templates", "templates", "archetypes", "layouts", "trash", "__pycache__", "venv",
}  # fmt: skip
_NO_ARTICLES = {
    "readme", "license", "licence", "copying", "contributing", "changelog", "code_of_conduct", "_index", "404",
    "robots", "humans", "llms", "requirements", "pull_request_template", "issue_template",
}  # fmt: skip
_NO_ARTICLES_IN_CAPITALS = {
    "SECURITY", "SUPPORT", "AUTHORS", "CONTRIBUTORS", "MAINTAINERS", "GOVERNANCE", "HISTORY", "CHANGES", "NEWS",
    "NOTICE", "INSTALL", "TODO", "AGENTS",
}  # fmt: skip
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[-_ ]+|$)")  # how Jekyll names a file
_FENCE = re.compile(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")  # HTML for a tool that reads front matter
_INDEX = re.compile(r"index(?:\.[a-z]{2})?", re.IGNORECASE)  # Hugo's has its language behind it
_BYLINE = re.compile(rf"^(?:{BY}\s+|{LABEL}\s*:\s*)(.{{2,80}})$", re.IGNORECASE)
_SPOKEN = re.compile(  # "– We wait – said Ann Tait", "– We wait, says Ann Tait"
    rf"[-–]\s.*(?:\s[-–—]|[,?!…])\s{any_of(lambda own: own.speech.inverted)}\b", re.DOTALL | re.IGNORECASE
)


def find_files(location: str, folder: Path) -> list[Path]:
    """The files that a source's path, folder or glob names, sorted. Raises InputError when there are none.

    A file that is named itself is taken as it is; in a folder README, drafts, hidden files and their like are no
    articles.
    """
    path = folder / location
    if path.is_file():
        return [path]
    if path.is_dir():
        found = [p for p in path.rglob("*") if p.suffix.lower() in ARTICLE_SUFFIXES and _may_be_article(p, path)]
        if not any(p.is_file() for p in found):
            kinds = ", ".join(ARTICLE_SUFFIXES)
            raise InputError(f"{path}: the folder holds no article: put {kinds} files there")
    else:
        named = next((up for up in path.parents if not has_magic(str(up))), path.parent)
        found = [p for p in map(Path, glob(str(path), recursive=True)) if _may_be_article(p, named)]
        if not any(p.is_file() for p in found):
            raise InputError(f"{path}: no such file or folder, and no file matches: check the source's path")
    return sorted(p for p in found if p.is_file())


def _may_be_article(path: Path, below: Path) -> bool:
    *folders, _ = path.relative_to(below).parts
    name = path.name.partition(".")[0]
    return not (
        path.name.startswith(".")
        or any(each.startswith(".") or each.lower() in _NO_FOLDERS for each in folders)
        or name.lower().replace("-", "_") in _NO_ARTICLES
        or name in _NO_ARTICLES_IN_CAPITALS
    )


def read_articles(path: Path, folder: Path, zone: tzinfo, now: datetime | None = None) -> list[Article]:
    """The article of a file, or the articles of a feed file. An article without a link has ``file:`` and its path.

    With ``now``, none of what its front matter says is a draft or has expired until then, and the dates of pages are
    not after it.
    """
    body = read_bytes(path)
    url = file_url(path, folder)
    suffix = path.suffix.lower()
    if suffix in FEED_SUFFIXES:
        from digest.collect.feeds import articles_of, parse_feed

        return articles_of(parse_feed(body, str(path)))
    if suffix in (".html", ".htm") and not _FENCE.match(body):
        from digest.collect.pages import extract

        return [extract(body, url, now=now)]
    if suffix in (".md", ".markdown", ".html", ".htm"):
        front, text = split_front_matter(decode(body, path), url.removeprefix("file:"), zone)
        return [] if now and not _is_public(front, path, now) else [article_of_markdown(front, text, url, zone)]
    if suffix == ".txt":
        return [article_from_text(decode(body, path), url)]
    raise InputError(
        f"{path}: cannot read {suffix or 'a file without a suffix'}: use {', '.join(ARTICLE_SUFFIXES + FEED_SUFFIXES)}"
    )


def _is_public(front: FrontMatter, path: Path, now: datetime) -> bool:
    """An index without a date is the page of a section; with one it is an article that has a folder to itself."""
    expired = front.expires_at is not None and front.expires_at <= now
    of_section = bool(_INDEX.fullmatch(path.stem)) and front.published_at is None
    return not (front.withheld or expired or of_section)


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
    """A Markdown article with optional front matter. Raises InputError where that cannot be read."""
    return article_of_markdown(*split_front_matter(text, url.removeprefix("file:"), zone), url, zone)


def article_of_markdown(front: FrontMatter, text: str, url: str, zone: tzinfo) -> Article:
    """Without a title in its front matter it has its first heading for one, or its file's name; that may say the
    date, too."""
    try:
        html = safe_html(text)
    except RecursionError as error:
        where = url.removeprefix("file:")
        raise InputError(
            f"{where}: its lists or quotations are nested too deep: check that it is an article"
        ) from error
    parts = parts_of_html(html)
    first = _first_heading(html, parts)
    if first and front.title in ("", first):
        parts.remove(next(part for part in parts if part[0] == "heading" and clean(part[1]) == first))
    body, blocks = assemble(parts)
    article = Article(
        url=front.url or url,
        title=front.title or first or _stem(url),
        text=body,
        published_at=front.published_at or _date_of_name(url, zone),
        updated_at=front.updated_at,
        byline=front.byline or None,
        section=front.section or None,
        language=front.language or None,
        image=front.image or None,
        teaser=front.teaser or None,
        blocks=blocks,
        categories=front.categories,
    )
    return in_bounds(article)


def _first_heading(html: str, parts: list[Part]) -> str:
    """What the text begins with, or below other things the first heading of the first rank."""
    headings = [clean(text) for kind, text in parts if kind == "heading"]
    if parts and parts[0][0] == "heading":
        return headings[0]
    found = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    title = text_of_html(found[1]) if found else ""
    return title if title in headings else ""


def _is_headline(paragraph: str) -> bool:
    line = paragraph.strip()
    return "\n" not in line and len(line) <= 200 and not line.endswith((".", ":", ",", "…", ".”", '."'))


def _announces(teaser: str, paragraph: str) -> bool:
    """Whether a short paragraph says what the next one says again: the publisher's teaser, not part of the text."""
    said, again = set(tokens(teaser)), set(tokens(paragraph))
    return len(teaser) <= 400 and len(said) >= 6 and len(said & again) >= 0.8 * len(said)


def _part(paragraph: str) -> Part:
    line = paragraph.strip()
    if re.match(r"[-*•–]\s+\S", line) and not _SPOKEN.match(line):
        return "list_item", line.lstrip("-*•– ")
    short = "\n" not in line and len(line) <= 100
    return ("heading" if short and line[-1].isalnum() else "paragraph"), line


def _date_of_name(url: str, zone: tzinfo) -> datetime | None:
    match = _DATED.match(_named(url))
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=zone) if match else None
    except ValueError:
        return None


def _stem(url: str) -> str:
    name = _named(url)
    return (_DATED.sub("", name, count=1) or name).replace("-", " ").replace("_", " ")


def _named(url: str) -> str:
    """The file's name, or its folder's where that is an article's own."""
    path = Path(url.removeprefix("file:"))
    return path.parent.name if _INDEX.fullmatch(path.stem) and path.parent.name else path.stem
