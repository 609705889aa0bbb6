"""What month, week and list have in common: the filter, its chips, the ways to another view, the printed page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask import current_app, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from kiknet import clock
from kiknet.calendar import labels
from kiknet.calendar.agenda import Rows
from kiknet.calendar.filter import Filter
from kiknet.calendar.month import Month, Week
from kiknet.i18n import _, chosen_in_address, language
from kiknet.observances.observance import Day
from kiknet.observances.queries import days_between
from kiknet.organisations import choices
from kiknet.organisations.acting import Acting
from kiknet.organisations.session import acting_or_none
from kiknet.vocabulary import queries as vocabulary
from kiknet.web import qr

MOST_LOOSENED = 6
PATH = ("year", "month")
SWITCH = {"anlaesse": 1}
Find = Callable[[Filter], Rows]


@dataclass(frozen=True)
class Frame:
    """One page of the calendar: who asks for what, in which view, and on which day the view begins.

    `endpoint` and `state` are its address without the filter.
    """

    by: Acting | None
    chosen: Filter
    view: str
    first: date
    endpoint: str
    state: dict[str, Any]

    @property
    def switch(self) -> dict[str, Any]:
        """What stands in an address where holidays and feasts are shown."""
        return {key: self.state[key] for key in SWITCH if key in self.state}

    def address(self, chosen: Filter, **more: Any) -> str:
        """This page with another filter."""
        return address_of(self.endpoint, chosen, **self.state, **more)

    def observed(self, first: date, last: date) -> list[Day]:
        """The holidays and feasts of these days, if they are to be shown."""
        return days_between(first, last) if self.switch else []

    def render(self, template: str, rows: Rows, find: Find, **more: Any) -> str:
        """The page. Where it shows nothing, `find` tells which condition to take off."""
        chips = [(label, self.chosen.without(key, value)) for key, value, label in labels.described(self.chosen)]
        subscribed, address = self.chosen.without_days(), self.address(self.chosen)
        return render_template(
            template,
            chosen=self.chosen,
            choices=_choices(self.chosen, language(), vocabulary.this_minute()),
            view=self.view,
            tabs=self._tabs(),
            hidden=self._hidden(),
            chips=[(label, self.address(rest)) for label, rest in chips],
            loosened=[] if rows else [(label, self.address(c)) for label, c in chips[:MOST_LOOSENED] if find(c)],
            is_empty=not rows,
            action=address_of(self.endpoint, Filter(), **{key: self.state[key] for key in PATH if key in self.state}),
            everything=self.address(Filter()),
            shows_observances=bool(self.switch),
            switch_address=self._switched(),
            subscribe=address_of("feeds.subscribe", subscribed),
            feed=address_of("feeds.calendar", subscribed),
            atom=address_of("feeds.atom", subscribed),
            canonical=address,
            print_address=self.address(self.chosen, druck=1),
            is_printed=is_printed(),
            qr=qr.data_uri(_base_url() + address) if is_printed() else "",
            **more,
        )

    def _switched(self) -> str:
        """This page with holidays and feasts, or without them."""
        plain = {key: value for key, value in self.state.items() if key not in SWITCH}
        return address_of(self.endpoint, self.chosen, **plain, **({} if self.switch else SWITCH))

    def _tabs(self) -> list[tuple[str, str, str, bool]]:
        """The same days in another view: (address, word, sign, is this one)."""
        today, filters = clock.today(), self.chosen.without_days()
        first = today if Month.of(self.first) == Month.of(today) else self.first
        later: dict[str, Any] = {"von": first.isoformat()} if first > today else {}
        views = {
            "liste": (address_of("calendar.index", filters, **later, **self.switch), _("List"), "list"),
            "woche": (week_address(Week.of(first), filters, **self.switch), _("Week"), "week"),
            "monat": (month_address(Month.of(first), filters, **self.switch), _("Month"), "month"),
        }
        return [(*shown, view == self.view) for view, shown in views.items()]

    def _hidden(self) -> dict[str, str]:
        """What the filter's form sends along to come back to this view in this language."""
        language = chosen_in_address()
        rest = {key: value for key, value in self.state.items() if key not in PATH}
        return rest | ({"sprache": language} if language else {})


def open_frame(view: str, first: date | None = None, endpoint: str = "calendar.index", **state: Any) -> Frame:
    """The page asked for; without a `first` day of its own it begins where the filter does, else today."""
    chosen = Filter.parse(request.args.items(multi=True))
    state |= SWITCH if request.args.get("anlaesse") == "1" else {}
    return Frame(acting_or_none(), chosen, view, first or chosen.first or clock.today(), endpoint, state)


def address_of(endpoint: str, chosen: Filter, **state: Any) -> str:
    """The address of `endpoint` with a filter. A page has a dozen, and the next reader asks for the same ones."""
    return _address(endpoint, chosen, tuple(state.items()), request.script_root, chosen_in_address())


@lru_cache(maxsize=1000)
def _address(
    endpoint: str, chosen: Filter, state: tuple[tuple[str, Any], ...], _root: str, _language: str | None
) -> str:
    filters = MultiDict(chosen.query()).to_dict(flat=False)
    values: dict[str, Any] = dict(state) | filters
    return url_for(endpoint, **values)


def month_address(month: Month, chosen: Filter, **more: Any) -> str:
    return address_of("calendar.month", chosen, year=month.year, month=month.number, **more)


def week_address(week: Week, chosen: Filter, **more: Any) -> str:
    return address_of("calendar.index", chosen, woche=week.name, **more)


@lru_cache(maxsize=32)
def _choices(chosen: Filter, _language: str, _minute: int) -> Markup:
    """The fields of the filter's form. They are the same for everybody and change rarely, so they are kept a while."""
    groups, organisations = labels.groups(chosen), choices.organisations(chosen.organisations)
    html = render_template("calendar/_choices.html", chosen=chosen, groups=groups, organisations=organisations)
    return Markup(html)  # noqa: S704 - a template's own output


def forget_choices() -> None:
    """Read them anew for the next page, after organisations or words were changed."""
    _choices.cache_clear()


def is_printed() -> bool:
    """The page was asked for on paper: with a code that leads to what is on by then."""
    return request.args.get("druck") == "1"


def _base_url() -> str:
    base_url: str = current_app.extensions["kiknet"].base_url
    return base_url
