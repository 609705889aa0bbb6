"""Looking: month, week, list, one event."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask import render_template, request

from kiknet import clock
from kiknet.calendar import agenda, queries
from kiknet.calendar.entries import Writer
from kiknet.calendar.filter import Filter
from kiknet.calendar.month import DAY, Month, Week
from kiknet.calendar.occasions import long_ones, notes_by_day
from kiknet.calendar.views import event_page
from kiknet.calendar.views.blueprint import bp
from kiknet.calendar.views.frame import Frame, address_of, is_printed, month_address, open_frame, week_address
from kiknet.calendar.views.remembered import remembered
from kiknet.errors import NotFound
from kiknet.i18n import _, written_days, written_month
from kiknet.organisations.session import acting_or_none
from kiknet.vocabulary.queries import field_names
from kiknet.web.pagination import page_number
from kiknet.web.public import public

ON_PAPER = 400
PAPER_REACHES = timedelta(days=30)
Neighbour = tuple[str, str] | None


@bp.get("/kalender")
@public
def index() -> str:
    shown, week = request.args.get("ansicht", ""), Week.parse(request.args.get("woche", ""))
    if shown == "monat":
        return _month_page(Month.of(clock.today()))
    if shown == "woche" or (week and shown != "liste"):
        return _week_page(week or Week.of(clock.today()))
    return _list_page()


@bp.get("/kalender/<int:year>/<int(fixed_digits=2):month>")
@public
@remembered
def month(year: int, month: int) -> str:
    try:
        asked = Month(year, month)
    except ValueError:
        raise NotFound from None
    return _month_page(asked)


@bp.get("/veranstaltungen/<int:event_id>")
@public
@remembered
def event(event_id: int) -> str:
    by = acting_or_none()
    return render_template("calendar/event.html", **event_page.context(by, queries.event_by_id(by, event_id)))


def _month_page(month: Month) -> str:
    frame = open_frame("monat", month.first, "calendar.month", year=month.year, month=month.number)

    def find(chosen: Filter) -> agenda.Rows:
        return agenda.entries_between(frame.by, chosen, month.first, month.last)

    def neighbour(other: Month | None) -> Neighbour:
        return (month_address(other, frame.chosen, **frame.switch), written_month(other.first)) if other else None

    rows, writer = find(frame.chosen), _writer()
    observed = frame.observed(month.first, month.last)
    return frame.render(
        "calendar/month.html",
        rows,
        find,
        title=written_month(month.first),
        weeks=writer.month(rows, month, _day_address(frame), notes_by_day(observed, month.first, month.last)),
        lasting=long_ones(observed),
        weekdays=list(zip(writer.names.short, writer.names.long, strict=True)),
        fields=writer.fields,
        previous=neighbour(month.previous),
        next=neighbour(month.next),
        is_now=month == Month.of(clock.today()),
        now=month_address(Month.of(clock.today()), frame.chosen, **frame.switch),
        now_word=_("This month"),
    )


def _week_page(week: Week) -> str:
    frame = open_frame("woche", week.monday, woche=week.name)

    def find(chosen: Filter) -> agenda.Rows:
        return agenda.entries_between(frame.by, chosen, week.days[0], week.days[-1], is_full=True)

    def neighbour(other: Week | None) -> Neighbour:
        if other is None:
            return None
        return week_address(other, frame.chosen, **frame.switch), _("Week %(number)s", number=other.number)

    rows, observed = find(frame.chosen), frame.observed(week.days[0], week.days[-1])
    return frame.render(
        "calendar/week.html",
        rows,
        find,
        title=_("Week %(number)s", number=week.number),
        span=written_days(week.days[0], week.days[-1]),
        days=_writer().days(rows, week.days, notes_by_day(observed, week.days[0], week.days[-1])),
        lasting=long_ones(observed),
        previous=neighbour(week.previous),
        next=neighbour(week.next),
        is_now=week == Week.of(clock.today()),
        now=week_address(Week.of(clock.today()), frame.chosen, **frame.switch),
        now_word=_("This week"),
    )


def _list_page() -> str:
    frame, page = open_frame("liste"), page_number()
    per_page, chosen = agenda.PER_PAGE, frame.chosen
    last = chosen.last or frame.first + PAPER_REACHES
    if is_printed():
        per_page, chosen = ON_PAPER, replace(chosen, last=last)

    def find(other: Filter) -> agenda.Rows:
        return agenda.list_entries(frame.by, other, 1, per_page=1)[0]

    rows, following = agenda.list_entries(frame.by, chosen, page, per_page)
    begin = frame.first if page == 1 or not rows else max(frame.first, rows[0].starts_local.date())
    end = max(begin, rows[-1].starts_local.date()) if rows and not chosen.last else last
    if following:  # the days without entries before the next page belong to this one
        end = max(begin, rows[-1].starts_local.date(), following - DAY)
    observed = frame.observed(begin, end)
    return frame.render(
        "calendar/list.html",
        rows,
        find,
        days=_writer().list(rows, frame.first, notes_by_day(observed, begin, end)),
        lasting=long_ones(observed),
        span=written_days(frame.first, last),
        earlier=frame.address(frame.chosen, seite=page - 1) if page > 1 else "",
        more=frame.address(frame.chosen, seite=page + 1) if following else "",
    )


def _writer() -> Writer:
    return Writer(clock.today(), field_names())


def _day_address(frame: Frame) -> Callable[[str], str]:
    """From a day (as in ISO 8601) to the list that begins with it."""
    pattern = address_of("calendar.index", frame.chosen.without_days(), von="~", **frame.switch)
    return lambda day: pattern.replace("von=~", f"von={day}", 1)
