"""The figures: what each of them counts, said in one sentence."""

from sqlalchemy import case, literal_column

from kiknet.i18n import _l
from kiknet.reports import things
from kiknet.reports.figure import Figure, code, codes, minutes_between
from kiknet.reports.things import cooperation, date, event, listing, match, organisation, outcome, place, request, slot

AUDIENCES = codes(event.audiences, case((event.is_women_only, literal_column("'|women|'")), else_=literal_column("''")))
SPOKEN = codes(event.spoken, event.interpreted)
OF_EVENTS = {
    "feld": codes(event.fields), "zielgruppe": AUDIENCES, "gesprochen": SPOKEN,
    "stadtteil": code(place.district_number),
}  # fmt: skip
OF_COOPERATIONS = {
    "feld": codes(cooperation.fields), "zielgruppe": codes(cooperation.audiences),
    "stadtteil": code(cooperation.district_number),
}  # fmt: skip

FIGURES = [
    Figure(
        key="termine",
        name=_l("Dates held"),
        definition=_l(
            "Every single date that has begun in the period and was not cancelled, open to everybody or to the "
            "network. Each date of a series counts; what lasts several days counts on its first day."
        ),
        kind="date", id=date.id, at=date.starts_at, things=things.dates_held,
        codes=OF_EVENTS, linked=("event", event.id),
    ),
    Figure(
        key="veranstaltungen",
        name=_l("Events"),
        definition=_l("Events with at least one date held in the period. A series counts once."),
        kind="event", id=event.id, at=event.starts_local, things=things.events_held,
        codes=OF_EVENTS, linked=("event", event.id),
    ),
    Figure(
        key="erreichte",
        name=_l("People reached"),
        definition=_l(
            "The sum of what cooperations say in their outcomes. An outcome belongs to the day of the last date held "
            "before it was written, without a date to the day it was written. Only cooperations, not all events."
        ),
        kind="outcome", id=outcome.cooperation_id, at=things.LAST_HELD, things=things.outcomes,
        amount=outcome.people_reached, codes=OF_COOPERATIONS, linked=("cooperation", cooperation.id),
    ),
    Figure(
        key="organisationen",
        name=_l("Active organisations"),
        definition=_l(
            "Organisations that did at least one of these in the period: held a date or helped with one, lent or used "
            "a room, posted or answered an entry on the board, asked for an interpreter or volunteers, or were in a "
            "cooperation that is at least being planned."
        ),
        kind="organisation", id=organisation.id, at=organisation.search_text, things=things.organisations_active,
    ),
    Figure(
        key="neue-organisationen",
        name=_l("New organisations"),
        definition=_l("Organisations the network took in during the period."),
        kind="organisation", id=organisation.id, at=things.TAKEN_IN, things=things.organisations_new,
    ),
    Figure(
        key="begonnen",
        name=_l("New ideas and cooperations"),
        definition=_l("Ideas and cooperations that somebody began in the period, whatever has become of them since."),
        kind="cooperation", id=cooperation.id, at=cooperation.created_at, things=things.begun,
    ),
    Figure(
        key="kooperationen",
        name=_l("Ideas and cooperations in all"),
        definition=_l(
            "All that there were on at least one day of the period. By state: the state they have at the moment of "
            "counting."
        ),
        kind="cooperation", id=cooperation.id, at=cooperation.created_at, things=things.existed,
        short=_l("Cooperations"), codes=OF_COOPERATIONS | {"stand": code(cooperation.state)},
        linked=("cooperation", cooperation.id),
    ),
    Figure(
        key="abgeschlossen",
        name=_l("Cooperations completed"),
        definition=_l("Cooperations that were completed in the period, with an outcome."),
        kind="cooperation", id=cooperation.id, at=cooperation.ended_at, things=things.completed,
    ),
    Figure(
        key="treffer",
        name=_l("Matches that became real"),
        definition=_l(
            "A need and an offer of which something came in the period: an agreement, a booking or a cooperation. What "
            "several entries have led to counts once."
        ),
        kind="match", id=match.id, at=match.changed_at, things=things.matches_realised,
    ),
    Figure(
        key="erledigt",
        name=_l("Needs and offers settled"),
        definition=_l(
            "Entries on the board of which their organisation said in the period that they have been settled, whatever "
            "the way. Entries the office has removed do not count."
        ),
        kind="listing", id=listing.id, at=listing.fulfilled_at, things=things.entries_settled,
    ),
    Figure(
        key="vermittelt",
        name=_l("Needs and offers settled: through the network"),
        definition=_l(
            "Those of these entries that were settled by an answer on the board or with a named organisation."
        ),
        kind="listing", id=listing.id, at=listing.fulfilled_at, things=things.entries_settled_here,
    ),
    Figure(
        key="raumbuchungen",
        name=_l("Rooms lent"),
        definition=_l(
            "Confirmed bookings of rooms by another organisation that have begun in the period; each date of a series "
            "of bookings counts."
        ),
        kind="slot", id=slot.id, at=slot.starts_at, things=things.rooms_lent,
        codes={"stadtteil": code(place.district_number)},
    ),
    Figure(
        key="raumstunden",
        name=_l("Hours rooms were lent"),
        definition=_l("The hours of these bookings together, without setting up and clearing away."),
        kind="slot", id=slot.id, at=slot.starts_at, things=things.rooms_lent,
        amount=minutes_between(slot.starts_at, slot.ends_at), per=60, unit=_l("hours"), short=_l("Hours of rooms"),
        codes={"stadtteil": code(place.district_number)},
    ),
    Figure(
        key="dolmetschen",
        name=_l("Requests for interpreters"),
        definition=_l("What pools of interpreters were asked in the period, whatever the answer was."),
        kind="request", id=request.id, at=request.created_at, things=things.interpreters_asked,
        codes={"gesprochen": code(request.language)},
    ),
    Figure(
        key="zugesagt",
        name=_l("Requests for interpreters: accepted"),
        definition=_l("Those of these requests to which a pool said yes."),
        kind="request", id=request.id, at=request.created_at, things=things.interpreters_sent,
        codes={"gesprochen": code(request.language)},
    ),
]  # fmt: skip
BY_KEY = {figure.key: figure for figure in FIGURES}
