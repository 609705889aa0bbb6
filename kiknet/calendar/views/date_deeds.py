"""Deeds with one date of a series: each a page that asks, and a button. They work without JavaScript."""

import datetime
from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.access import require
from kiknet.calendar import date_deeds, policy, queries
from kiknet.calendar.date_forms import AddDateForm, DateForm, date_values
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import room_id_on
from kiknet.calendar.room_choice import RoomChoice
from kiknet.calendar.short_forms import ReasonForm
from kiknet.calendar.views import rooms
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.dates import find_date
from kiknet.calendar.views.event_page import address_of
from kiknet.calendar.views.status import ASK, Answer
from kiknet.errors import ChangedMeanwhile, NotFound, Rejected
from kiknet.i18n import _, written_day
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting
from kiknet.places.queries import place_names
from kiknet.web import conflicts
from kiknet.web.forms import ConfirmForm, Form

AT = "/veranstaltungen/<int:event_id>/<day:day>"


def asked(event_id: int, day: datetime.date) -> tuple[Acting, Event, Occurrence]:
    """Who acts and the date, if they may change the dates of this series."""
    by = acting()
    event, row = find_date(by, event_id, day)
    if not event.is_series:
        raise NotFound
    require(policy.may(by, "change_dates", event))
    return by, event, row


def ask(
    event: Event, row: Occurrence, form: Form, question: str, consequence: str, label: str, kind: str = ""
) -> Answer:
    words = {"question": question, "consequence": consequence, "label": label, "kind": kind}
    page = render_template("calendar/ask.html", event=event, form=form, back=address_of(event, row), **words)
    return page, form.status


def attempt(form: Form, deed: Callable[[], Any]) -> bool:
    """Whether it was sent and done; a refusal stands in the form."""
    if not form.validate_on_submit():
        return False
    try:
        deed()
    except Rejected as refusal:
        form.show(refusal)
        return False
    return True


def done(address: str, sentence: str) -> Answer:
    flash(sentence, "success")
    return redirect(address, 303)


@bp.route(f"{AT}/absage", methods=ASK)
def cancel_date(event_id: int, day: datetime.date) -> Answer:
    by, event, row = asked(event_id, day)
    if row.is_cancelled:  # pressed twice
        return redirect(address_of(event, row), 303)
    form = ReasonForm()
    if attempt(form, lambda: date_deeds.cancel_date(by, event, row, form.reason.data or "")):
        return done(
            address_of(event, row), _("This date is cancelled. Everybody who has subscribed to the calendar sees it.")
        )
    return ask(
        event,
        row,
        form,
        _("Cancel “%(title)s” on %(day)s?", title=event.title, day=_day(row)),
        _("Only this date: it stays on the calendar, marked as cancelled. All others take place."),
        _("Cancel this date"),
        "danger",
    )


@bp.route(f"{AT}/absage/ruecknahme", methods=ASK)
def take_back_date(event_id: int, day: datetime.date) -> Answer:
    by, event, row = asked(event_id, day)
    form = ConfirmForm()
    if not row.is_cancelled:
        return redirect(address_of(event, row), 303)
    if attempt(form, lambda: date_deeds.take_back_date(by, event, row)):
        return done(address_of(event, row), _("This date takes place after all."))
    return ask(
        event,
        row,
        form,
        _("Does “%(title)s” take place on %(day)s after all?", title=event.title, day=_day(row)),
        _("The calendar then shows this date as before."),
        _("It takes place"),
    )


@bp.route(f"{AT}/streichung", methods=ASK)
def remove_date(event_id: int, day: datetime.date) -> Answer:
    by, event, row = asked(event_id, day)
    form = ConfirmForm()
    if attempt(form, lambda: date_deeds.remove_date(by, event, row)):
        return done(url_for("calendar.dates", event_id=event.id), _("This date is taken out."))
    return ask(
        event,
        row,
        form,
        _("Take %(day)s out of “%(title)s”?", title=event.title, day=_day(row)),
        _("This date disappears as if it had never been planned. If people know of it, please cancel it instead."),
        _("Take this date out"),
        "danger",
    )


@bp.post(f"{AT}/streichung/ruecknahme")
def put_back_date(event_id: int, day: datetime.date) -> Answer:
    """For a day that is no date any more: it is found among those that were taken out."""
    by = acting()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change_dates", event))
    moment = next((moment for moment in event.removed if moment.date() == day), None)
    if moment is None:
        raise NotFound
    row = date_deeds.put_back_date(by, event, moment)
    return done(address_of(event, row), _("This date takes place again."))


@bp.route("/veranstaltungen/<int:event_id>/termine/neu", methods=ASK)
def add_date(event_id: int) -> Answer:
    """One more date, as long as the others; the usual hour stands there already."""
    by = acting()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change_dates", event))
    if not event.is_series or event.starts_local is None:
        raise NotFound
    usual = event.starts_local.time()
    form = AddDateForm(data=None if request.method == "POST" else {"starts": usual})
    added: list[Occurrence] = []
    if attempt(form, lambda: added.append(date_deeds.add_date(by, event, form.moment(event)))):
        return done(address_of(event, added[0]), _("There is one more date: %(day)s.", day=_day(added[0])))
    return render_template("calendar/add_date.html", event=event, form=form), form.status


@bp.route(f"{AT}/aenderung", methods=ASK)
def change_date(event_id: int, day: datetime.date) -> Answer:
    """Another time, place or room, or a word on what is different: only on this date."""
    by, event, row = asked(event_id, day)
    stored = date_values(event, row)
    form = DateForm(data=None if request.method == "POST" else stored, is_all_day=event.is_all_day)
    form.open_at(event.revision, stored)
    if request.method == "GET":
        return _change_page(by, event, row, form)
    conflicts.settle(form, stored)
    if rooms.only_chooses(by):
        return _change_page(by, event, row, form, room=rooms.choose(by, form, room_id_on(event, row)))
    room: RoomChoice | None = None
    try:
        if draft := form.read(event, row):
            date_deeds.change_date(by, event, row, draft, form.version_number, terms=form.terms)
            return done(address_of(event, row), _("This date is changed. All others stay as they are."))
    except Rejected as refusal:
        room = rooms.after(by, form, refusal, room_id_on(event, row))
    except ChangedMeanwhile:
        differences = conflicts.join(form, date_values(event, row), event.revision)
        return _change_page(by, event, row, form, differences=differences)[0], 409
    return _change_page(by, event, row, form, room=room)


def _change_page(
    by: Acting, event: Event, row: Occurrence, form: DateForm, room: RoomChoice | None = None, **more: Any
) -> tuple[str, int]:
    back, names = address_of(event, row), place_names(by)
    more |= {"back": back, "place_names": names, "day": _day(row)}
    more["room"] = rooms.shown(by, form, room_id_on(event, row)) if room is None else room
    return render_template("calendar/change_date.html", event=event, row=row, form=form, **more), form.status


def _day(row: Occurrence) -> str:
    return written_day(row.starts_local, "short")
