"""The record's format. In comes an open connection, out comes the same with a record of the newest format.

Older records are upgraded by Alembic inside the caller's transaction, so that an upgrade happens wholly or not at
all; a record of a newer Whence, and a database that is none, are refused in one line.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from whence.errors import RecordError
from whence.ledger.formats import FORMATS, VERSION_TABLE
from whence.ledger.tables import metadata


def read_format(connection: Connection) -> str | None:
    """The format of the record in this database; null where it holds none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
    return str(found) if found is not None else None


def refuse_wrong_format(connection: Connection, place: str, *, create: bool) -> bool:
    """True where the record must be made or upgraded, False where it is of the newest format.

    Raises RecordError where there is no record and none shall be made, where the database is another program's, and
    where the record is newer than this Whence.
    """
    found = read_format(connection)
    if found == FORMATS[-1]:
        return False
    if found is None:
        taken = sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))
        if taken:
            raise RecordError(
                f"{place} is another program's database: it has a table {taken[0]!r}",
                remedy="name another file or database",
            )
        if not create:
            raise RecordError(f"{place} holds no record", remedy="make one with `whence init`")
        return True
    if found not in FORMATS:
        raise RecordError(
            f"{place} is of format {found}, newer than this Whence (format {FORMATS[-1]})",
            remedy="upgrade Whence: pip install -U whence",
        )
    return True


def upgrade(connection: Connection) -> None:
    """Bring the record to the newest format; the caller's transaction makes it whole."""
    from alembic import command  # a fifth of a second to import, and a record is upgraded once
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "whence.ledger:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
