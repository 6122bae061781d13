"""Links without what only tracks a reader: by them articles are known, and new ones are collected without it."""

from hashlib import sha256
from json.encoder import encode_basestring_ascii

import sqlalchemy as sa
from alembic import op

from digest.text.tracking import without_tracking

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    conn = op.get_bind()
    articles = sa.table("articles", *map(sa.column, ("id", "source", "key", "url", "title", "text")))
    column = articles.c
    rows = conn.execute(sa.select(articles).where(sa.or_(column.url.like("%?%"), column.url.like("%#%")))).all()
    for row in rows:
        url = without_tracking(row.url)
        if url == row.url:
            continue
        named = " ".join((row.title if row.title.strip() else row.text).split()).casefold()
        key = _digest(url) if row.key == _digest(row.url) else _digest(url, named)
        there = sa.select(column.id).where(column.source == row.source, column.key == key)
        if conn.execute(there).first() is None:
            conn.execute(sa.update(articles).where(column.id == row.id).values(url=url, key=key))


def _digest(*parts: str) -> str:
    return sha256(f"[{', '.join(map(encode_basestring_ascii, parts))}]".encode()).hexdigest()
