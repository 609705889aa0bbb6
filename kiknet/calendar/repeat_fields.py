"""The part of the event's form that asks whether it repeats, and what is chosen there."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField

from kiknet import clock
from kiknet.calendar.draft import MOST_ADDED
from kiknet.calendar.fields import DayField, NumberField
from kiknet.calendar.preview import Preview, free_days, preview_of
from kiknet.calendar.recurrence import NTHS
from kiknet.calendar.repeat_choice import KINDS, Repeating, Series, nth_of, rule_of, settled
from kiknet.errors import Rejected
from kiknet.i18n import _, _l, calendar_names, language
from kiknet.web.fields import SelectField, SelectMultipleField
from kiknet.web.forms import many_lines
from kiknet.web.typed import read_moments, written_moments

MOST_DAYS = 1000
DATES = ("first_day", "starts", "ends", "last_day", "is_all_day", "is_date_open", "date_note")
FOLLOWING = ("repeats", "repeats_every", "repeats_on", "repeats_nth", "repeats_until", "repeats_count")
REPEATS = (*FOLLOWING, "skips_holidays", "added", "removed")


class RepeatFields:
    """Mixed into the event's form.

    `removed` carries the days that were taken out; `listed` are those the list of dates has shown, `kept` the ones
    among them that are still ticked.
    """

    repeats = SelectField(_l("How does it repeat?"), default="", validate_choice=False)
    repeats_every = NumberField(
        _l("Every how many days, weeks or months?"), default=1, description=_l("1 means every time, 2 every other.")
    )
    repeats_on = SelectMultipleField(
        _l("On which weekdays?"),
        choices=(),
        description=_l("For weeks, and for weekdays of the month. If nothing is chosen: as on the first day."),
    )
    repeats_nth = SelectMultipleField(
        _l("Which one in the month?"),
        choices=(),
        description=_l("For weekdays of the month. If nothing is chosen: as on the first day."),
    )
    repeats_until = DayField(_l("Until when?"), description=_l("If it stays empty, the series goes on."))
    repeats_count = NumberField(_l("Or how many dates?"))
    skips_holidays = BooleanField(_l("Not in the school holidays and on public holidays (Bavaria)"))
    added = TextAreaField(
        _l("Further dates"), filters=[many_lines], render_kw={"rows": 2},
        description=_l("For example: 9.3.2027, 16.3.2027 18:30. Without a time: as on the first day."),
    )  # fmt: skip
    removed = StringField(_l("Taken out"))
    listed = StringField()
    kept = SelectMultipleField(validate_choice=False)

    def offer_repeating(self: Any) -> None:
        """The choices, in the words of the first day where it is known."""
        for name in FOLLOWING:
            self[name].flags.follows = True  # from a choice made before: nobody has to, so it is not said each time
        self.repeats.choices = repeat_choices(self.first_day.data, self.repeats.data or "")
        self.repeats_on.choices = [(str(n), name) for n, name in enumerate(calendar_names().short)]
        self.repeats_nth.choices = _nths(language())

    def repeating(self: Any) -> Repeating:
        return Repeating(
            kind=self.repeats.data or "",
            every=1 if self.repeats_every.data is None else self.repeats_every.data,
            weekdays=_numbers(self.repeats_on),
            nths=_numbers(self.repeats_nth),
            until=self.repeats_until.data,
            count=self.repeats_count.data,
        )

    def series(self: Any, starts: datetime, ends: datetime) -> Series | None:
        """What was typed, from its first date on; None if it happens once.

        Raises `Rejected` beside one of `REPEATS`.
        """
        added = self._added(starts) if self.added.data else []
        rule = rule_of(self.repeating(), starts.date())
        if not (rule or added):
            return None
        skips = bool(rule and self.skips_holidays.data)
        first = starts
        if rule:
            rule, first = settled(rule, starts, free_days(starts.date()).__contains__ if skips else None)
        return Series(
            rule=rule.text() if rule else "",
            starts_local=first,
            ends_local=ends + (first - starts),
            skips_holidays=skips,
            added=tuple(added),
            removed=tuple(datetime.combine(day, starts.time()) for day in self.removed_days()),
        )

    def _series(self: Any, begins_and_ends: Any) -> Series | None:
        try:
            return self.series(*begins_and_ends) if begins_and_ends else None
        except Rejected as refusal:
            self.show(refusal)
            return None

    def look_ahead(self: Any) -> Preview | None:
        """The dates as they were typed, from today on; None if it happens once, or after what is wrong was put beside
        its field. Whatever else is missing can wait."""
        self.validate()
        for field in self:
            if field.name not in (*DATES, *REPEATS, "csrf_token"):
                field.errors = []
        if self.first_day.data is None and not self.first_day.errors:
            self.show(Rejected(_("From which day on? Please choose the first one."), "first_day"))
        if self.errors:
            return None
        begins_and_ends = self._span()
        self._series(begins_and_ends)
        return None if self.errors else self.preview()

    def preview(self: Any) -> Preview | None:
        """The list of dates, as far as what was typed can be read."""
        try:
            begins_and_ends = self.typed_span()
            series = self.series(*begins_and_ends) if begins_and_ends else None
        except Rejected:
            return None
        return preview_of(series, clock.today()) if series else None

    def _added(self: Any, starts: datetime) -> list[datetime]:
        try:
            found = read_moments(self.added.data, starts.time(), clock.today())
        except ValueError as unread:
            raise Rejected(_("We cannot read “%(text)s” as a day.", text=str(unread)[:40]), "added") from None
        if len(found) > MOST_ADDED:
            raise Rejected(_("Up to %(number)s further dates, please.", number=MOST_ADDED), "added")
        return found

    def removed_days(self: Any) -> list[date]:
        """What was taken out before and what has just been unticked in the list of dates."""
        listed, kept = _days((self.listed.data or "").split(",")), _days(self.kept.data or ())
        return sorted((_days((self.removed.data or "").split(",")) - listed) | (listed - kept))[:MOST_DAYS]

    def carry(self: Any, shown: Preview | None) -> None:
        """Into the fields that come back with the list of dates: what is taken out, and what the list shows."""
        self.offer_repeating()
        self.removed.data = ",".join(day.isoformat() for day in self.removed_days())
        self.listed.data = shown.shown if shown else ""


def values_of_repeating(chosen: Repeating, added: Sequence[datetime], removed: Sequence[date]) -> dict[str, Any]:
    """The fields' values, in the shape the form gives back."""
    return {
        "repeats": chosen.kind,
        "repeats_every": chosen.every,
        "repeats_on": [str(n) for n in chosen.weekdays],
        "repeats_nth": [str(n) for n in chosen.nths],
        "repeats_until": chosen.until,
        "repeats_count": chosen.count,
        "added": written_moments(added),
        "removed": ",".join(day.isoformat() for day in removed),
    }


