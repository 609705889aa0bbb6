"""What the network plans, and what gets in each other's way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import render_template, request

from kiknet import clock
from kiknet.calendar import kin, outlook, plans, slots
from kiknet.calendar.agenda import FULL, Rows
from kiknet.calendar.clash import Hint
from kiknet.calendar.entries import Day, Writer
from kiknet.calendar.filter import Filter
from kiknet.calendar.month import DAY
from kiknet.calendar.occasions import note_of
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.frame import open_frame
from kiknet.calendar.views.looking import look_at
from kiknet.observances.queries import days_between
from kiknet.organisations.session import acting
from kiknet.vocabulary.queries import field_names
from kiknet.web.pagination import page_number
from kiknet.web.requests import whole_number

FEW_OPEN = 4
"""So many plans without a date are shown at once, before those with one; the others are folded away."""


@dataclass
class Listed:
    """One date in the planning list, with what gets in its way."""

    row: Any
    is_planned: bool
    is_own: bool
    hints: Sequence[Hint] = field(default_factory=list)


@bp.get("/planung")
def planning() -> str:
    acting()
    frame, page = open_frame("planung", endpoint="calendar.planning"), page_number()
    first = frame.first

    def find(chosen: Filter) -> Rows:
        return plans.dated(chosen, first, 1, per_page=1)[0]

    rows, next_day = plans.dated(frame.chosen, first, page)
    undated = plans.still_open(frame.chosen) if page == 1 else []
    days = _days(rows, first)
    return frame.render(
        "calendar/planning.html",
        rows,
        find,
        days=days,
        undated=undated,
        few_open=FEW_OPEN,
        next_day=next_day,
        alike=kin.among(kin.still_open()) if undated else {},
        is_bare=not rows and not undated,
        earlier=frame.address(frame.chosen, seite=page - 1) if page > 1 else "",
        more=frame.address(frame.chosen, seite=page + 1) if next_day else "",
    )


def _days(rows: Rows, first: date) -> list[Day]:
    """The days on which something begins, what is on already on the first; two queries for what stands beside them."""
    if not rows:
        return []
    by, writer, names = acting(), Writer(clock.today(), field_names()), len(FULL)
    days: dict[date, Day] = {}
    beside = slots.within([(clock.midnight(first), max(row.starts_at for row in rows) + DAY)])
    shown = {row.occurrence_id for row in rows}
    hints = outlook.among((one for one in beside if one.occurrence_id in shown), beside)
    for row in rows:
        day = max(row.starts_local.date(), first)
        listed = Listed(writer.entry(row[:names], day), row.scheduling == "planned", by.acts_for(row.owner_id))
        listed.hints = hints.get(row.occurrence_id, [])
        days.setdefault(day, writer.day(day)).events.append(listed)
    observed = days_between(min(days), max(days))
    for day, shown_day in days.items():
        shown_day.notes = [note_of(one) for one in outlook.touching(observed, day, day)]
    return list(days.values())


@bp.route("/planung/hinweise", methods=["GET", "POST"])
def look() -> str:
    """What else is on that day: a page of its own, and what the form of an event asks for while it is filled in.

    A form is sent (POST) because the days of a series make an address too long; nothing is stored.
    """
    by, given = acting(), request.form if request.method == "POST" else request.args
    found = look_at(by, given, given.get("event", type=whole_number))
    return render_template("calendar/look.html", outlook=found, given=given)
