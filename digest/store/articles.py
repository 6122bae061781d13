"""Articles as they were collected."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from json.encoder import encode_basestring_ascii
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, RowMapping, Select, and_, func, or_, select, update

from digest.models import Article, Block, Window
from digest.store.schema import GOES_OUT, articles, insert_into, issue_articles, issues, newsletters

T = TypeVar("T")

_FIELDS = tuple(field.name for field in fields(Article))
_AT_ONCE = 500  # values in one query, well below what either database allows


class Saved(NamedTuple):
    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    id: int
    article: Article
    first_seen: datetime

    @property
    def time(self) -> datetime:
        """What places it in a window: an undated article counts from when it was first seen."""
        return self.article.published_at or self.first_seen


class _Place(NamedTuple):
    source: str
    key: str


_Places = tuple[_Place, _Place, Article]  # the two an article may have: by its link, by link and title


class _Known(NamedTuple):
    id: int
    title: str
    content_hash: str
    published_at: datetime | None
    first_seen: datetime


def save(conn: Connection, collected: Sequence[Article], now: datetime) -> Saved:
    """Add what is new and replace what its source has changed.

    An article is known by its source and link, and keeps its date when a new one cannot be true. Where a source gives
    several articles one link, their titles tell them apart; of several with the same link and title the first is kept.
    """
    distinct = {(it.source, it.url, _named(it)): it for it in reversed(collected)}.values()
    places = [(_by_link(article), _by_title(article), article) for article in distinct]
    known = _known(conn, places)
    new, changed, unchanged = [], [], []
    for place, article in _placed(places, known).items():
        row, old = _row(place, article, now), known.get(place)
        if old is None:
            new.append(row)
        elif old.content_hash != row["content_hash"]:
            row["published_at"] = _first_date(old, row["published_at"])
            changed.append(row)
        else:
            unchanged.append(old.id)
    _put(conn, new + changed)
    for ids in _in_turn(unchanged):
        conn.execute(update(articles).where(articles.c.id.in_(ids)).values(seen_at=now))
    return Saved(len(new), len(changed), len(unchanged))


def in_window(
    conn: Connection,
    window: Window,
    *,
    newsletter: str,
    sources: Collection[str],
    seen_since: datetime | None = None,
    late: timedelta = timedelta(),
) -> list[StoredArticle]:
    """What an issue over this window may print, oldest first.

    That is what these sources gave and no issue of the newsletter that went out has printed. ``seen_since``: when the
    last issue that was sent read its sources. What it saw was its own to tell, so an undated article belongs to the
    window if it was first seen later, even after the window, for a draft may be made late; without a last issue, if
    it was first seen in the window or after. So does an article that was published up to ``late`` before the window
    and first seen since, or whose issue was taken back: no earlier issue could print it. And what an issue did print
    is here again if its source says that it was rewritten in the window.
    """
    column = articles.c
    wanted = column.source.in_(sources)  # said in both halves: each then reads just its part of ix_articles_time
    dated = and_(wanted, column.published_at >= window.start - late, column.published_at < window.end)
    undated = and_(wanted, column.published_at.is_(None), column.first_seen >= (seen_since or window.start))
    printed = column.id.in_(_printed_by(newsletter))
    as_it_is = column.id.in_(_printed_by(newsletter).where(issues.c.slot >= column.updated_at))
    rewritten = and_(column.updated_at >= window.start, column.updated_at < window.end)
    found = _stored(conn, select(articles).where(or_(dated, undated), ~printed))
    freed = set(conn.scalars(_taken_back(newsletter))) if late else set()
    fitting = [it for it in found if _is_of_window(it, window.start, seen_since) or it.id in freed]
    fitting += _stored(conn, select(articles).where(wanted, printed, rewritten, ~as_it_is))
    return sorted(fitting, key=lambda it: (it.time, it.article.url, it.article.title, it.article.source))


def misdated(
    conn: Connection, window: Window, *, newsletter: str, sources: Collection[str], seen: Window, late: timedelta
) -> list[Article]:
    """What was first ``seen`` in this time with a date too long before the window for it to be news, or after the
    end of both; in the order of their dates."""
    column = articles.c
    old = column.published_at < window.start - late
    ahead = column.published_at >= max(window.end, seen.end)
    query = (
        select(articles)
        .where(column.source.in_(sources), column.first_seen > seen.start, column.first_seen <= seen.end)
        .where(or_(old, ahead), column.id.not_in(_printed_by(newsletter)))
        .order_by(column.published_at, column.url, column.id)
    )
    return [it.article for it in _stored(conn, query)]


def latest(conn: Connection, sources: Collection[str], each: int) -> list[StoredArticle]:
    """The newest articles with a text of each of these sources, that many at most, the newest first."""
    column = articles.c
    order = (column.first_seen.desc(), column.id.desc())
    place = func.row_number().over(partition_by=column.source, order_by=order).label("place")
    found: list[StoredArticle] = []
    for some in _in_turn(sorted(sources)):
        numbered = select(column.id, place).where(column.source.in_(some), column.text != "").subquery()
        wanted = select(articles).join(numbered, numbered.c.id == column.id).where(numbered.c.place <= each)
        found += _stored(conn, wanted.order_by(*order))
    return found


def printed_links(conn: Connection, newsletter: str, since: datetime, before: datetime) -> dict[tuple[str, str], int]:
    """The (source, URL) of what the newsletter's issues for slots in this time printed, each with the latest number."""
    query = (
        select(articles.c.source, articles.c.url, issues.c.number)
        .select_from(articles.join(issue_articles).join(issues).join(newsletters))
        .where(newsletters.c.slug == newsletter, issues.c.status.in_(GOES_OUT))
        .where(issues.c.slot >= since, issues.c.slot < before)
        .order_by(issues.c.number)
    )
    return {(source, url): number for source, url, number in conn.execute(query) if url}


