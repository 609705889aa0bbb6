"""What an observance is: by itself, and in a certain year."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from kiknet.i18n import _, _l
from kiknet.observances.reckoning import Rule

Words = Any
"""A text, or one that is put into the reader's language when it is shown."""
ONE_DAY = _l("± 1 day")
BY_PLACE = _l("not everywhere on the same day")


@dataclass(frozen=True)
class Observance:
    """A day, or some days, that matter to people. `doubt` says how sure the dates are; empty: for certain."""

    key: str
    name: Words
    about: Words
    rule: Rule
    doubt: Words = ""
    begins_on_the_eve: bool = False

    def in_year(self, year: int) -> list["Day"]:
        """When it begins in `year`: usually once."""
        certain = (self.doubt, self.begins_on_the_eve)
        return [Day(self.key, self.name, first, last, *certain) for first, last in self.rule(year)]


class Group(NamedTuple):
    """Observances of one tradition."""

    key: str
    name: Words
    observances: tuple[Observance, ...]


@dataclass(frozen=True)
class Day:
    """An observance with its dates. `key` is where the page of all observances explains it."""

    key: str
    name: Words
    first: date
    last: date
    doubt: Words = ""
    begins_on_the_eve: bool = False

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def order(self) -> tuple[date, int, str]:
        """By the first day, the longer ones first."""
        return self.first, -self.days, self.key

    @property
    def caution(self) -> str:
        """What to know about its dates: how sure they are, and that it begins the evening before."""
        eve = _("begins the evening before") if self.begins_on_the_eve else ""
        return ", ".join(part for part in (str(self.doubt), eve) if part)
