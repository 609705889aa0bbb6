"""Where one date of a series is found (pure)."""

from datetime import datetime
from typing import Any


def date_address(page: str, recurrence_id: datetime, usual: datetime) -> str:
    """The address of a date, from that of its series: "/veranstaltungen/7/2027-03-09".

    The day is that of its original start. One at another time of day than the series' `usual` start says which, as
    there may be two on a day: "…?um=1530".
    """
    path, _, query = page.partition("?")
    time = "" if recurrence_id.time() == usual.time() else f"um={recurrence_id:%H%M}"
    queries = "&".join(part for part in (time, query) if part)
    return f"{path}/{recurrence_id.date().isoformat()}" + (f"?{queries}" if queries else "")


def which(event: Any, row: Any) -> dict[str, Any]:
    """What an address of a deed with this date of a series consists of."""
    is_usual = event.starts_local is None or event.starts_local.time() == row.recurrence_id.time()
    day, um = row.recurrence_id.date(), None if is_usual else f"{row.recurrence_id:%H%M}"
    return {"event_id": event.id, "day": day, "um": um}
