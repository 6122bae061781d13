"""The database: SQLite in a file by default, PostgreSQL by URL. Queries live in a module per noun."""

from sqlalchemy import Connection as Connection
from sqlalchemy.exc import DBAPIError as DBAPIError

from digest.store.database import Store as Store
from digest.store.database import check_place as check_place
from digest.store.database import open_store as open_store
