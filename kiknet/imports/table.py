"""A table of events (CSV) as people keep it: columns in German or English, semicolons or commas, as Excel saves it."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import date, time

from kiknet.calendar.draft import EventDraft, span
from kiknet.errors import Rejected
from kiknet.fold import fold
from kiknet.i18n import _l
from kiknet.imports import texts
from kiknet.imports.lines import as_utf8, text_of
from kiknet.imports.problem import MOST_BYTES, MOST_EVENTS, Problem
from kiknet.imports.read import ReadEvent, Reading
from kiknet.imports.reading import short_uid
from kiknet.imports.values import one_line
from kiknet.places.draft import PlaceDraft
from kiknet.web.typed import read_day, read_time

COLUMNS = {
    name: column
    for column, names in {
        "title": "titel, title, veranstaltung, was, betreff, subject",
        "first_day": "datum, date, tag, beginndatum, beginnt am, start date",
        "starts": "beginn, von, uhrzeit, start, starts, beginnt um, start time",
        "ends": "ende, bis, end, ends, endet um, end time",
        "last_day": "letzter tag, enddatum, endet am, last day, end date",
        "place": "ort, wo, place, location",
        "street": "strasse, street",
        "postcode": "plz, postleitzahl, postcode",
        "city": "stadt, city",
        "place_note": "raum, hinweis zum ort, room",
        "description": "beschreibung, text, description",
        "link": "link, url",
        "uid": "kennung, id",
        "cancelled": "abgesagt, cancelled",
        "cost_note": "kosten, cost",
        "registration_note": "anmeldung, registration",
        "categories": "kategorien, kategorie, themen, thema, zielgruppe, categories, topics, audience",
    }.items()
    for name in names.split(", ")
}
"""What the first line may call a column, folded."""
TEMPLATE = (
    "Titel;Datum;Beginn;Ende;Letzter Tag;Ort;Straße;PLZ;Stadt;Raum;Beschreibung;Link;Kosten;Anmeldung;Kategorien;"
    "Abgesagt"
)
EXAMPLE = (
    "Sprachcafé;{day:%d.%m.%Y};15:00;17:00;;Haus International;Poststraße 22;87439;Kempten;Saal 2;"
    "Kaffee, Kuchen und Gespräche auf Deutsch;https://example.org/sprachcafe;kostenlos;;Bildung, Familien;"
)
MOST_LETTERS = 20_000
YES = {"ja", "yes", "x", "1", "wahr", "true", "abgesagt"}

_WEEKDAY = re.compile(r"[^\W\d]{2,12}\.?,?\s+")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?$")
_SECONDS = re.compile(r"(\d:\d\d):\d\d$")


def template(today: date) -> bytes:
    """A table to fill in, as Excel opens it with a double click: with a byte order mark and semicolons."""
    return f"\ufeff{TEMPLATE}\r\n{EXAMPLE.format(day=today)}\r\n".encode()


def is_table(data: bytes) -> bool:
    """Whether the first line names columns of ours."""
    first = text_of(data[:2000]).lstrip("\ufeff \r\n").partition("\n")[0]
    return {"title", "first_day"} <= {COLUMNS.get(name) for name in _names(first.split(_separator(first)))}


def _names(cells: list[str]) -> list[str]:
    return [fold(cell.strip(" \"'*\r")) for cell in cells]


def _separator(first: str) -> str:
    return max(";,\t", key=first.count)


def read(data: bytes, today: date) -> Reading:
    """The events of a table; line and reason for the rows that are none. Raises `Rejected` when there are too many."""
    if len(data) > MOST_BYTES:
        raise Rejected(_l("The file has more than 5 MB. Please export a shorter stretch of time."))
    text = text_of(as_utf8(data)).lstrip("\ufeff \r\n").replace("\0", "")
    events: list[ReadEvent] = []
    problems: list[Problem] = []
    mentioned: dict[str, int] = {}
    for line, row in _rows(text):
        try:
            event = _event(row, line, today)
        except Rejected as refusal:
            problems.append(Problem(line, refusal.reason, one_line(row.get("title", ""), 160)))
            continue
        count = mentioned[event.uid] = mentioned.get(event.uid, 0) + 1
        if count > 1:
            problems.append(Problem(line, _l("This event stands in the table twice."), event.draft.title))
            continue
        events.append(event)
    return Reading(events, problems[:MOST_EVENTS], frozenset(mentioned))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column of every row that is not empty."""
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(first))
    try:
        columns = [COLUMNS.get(name, "") for name in _names(next(rows))]
        for count, cells in enumerate(rows):
            if count >= MOST_EVENTS:
                raise Rejected(_l("The table has more than %(number)s rows.", number=MOST_EVENTS))
            if any(cell.strip() for cell in cells):
                named = {name: cell.strip()[:MOST_LETTERS] for name, cell in zip(columns, cells, strict=False) if name}
                yield rows.line_num, named
    except csv.Error:
        raise Rejected(_l("The table is broken in line %(line)s.", line=rows.line_num)) from None


