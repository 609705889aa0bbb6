"""The dates of a series: each has a page of its own, and can be called off, moved, told about or taken out."""

import datetime

from flask import render_template, request, url_for
from werkzeug.utils import redirect

from kiknet import clock
from kiknet.access import require
from kiknet.calendar import date_queries, policy, queries
from kiknet.calendar.addressing import which
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.series_words import written_series
from kiknet.calendar.views import event_page
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.remembered import Shown, remembered
from kiknet.calendar.views.status import Answer
from kiknet.errors import NotFound
from kiknet.i18n import written_day
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting, acting_or_none
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.templating import here
from kiknet.web.typed import read_time

PER_PAGE = 60


@bp.get("/veranstaltungen/<int:event_id>/<day:day>")
@public
@remembered
def date(event_id: int, day: datetime.date) -> Shown:
    by = acting_or_none()
    event, row = find_date(by, event_id, day)
    if not event.is_series:
        return redirect(url_for("calendar.event", event_id=event.id), 302)
    return render_template("calendar/date.html", **event_page.context(by, event, row))


@bp.get("/veranstaltungen/<int:event_id>/termine")
@public
@remembered
def dates(event_id: int) -> Shown:
    """All dates of a series, a page at a time."""
    by = acting_or_none()
    event = queries.event_by_id(by, event_id)
    if not event.is_series:
        return redirect(url_for("calendar.event", event_id=event.id), 302)
    may_change = policy.may(by, "change_dates", event)
    is_past = request.args.get("zeit") == "vergangen"
    page = paginate(date_queries.all_dates(event, is_past=is_past), page_number(), PER_PAGE)
    return render_template(
        "calendar/dates.html",
        event=event,
        sentence=written_series(event),
        page=page,
        dates=[event_page.listed(event, row) for row in page.items],
        removed=[day for day in event.removed if day.date() >= clock.today()] if may_change and not is_past else [],
        is_past=is_past,
        may_change=may_change,
        here=here,
    )


@bp.get("/veranstaltungen/<int:event_id>/aenderung")
def which_dates(event_id: int) -> Answer:
    """Only one date, it and those that follow, or all of them: with `?termin=` that one, otherwise the next."""
    by = acting()
    event = queries.event_by_id(by, event_id)
    require(policy.may(by, "change", event))
    row = asked_date(event) or next(iter(date_queries.next_dates(event, 1)), None)
    if row is None or not event.is_series:
        return redirect(url_for("calendar.edit", event_id=event.id), 303)
    at = which(event, row)
    return render_template(
        "calendar/which_dates.html",
        event=event,
        day=written_day(row.starts_local, "short"),
        this=url_for("calendar.change_date", **at),
        following=url_for("calendar.edit", event_id=event.id, termin=at["day"], um=at["um"]),
        may_change_dates=policy.may(by, "change_dates", event) and not row.is_cancelled,
        summaries=[date_queries.summary(event, row.recurrence_id), date_queries.summary(event)],
    )


def asked_date(event: Event) -> Occurrence | None:
    """The date named by `?termin=`. Raises `NotFound` if it is none."""
    asked = request.args.get("termin", "")
    if not asked:
        return None
    try:
        row = date_queries.date_of(event, datetime.date.fromisoformat(asked), _time_asked())
    except ValueError:
        row = None
    if row is None or not event.is_series:
        raise NotFound
    return row


def find_date(by: Acting | None, event_id: int, day: datetime.date) -> tuple[Event, Occurrence]:
    """The date asked for. Raises `NotFound` for a day that is none, `Gone` for a withdrawn event."""
    event = queries.event_by_id(by, event_id)
    row = date_queries.date_of(event, day, _time_asked())
    if row is None:
        raise NotFound
    return event, row


def _time_asked() -> datetime.time | None:
    """`?um=1830`, where a day has two dates."""
    return read_time(request.args.get("um", ""))
