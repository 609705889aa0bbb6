"""Tables for spreadsheets: semicolons and a byte order mark, as German programs open them."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def sheet(file_name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A CSV download for the person who asks, and for nobody else's memory."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "private, no-store"}
    return Response("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _harmless(cell: Any) -> Any:
    """Text as a spreadsheet shows it instead of calculating it (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