def _event(row: dict[str, str], line: int, today: date) -> ReadEvent:
    """Raises `Rejected` with the reason why it stays out."""
    first = _day(row.get("first_day", ""), today)
    if first is None:
        raise Rejected(_l("On which day? Please write it like 9.3.2027."))
    last = _day(row["last_day"], first) if row.get("last_day") else None
    if row.get("last_day") and last is None:
        raise Rejected(_l("We do not understand the last day. Please write it like 9.3.2027."))
    starts, ends = _time(row.get("starts", "")), _time(row.get("ends", ""))
    begins, finishes = span(first, starts, ends, last, is_all_day=starts is None)
    link = row.get("link", "")
    draft = EventDraft(
        title=texts.title(row.get("title", "")),
        description=texts.description(row.get("description", ""), link),
        starts_local=begins,
        ends_local=finishes,
        is_all_day=starts is None,
        place=_place(row),
        place_note=one_line(row.get("place_note", ""), 160),
        cost="free"
        if fold(row.get("cost_note", "")) in {"kostenlos", "kostenfrei", "frei", "free", "0"}
        else "unknown",
        cost_note=one_line(row.get("cost_note", ""), 160),
        registration="contact" if row.get("registration_note") else "none",
        registration_note=one_line(row.get("registration_note", ""), 300),
        topics=texts.topics(row.get("categories", "").split(",")),
    )
    draft.check(today, publish=True)
    is_cancelled = fold(row.get("cancelled", "")) in YES
    return ReadEvent(uid=_uid(row, draft), line=line, draft=draft, is_cancelled=is_cancelled)


def _uid(row: dict[str, str], draft: EventDraft) -> str:
    """What the table calls it, or its title and day: another time or place is the same event, changed."""
    if row.get("uid"):
        return short_uid(f"table:{row['uid']}")
    said = f"{fold(draft.title)}\0{draft.starts_local:%Y-%m-%d}"
    return f"table-{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _place(row: dict[str, str]) -> PlaceDraft | None:
    if not (row.get("place") or row.get("street")):
        return None
    if row.get("street") or row.get("postcode") or row.get("city"):
        return PlaceDraft(
            name=one_line(row.get("place") or row.get("street", ""), 160),
            street=one_line(row.get("street", ""), 160),
            postcode=one_line(row.get("postcode", ""), 10),
            city=one_line(row.get("city", ""), 80),
        )
    return texts.location(row["place"])[0]


def _day(text: str, today: date) -> date | None:
    """Also with a weekday before it, or a midnight after it."""
    return read_day(_MIDNIGHT.sub("", _WEEKDAY.sub("", text.strip()[:60], count=1)), today)


def _time(text: str) -> time | None:
    """None if nothing is written. Raises `Rejected` for what is no time."""
    if not text:
        return None
    found = read_time(_SECONDS.sub(r"\1", text.strip()[:30]))
    if found is None:
        raise Rejected(_l("We do not understand the time “%(time)s”. Please write it like 15:30.", time=text[:20]))
    return found
