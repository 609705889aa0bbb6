"""How an event repeats, as people say it."""

from collections.abc import Iterable
from datetime import date, datetime

from babel.lists import format_list

from kiknet.calendar.recurrence import Rule
from kiknet.i18n import _, calendar_names, language, ngettext, written_day


def sentence(rule: Rule, starts: datetime, *, skips_holidays: bool = False) -> str:
    """The rule as people say it: "every second Tuesday of the month, until 31 July 2027, not in the holidays"."""
    rhythms = {"DAILY": _by_days, "WEEKLY": _by_weeks, "MONTHLY": _by_months, "YEARLY": _by_years}
    parts = [rhythms[rule.frequency](rule, starts.date())]
    if rule.until:
        parts.append(_("until %(time)s", time=written_day(rule.until, "long")))
    if rule.count:
        parts.append(ngettext("%(num)s date", "%(num)s dates", rule.count))
    if skips_holidays:
        parts.append(_("not in school holidays or on public holidays"))
    return ", ".join(parts)


def _by_days(rule: Rule, first: date) -> str:
    return _("every day") if rule.interval == 1 else _("every %(number)s days", number=_number_word(rule.interval))


def _by_weeks(rule: Rule, first: date) -> str:
    weekdays = [weekday for _nth, weekday in rule.weekdays] or [first.weekday()]
    if rule.interval == 1 and len(weekdays) == 7:
        return _("every day")
    if rule.interval == 1 and weekdays == [0, 1, 2, 3, 4]:
        return _("every day from Monday to Friday")
    if rule.interval == 1:
        return _("every %(weekdays)s", weekdays=_listed(calendar_names().long[weekday] for weekday in weekdays))
    on = (_("on Mondays"), _("on Tuesdays"), _("on Wednesdays"), _("on Thursdays"), _("on Fridays"),
          _("on Saturdays"), _("on Sundays"))  # fmt: skip
    weeks, days = _number_word(rule.interval), _listed(on[weekday] for weekday in weekdays)
    return _("every %(number)s weeks %(weekdays)s", number=weeks, weekdays=days)


def _by_months(rule: Rule, first: date) -> str:
    nths = {nth for nth, _weekday in rule.weekdays}
    if rule.interval == 1 and len(rule.weekdays) == 1 and -1 not in nths:
        return _("every %(weekday)s of the month", weekday=_nth_weekdays(rule))
    if rule.interval == 1 and rule.weekdays:
        return _("on the %(weekdays)s of the month", weekdays=_nth_weekdays(rule))
    if rule.interval == 1 and rule.month_day == -1:
        return _("on the last day of the month")
    months = _("every month") if rule.interval == 1 else None
    months = months or _("every %(number)s months", number=_number_word(rule.interval))
    if rule.weekdays:
        return _("%(months)s on the %(weekdays)s", months=months, weekdays=_nth_weekdays(rule))
    if rule.month_day == -1:
        return _("%(months)s on the last day", months=months)
    return _("%(months)s on day %(day)s", months=months, day=rule.month_day or first.day)


def _by_years(rule: Rule, first: date) -> str:
    years = _("every year") if rule.interval == 1 else None
    years = years or _("every %(number)s years", number=_number_word(rule.interval))
    month = calendar_names().months[(rule.month or first.month) - 1]
    if rule.weekdays:
        return _("%(years)s on the %(weekdays)s of %(month)s", years=years, weekdays=_nth_weekdays(rule), month=month)
    if rule.month_day == -1:
        return _("%(years)s on the last day of %(month)s", years=years, month=month)
    return _("%(years)s on %(day)s %(month)s", years=years, day=rule.month_day or first.day, month=month)


def _nth_weekdays(rule: Rule) -> str:
    """ "first and third Monday" or "first Monday and third Friday"."""
    weekdays = {weekday for _nth, weekday in rule.weekdays}
    if len(weekdays) == 1:
        nths = _listed(_nth_word(nth) for nth, _weekday in rule.weekdays)
        return f"{nths} {calendar_names().long[weekdays.pop()]}".strip()
    return _listed(f"{_nth_word(nth)} {calendar_names().long[weekday]}".strip() for nth, weekday in rule.weekdays)


def _nth_word(nth: int) -> str:
    words = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}
    return words.get(nth, "")


def _number_word(number: int) -> str:
    words = {2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six")}
    return words.get(number, str(number))


def _listed(words: Iterable[str]) -> str:
    return str(format_list([*words], locale=language()))
