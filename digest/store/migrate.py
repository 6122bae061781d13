"""Brings a database to the schema this program knows. Alembic costs most of a second, so only then is it imported."""

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from digest.errors import ConfigError

SCHEMA = "0009"
MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x646967657374  # "digest": the number PostgreSQL knows our migrations by


def schema_of(conn: Connection) -> str | None:
    if not inspect(conn).has_table("alembic_version"):
        return None
    version: str | None = conn.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def migrate(conn: Connection, name: str) -> None:
    """Needs a write transaction, in which the schema is read again: another process may have been first."""
    if conn.dialect.name == "postgresql":
        conn.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    found = schema_of(conn)
    if found == SCHEMA:
        return
    if found is None and inspect(conn).get_table_names():
        raise ConfigError(f"{name} holds other tables and was not made by digest: name another database")
    if found is not None and found not in _known():
        raise ConfigError(
            f"{name} was written by a newer digest (schema {found}; this one knows up to {SCHEMA}): "
            "upgrade digest, or name another database"
        )
    _upgrade(conn)


def _known() -> set[str]:
    return {path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/*.py")}


def _upgrade(conn: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, "head")