def repeat_choices(first_day: date | None, chosen: str) -> list[tuple[str, str]]:
    """How something can repeat; what only a rule from elsewhere says stays as it is."""
    day = str(first_day.day) if first_day else ""
    nth = _("on the %(nth)s %(weekday)s", **_nth_weekday(first_day)) if first_day else ""
    found = [
        ("", _("It does not repeat")),
        ("daily", _("daily")),
        ("weekly", _("weekly")),
        ("monthly_date", _("monthly on day %(day)s", day=day) if day else _("monthly on the same day (the 14th)")),
        (
            "monthly_weekday",
            _("monthly %(nth)s", nth=nth) if nth else _("monthly on the same weekday (the second Tuesday)"),
        ),
        ("monthly_end", _("monthly on the last day")),
    ]
    is_other = chosen not in ("", *KINDS)
    return [*found, (chosen[:200], _("as before"))] if is_other else found


def _nth_weekday(day: date) -> dict[str, str]:
    return {"nth": nth_name(nth_of(day)), "weekday": calendar_names().long[day.weekday()]}


def nth_name(nth: int) -> str:
    return dict(_nths(language()))[str(nth)]


@cache
def _nths(_language: str) -> tuple[tuple[str, str], ...]:
    """First, second … last, by their number, in a language."""
    words = (_("first"), _("second"), _("third"), _("fourth"), _("fifth"), _("last"))
    return tuple(zip(map(str, NTHS), words, strict=True))


def _numbers(field: Any) -> tuple[int, ...]:
    """What is chosen among the choices; anything else the field complains about."""
    offered = {code for code, _name in field.choices}
    return tuple(int(code) for code in field.data or () if code in offered)


def _days(texts: Sequence[str]) -> set[date]:
    """Days as ISO 8601 writes them; anything else is none."""
    return {day for text in texts[:MOST_DAYS] if (day := _day(text))}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