def find(conn: Connection, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], Article]:
    """What is stored of these (source, URL), whose links no other article of the source shares."""
    by_key = {_digest(url): (source, url) for source, url in places}
    found: dict[tuple[str, str], Article] = {}
    for keys in _in_turn(sorted(by_key)):
        for row in conn.execute(select(articles).where(articles.c.key.in_(keys))).mappings():
            article = _stored_article(row).article
            if (article.source, article.url) in places:
                found[article.source, article.url] = article
    return found


def rows(conn: Connection) -> Iterator[dict[str, Any]]:
    """All that is kept, as it is kept: column by column."""
    return (dict(row) for row in conn.execute(select(articles)).mappings())


def _stored(conn: Connection, query: Select[Any]) -> list[StoredArticle]:
    return [_stored_article(row) for row in conn.execute(query).mappings()]


def _is_of_window(found: StoredArticle, start: datetime, seen_since: datetime | None) -> bool:
    if seen_since is None:
        return found.time >= start or found.first_seen >= start
    date = found.article.published_at
    return (date is not None and date >= start) or found.first_seen > seen_since


def _taken_back(newsletter: str) -> Select[Any]:
    """The articles of withdrawn issues that no other issue for their slot came after."""
    other = issues.alias()
    replaced = select(other.c.slot).where(
        other.c.newsletter_id == issues.c.newsletter_id, other.c.slot == issues.c.slot, other.c.status != "withdrawn"
    )
    return (
        select(issue_articles.c.article_id)
        .select_from(issue_articles.join(issues).join(newsletters))
        .where(newsletters.c.slug == newsletter, issues.c.status == "withdrawn", ~replaced.exists())
    )


def _printed_by(newsletter: str) -> Select[Any]:
    return (
        select(issue_articles.c.article_id)
        .select_from(issue_articles.join(issues).join(newsletters))
        .where(newsletters.c.slug == newsletter, issues.c.status.in_(GOES_OUT))
    )


def _first_date(old: _Known, date: datetime | None) -> datetime | None:
    """A feed that dates its whole archive anew makes no news of it: nothing is published after it was first seen.

    Nor does one that drops a date."""
    return old.published_at if date is None or date > old.first_seen else date


def _named(article: Article) -> str:
    return _folded(article.title) or _folded(article.text)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _by_link(article: Article) -> _Place:
    return _Place(article.source, _digest(article.url))


def _by_title(article: Article) -> _Place:
    return _Place(article.source, _digest(article.url, _named(article)))


def _digest(*parts: str) -> str:
    """Links have no greatest length, and what PostgreSQL indexes has."""
    return sha256(f"[{', '.join(map(encode_basestring_ascii, parts))}]".encode()).hexdigest()


def _placed(places: Sequence[_Places], known: dict[_Place, _Known]) -> dict[_Place, Article]:
    sharing = Counter(by_link for by_link, _, _ in places)
    return {
        _place(article, by_link, by_title, known, shares_link=sharing[by_link] > 1): article
        for by_link, by_title, article in places
    }


def _place(
    article: Article, by_link: _Place, by_title: _Place, known: dict[_Place, _Known], *, shares_link: bool
) -> _Place:
    """What was stored under one of the two keys stays there, however many articles share the link today."""
    if by_title in known:
        return by_title
    if by_link in known and article.title and _folded(known[by_link].title) == _folded(article.title):
        return by_link
    return by_title if shares_link else by_link


def _known(conn: Connection, places: Sequence[_Places]) -> dict[_Place, _Known]:
    """What is stored already, locked in one order: collectors that meet on PostgreSQL wait, and never in a circle."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for by_link, by_title, _ in places:
        keys[by_link.source] |= {by_link.key, by_title.key}
    column = articles.c
    query = select(column.key, column.id, column.title, column.content_hash, column.published_at, column.first_seen)
    query = query.order_by(column.key).with_for_update()
    return {
        _Place(source, row.key): _Known(*row[1:])
        for source, of_source in sorted(keys.items())
        for some in _in_turn(sorted(of_source))
        for row in conn.execute(query.where(column.source == source, column.key.in_(some)))
    }


def _in_turn(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def _put(conn: Connection, rows: list[dict[str, Any]]) -> None:
    """In the order of ``_known``, for the same reason."""
    if not rows:
        return
    insert = insert_into(conn, articles)
    replaced = {name: insert.excluded[name] for name in (*_FIELDS, "content_hash", "seen_at")}
    upsert = insert.on_conflict_do_update(index_elements=["source", "key"], set_=replaced)
    conn.execute(upsert, sorted(rows, key=lambda row: (row["source"], row["key"])))


def _row(place: _Place, article: Article, now: datetime) -> dict[str, Any]:
    content = {name: getattr(article, name) for name in _FIELDS}
    content["blocks"] = [[block.start, block.end, block.kind] for block in article.blocks]
    content_hash = sha256(json.dumps(content, default=_in_utc).encode()).hexdigest()
    return content | {"key": place.key, "content_hash": content_hash, "first_seen": now, "seen_at": now}


def _in_utc(time: datetime) -> str:
    return time.astimezone(UTC).isoformat()


def _stored_article(row: RowMapping) -> StoredArticle:
    content = {name: row[name] for name in _FIELDS} | {
        "blocks": tuple(Block(*block) for block in row["blocks"]),
        "categories": tuple(row["categories"]),
    }
    return StoredArticle(row["id"], Article(**content), row["first_seen"])
