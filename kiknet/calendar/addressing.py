"""Where one date of a series is found (pure)."""

from datetime import datetime


def date_address(page: str, recurrence_id: datetime, usual: datetime) -> str:
    """The address of a date, from that of its series: "/veranstaltungen/7/2027-03-09".

    The day is that of its original start. One at another time of day than the series' `usual` start says which, as
    there may be two on a day: "…?um=1530".
    """
    path, _, query = page.partition("?")
    time = "" if recurrence_id.time() == usual.time() else f"um={recurrence_id:%H%M}"
    queries = "&".join(part for part in (time, query) if part)
    return f"{path}/{recurrence_id.date().isoformat()}" + (f"?{queries}" if queries else "")
