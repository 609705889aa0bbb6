"""Reading calendars as a strict stranger would: every octet of RFC 5545 that clients stumble over is looked at."""

from typing import Any

import icalendar

REQUIRED = ("UID", "DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "URL")
UNFOLDED_AT_MOST = 75


def check(data: bytes) -> None:
    """Lines end with CR LF and have at most 75 octets of whole characters; nothing unprintable is in them."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    for line in data.split(b"\r\n"):
        assert len(line) <= UNFOLDED_AT_MOST, line
        assert all(char == "\t" or char >= " " for char in line.decode("utf-8")), line


def calendar(data: bytes) -> Any:
    check(data)
    return icalendar.Calendar.from_ical(data)


def events(data: bytes) -> dict[str, Any]:
    """UID → VEVENT; every event is there once and says all it must."""
    found = calendar(data).walk("VEVENT")
    for event in found:
        assert [name for name in REQUIRED if name not in event] == []
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        assert "METHOD" not in event
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def titles(data: bytes) -> list[str]:
    """The summaries, in the order of the alphabet."""
    return sorted(str(event["SUMMARY"]) for event in events(data).values())


def unescaped(data: bytes, name: str) -> list[str]:
    """The values of a TEXT property, read by the letter of RFC 5545 (3.3.11) and not by a library."""
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    values = [line.partition(":")[2] for line in lines if line.startswith(f"{name}:")]
    return [_read(value) for value in values]


def _read(value: str) -> str:
    read, rest = "", iter(value)
    for char in rest:
        if char != "\\":
            read += char
            continue
        following = next(rest)
        read += "\n" if following in "nN" else following
    return read
