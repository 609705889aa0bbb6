"""Coming events as entries of an Atom feed: what was posted or changed last stands first."""

from datetime import date, datetime
from urllib.parse import urlsplit

from flask import current_app
from markupsafe import Markup, escape

from kiknet import clock, i18n
from kiknet.calendar import series_words, when
from kiknet.calendar.description import Own, page_of, vevent_of
from kiknet.calendar.filter import Filter
from kiknet.calendar.models import Event, Occurrence
from kiknet.calendar.on_date import EventOnDate
from kiknet.feeds import atom, feed, queries
from kiknet.feeds.memory import Whole
from kiknet.i18n import _
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary.words import audience_name

MOST = 100


def news(chosen: Filter, today: date) -> Whole:
    """The Atom feed of a filter, as it is now."""
    heading = feed.of_filter(chosen).heading
    events = queries.newest(chosen, today, MOST)
    newest = max((event.changed_at for event in events), default=clock.midnight(today))
    head = atom.Heading(
        title=heading.name,
        subtitle=heading.description,
        author=current_app.extensions["kiknet"].network_name,
        source=heading.source.replace("kalender.ics", "kalender.atom"),
        page=heading.url,
        language=i18n.language(),
    )
    return Whole.of(atom.text(head, _entries(events, today), newest))


def _entries(events: list[Event], today: date) -> list[atom.Entry]:
    names, base_url = vocabulary.field_names(), current_app.extensions["kiknet"].base_url
    dates = queries.next_dates([event.id for event in events if event.is_series], today)
    return [_entry(event, dates.get(event.id), names, base_url) for event in events]


def _entry(event: Event, next_date: Occurrence | None, names: dict[str, str], base_url: str) -> atom.Entry:
    said = vevent_of(event, base_url, names, next_date, Own(next_date.place) if next_date else Own())
    return atom.Entry(
        id=_id(event, base_url),
        title=said.summary,
        url=page_of(event.id, base_url),
        ical=f"{base_url}/veranstaltungen/{event.id}.ics",
        published=event.published_at or event.created_at,
        updated=event.changed_at,
        authors=tuple(organiser.name for organiser in _organisers(event)),
        categories=(
            *((key, names[key]) for key in event.fields if key in names),
            *((code, audience_name(code)) for code in event.audiences),
        ),
        html=_html(event, next_date, said.location),
    )


def _id(event: Event, base_url: str) -> str:
    """A tag URI (RFC 4151): the same in every language and for every filter."""
    made: datetime = event.created_at
    return f"tag:{urlsplit(base_url).hostname},{made.year}:veranstaltung/{event.id}"


def _html(event: Event, next_date: Occurrence | None, location: str) -> str:
    facts = [Markup("<strong>{}</strong>").format(_when(event, next_date))]
    facts += [escape(location)] if location else []
    reason = event.status_reason if event.is_cancelled or event.is_postponed else ""
    parts = [Markup("<p>{}</p>").format(Markup("<br>").join(facts))]
    parts += [Markup("<p>{}</p>").format(_("The reason: %(reason)s", reason=reason))] if reason else []
    parts += [Markup("<p>{}</p>").format(event.summary)] if event.summary else []
    return str(Markup("\n").join([*parts, Markup(event.description_html)]))  # noqa: S704 - sanitised when it was saved


def _when(event: Event, next_date: Occurrence | None) -> str:
    """When it is on; for a series how it repeats, and when next."""
    if next_date is None:
        return when.written_when(event)
    soon = when.written_when(EventOnDate(event, next_date))
    return _("%(often)s; next: %(when)s", often=series_words.written_series(event), when=soon)


def _organisers(event: Event) -> list[Organisation]:
    partners = [o.organisation for o in event.organisers if o.state == "accepted" and o.role == "co"]
    return [event.owner, *partners]
