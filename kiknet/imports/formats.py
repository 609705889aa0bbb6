"""Which kind of file it is: a calendar or a table."""

from datetime import date

from kiknet.imports import reading, table
from kiknet.imports.lines import as_utf8
from kiknet.imports.read import Reading


def read(data: bytes, today: date) -> Reading:
    """The events of a calendar (.ics) or of a table (.csv). Raises `Rejected` for what is neither."""
    return table.read(data, today) if table.is_table(as_utf8(data)) else reading.read(data, today)
