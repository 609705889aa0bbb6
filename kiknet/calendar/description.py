"""An event in the words of somebody's own calendar program, in the language of the moment."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from kiknet import i18n
from kiknet.booking.models import Resource
from kiknet.calendar import accessibility
from kiknet.calendar.accessibility import Accessibility
from kiknet.calendar.addressing import date_address
from kiknet.calendar.models import Event
from kiknet.calendar.on_date import place_note_on, room_id_on
from kiknet.calendar.vevent import Vevent
from kiknet.i18n import _
from kiknet.organisations.models import Organisation
from kiknet.places.models import Place
from kiknet.vocabulary.words import audience_name, language_name
from kiknet.web.plain import to_text

STATUS = {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}


class Own(NamedTuple):
    """The place and the room one date has for itself."""

    place: Place | None = None
    room: Resource | None = None


NOTHING = Own()


def vevent_of(
    event: Event, base_url: str, field_names: Mapping[str, str], row: Any = None, own: Own = NOTHING
) -> Vevent:
    """What the event's VEVENT shows; `ValueError` while its date is open. Online links for the network stay out.

    With the `row` of an occurrence what is shown on that date, with what it has of its `own`.
    """
    if event.starts_local is None or event.ends_local is None:
        raise ValueError(f"event {event.id} has no date yet")
    url = address_of(event, row, base_url)
    is_cancelled = event.is_cancelled or (row is not None and row.state == "cancelled")
    is_open = (row or event).is_place_open and not is_cancelled
    has_none = is_open or (row is not None and row.has_no_place)
    place = None if has_none else own.place or event.place
    access = accessibility.known(place, None if is_open else _room(event, row, own), event.accessibility_note)
    return Vevent(
        uid=event.uid,
        url=url,
        created_at=event.created_at,
        changed_at=last_change(event),
        sequence=event.sequence,
        starts=row.starts_local if row else event.starts_local,
        ends=row.ends_local if row else event.ends_local,
        is_all_day=event.is_all_day,
        zone=event.timezone,
        status="CANCELLED" if is_cancelled else "TENTATIVE" if is_open else STATUS.get(event.scheduling, "CONFIRMED"),
        summary=_summary(event, is_cancelled),
        description="\n\n".join(part for part in (*_paragraphs(event, access, row), url) if part),
        location=_("Place still open") if is_open else _location(event, place, row),
        coordinates=_coordinates(place),
        categories=_categories(event, field_names),
        picture_url=base_url + event.picture.path if event.picture else "",
        recurrence_id=row.recurrence_id if row else None,
    )


def address_of(event: Event, row: Any, base_url: str) -> str:
    """The page of the event, or of one of its dates."""
    page = page_of(event.id, base_url)
    return date_address(page, row.recurrence_id, event.starts_local or row.recurrence_id) if row else page


def page_of(event_id: int, base_url: str) -> str:
    """The address of the event's page, in the language of the moment."""
    chosen = i18n.language()
    return f"{base_url}/veranstaltungen/{event_id}" + ("" if chosen == i18n.DEFAULT else f"?sprache={chosen}")


def last_change(event: Event) -> datetime:
    """When anything its text shows was last changed."""
    return max(thing.changed_at for thing in shown_by(event))


def shown_by(event: Event) -> Iterator[Event | Organisation | Place | Resource]:
    """The event and everything else that its text says something of."""
    yield event
    yield event.owner
    yield from _organisations(event, "co")
    yield from _organisations(event, "supporter")
    if event.place:
        yield event.place
    if event.room:
        yield event.room


def _room(event: Event, row: Any, own: Own) -> Resource | None:
    if row is not None and row.room_id:
        return own.room
    return event.room if row is None or room_id_on(event, row) else None


def _organisations(event: Event, role: str) -> list[Organisation]:
    return [o.organisation for o in event.organisers if o.state == "accepted" and o.role == role]


def _summary(event: Event, is_cancelled: bool) -> str:
    if is_cancelled:
        return str(_("CANCELLED: %(title)s", title=event.title))
    if event.is_postponed:
        return str(_("POSTPONED: %(title)s", title=event.title))
    return event.title


def _location(event: Event, place: Place | None, row: Any) -> str:
    note = place_note_on(event, row) if row else event.place_note
    parts = [place.location if place else "", note]
    return ", ".join(part for part in parts if part) or (_("Online") if event.online_url else "")


def _coordinates(place: Place | None) -> tuple[float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _categories(event: Event, field_names: Mapping[str, str]) -> tuple[str, ...]:
    fields = [field_names[key] for key in event.fields if key in field_names]
    audiences = [audience_name(code) for code in _audiences(event)]
    return tuple(dict.fromkeys([*fields, *audiences, *event.topics]))


def _audiences(event: Event) -> list[str]:
    return [code for code in event.audiences if code != "everyone"]


def _paragraphs(event: Event, access: Accessibility, row: Any) -> Iterator[str]:
    if row and row.state == "cancelled" and row.reason:
        yield _("The reason: %(reason)s", reason=row.reason)
    if row and row.note:
        yield _("On this date: %(note)s", note=row.note)
    if event.status_reason and (event.is_cancelled or event.is_postponed):
        yield _("The reason: %(reason)s", reason=event.status_reason)
    yield event.summary
    yield to_text(event.description_html)
    yield "\n".join(_facts(event, access))


def _facts(event: Event, access: Accessibility) -> Iterator[str]:
    yield _("Organised by: %(names)s", names=_names([event.owner, *_organisations(event, "co")]))
    supporters = _organisations(event, "supporter")
    if supporters:
        yield _("Supported by: %(names)s", names=_names(supporters))
    yield from _audience_facts(event)
    yield from _money_and_registration(event)
    if event.online_url and event.online_is_public:
        yield _("Online: %(address)s", address=event.online_url)
    if said := ". ".join(_sentences(access)):
        yield _("Accessibility: %(what)s", what=said)


def _names(organisations: list[Organisation]) -> str:
    return ", ".join(organisation.name for organisation in organisations)


def _audience_facts(event: Event) -> Iterator[str]:
    audiences, spoken, interpreted = _audiences(event), event.spoken, event.interpreted
    if event.is_women_only:
        yield _("For women only")
    if audiences:
        yield _("For: %(audiences)s", audiences=", ".join(audience_name(code) for code in audiences))
    if spoken:
        yield _("Languages: %(languages)s", languages=", ".join(language_name(code) for code in spoken))
    if interpreted:
        yield _("Interpreted into: %(languages)s", languages=", ".join(language_name(code) for code in interpreted))
    if event.has_childcare:
        yield _("With childcare")


def _money_and_registration(event: Event) -> Iterator[str]:
    sentences = {"free": _("Free of charge"), "donation": _("Donations are welcome"), "paid": _("There is a fee")}
    cost = " – ".join(part for part in (sentences.get(event.cost, ""), event.cost_note) if part)
    if cost:
        yield _("Cost: %(cost)s", cost=cost)
    if event.registration != "none":
        how = " ".join(part for part in (event.registration_note, event.registration_url) if part)
        yield _("Registration: %(how)s", how=how) if how else _("Please register beforehand.")


def _sentences(access: Accessibility) -> Iterable[str]:
    return (part.rstrip(".") for part in (", ".join(access.words), *access.notes) if part)
