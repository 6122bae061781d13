"""Web pages -> Articles, through trafilatura in precision mode: a line of junk costs more than a lost paragraph."""

from datetime import UTC, datetime
from typing import Any

from digest.collect.blocks import Part, assemble, clean
from digest.errors import InputError
from digest.models import Article, BlockKind

_KINDS: dict[str, BlockKind] = {"head": "heading", "quote": "quote", "item": "list_item", "p": "paragraph"}


def extract(html: bytes, url: str) -> Article:
    """The article of a page. Raises InputError when no text is found."""
    from trafilatura import bare_extraction, load_html

    tree = load_html(html)
    found: Any = None
    if tree is not None:
        found = bare_extraction(
            tree,
            url=url if url.startswith("http") else None,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    text, blocks = assemble(_parts(found.body)) if found is not None else ("", ())
    if not text:
        raise InputError(
            f"{url.removeprefix('file:')}: no article found in this page: save the article itself, not an index page"
        )
    return Article(
        url=found.url or url,
        title=clean(found.title or "") or url,
        text=text,
        published_at=_moment(found.date),
        byline=clean(found.author or "") or None,
        site=clean(found.sitename or "") or None,
        teaser=clean(found.description or "") or None,
        language=found.language,
        blocks=blocks,
    )


def _parts(body: Any) -> list[Part]:
    parts: list[Part] = []
    for element in body.iter(*_KINDS):
        nested = any(parent.tag in _KINDS for parent in element.iterancestors())
        if not nested:
            parts.append((_KINDS[element.tag], " ".join(element.itertext())))
    return parts


def _moment(date: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC) if date else None
    except ValueError:
        return None
