"""What may have happened in a network, in any order and mixture: described by hypothesis, written as rows."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import cast as our_cast
from hypothesis import strategies as st
from measures import taken_over

from kiknet import clock
from kiknet.board.models import Interest, Listing
from kiknet.booking.models import STATES as SLOT_STATES
from kiknet.booking.models import Booking, BookingSlot, Resource
from kiknet.calendar.models import Event, EventOrganiser, Occurrence
from kiknet.concept import queries as concept
from kiknet.concept.models import MeasureLink
from kiknet.cooperations.models import Cooperation, CooperationPartner, Outcome
from kiknet.cooperations.states import PARTNER_STATES
from kiknet.cooperations.states import STATES as COOPERATION_STATES
from kiknet.db import db, transaction
from kiknet.matching.models import STATES as MATCH_STATES
from kiknet.matching.models import Match
from kiknet.organisations.models import Application, Organisation
from kiknet.places.models import Place
from kiknet.pools.models import Pool, PoolRequest

NOW = datetime(2027, 3, 1, 11, tzinfo=UTC)
EDGES = [
    clock.midnight(datetime(*day).date()) + timedelta(minutes=minutes)
    for day in ((2026, 1, 1), (2026, 7, 1), (2027, 1, 1), (2027, 3, 1), (2027, 3, 29))
    for minutes in (-1, 0, 1)
]
"""Around the midnights at which periods begin, here and (an hour or two off) in Greenwich."""

moments = st.sampled_from([*EDGES, NOW, NOW + timedelta(minutes=1)]) | st.datetimes(
    datetime(2025, 6, 1), datetime(2027, 6, 1), timezones=st.just(UTC)
).map(lambda moment: moment.replace(second=0, microsecond=0))
perhaps = st.none() | moments
which = st.integers(0, 3)
fields = st.lists(st.sampled_from(["sprache-bildung", "gesundheit-pflege"]), unique=True)
audiences = st.lists(st.sampled_from(["women", "men", "parents", "children"]), unique=True, max_size=2)
languages = st.lists(st.sampled_from(["de", "uk", "ar"]), unique=True, max_size=2)
districts = st.sampled_from([None, 39, 40, 41])


def _often(usual: str, others: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.just(usual) | st.sampled_from(others)


def _many(limit: int, **parts: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(parts), max_size=limit)


histories = st.fixed_dictionaries(
    {
        "organisations": _many(
            4, state=_often("active", ("suspended", "archived", "pending", "unclaimed")), created_at=moments,
            admitted=st.lists(moments, max_size=2), is_merged=st.booleans(),
        ),
        "cooperations": _many(
            4, state=st.sampled_from(COOPERATION_STATES), created_at=moments, ended_at=perhaps, hidden_at=perhaps,
            is_to_complete=st.booleans(), fields=fields, audiences=audiences, district_number=districts,
            partners=st.lists(st.tuples(which, st.sampled_from(PARTNER_STATES), moments, perhaps), max_size=3),
            outcome=st.none() | st.tuples(st.none() | st.integers(0, 500), moments),
        ),
        "events": _many(
            4, owner=which, publication=_often("published", ("draft", "submitted", "hidden", "withdrawn")),
            scheduling=_often("confirmed", ("planned", "cancelled", "postponed")), cancelled_at=perhaps,
            visibility=st.sampled_from(["public", "network"]), place=which, fields=fields, audiences=audiences,
            spoken=languages, interpreted=languages, is_women_only=st.booleans(), is_series=st.booleans(),
            cooperation=st.none() | which,
            co=st.lists(st.tuples(which, _often("accepted", ("invited", "declined"))), max_size=2),
            dates=st.lists(
                st.tuples(moments, _often("scheduled", ("moved", "cancelled")), st.none() | st.just("none") | which),
                max_size=5,
            ),
        ),
        "bookings": _many(
            3, by=which, owner=which, place=which, kind=_often("room", ("furniture",)),
            slots=st.lists(
                st.tuples(moments, st.sampled_from([15, 50, 60, 90, 1500]), _often("confirmed", SLOT_STATES)),
                max_size=4,
            ),
        ),
        "listings": _many(
            3, by=which, created_at=moments, listed_at=perhaps, fulfilled_at=perhaps, fulfilled_with=st.none() | which,
            fulfilled_how=st.sampled_from(["", "board", "elsewhere"]), state=_often("fulfilled", ("active", "removed")),
            interests=st.lists(st.tuples(which, moments), max_size=2),
        ),
        "matches": _many(
            3, state=_often("realised", MATCH_STATES), changed_at=moments, realised_id=st.none() | st.integers(1, 2),
            realised_kind=st.sampled_from(["bookings", "cooperations"]),
        ),
        "requests": _many(
            4, by=which, kind=_often("interpreters", ("volunteers",)), created_at=moments,
            state=st.sampled_from(["open", "yes", "no", "withdrawn"]), language=st.sampled_from(["uk", "ar"]),
        ),
        "links": _many(
            6, kind=st.sampled_from(["event", "cooperation"]), thing=which, measure=which,
            state=_often("confirmed", ("proposed", "rejected")),
        ),
    }
)  # fmt: skip


def write(history: dict[str, Any]) -> our_cast.Cast:
    """The cast, and everything that has happened."""
    cast = our_cast.enter()
    version = taken_over(cast.olga)
    with transaction() as session:
        who = [cast.mill, cast.city_library, *_organisations(history, cast)]
        cooperations = [_cooperation(given, who) for given in history["cooperations"]]
        session.add_all(cooperations)
        session.flush()
        where = [cast.hall, cast.square, *_places()]
        events = [_event(number, given, who, where, cooperations) for number, given in enumerate(history["events"])]
        session.add_all(events)
        _lend(history, who, where)
        _board(history, who)
        _pools(history, who)
        session.flush()
        things = {"event": events, "cooperation": cooperations}
        measures = [measure.id for measure in concept.measures_of(version.id)]
        known = {
            (given["kind"], _of(things[given["kind"]], given["thing"]).id, _of(measures, given["measure"])): given[
                "state"
            ]
            for given in history["links"]
            if things[given["kind"]]
        }
        session.add_all(
            MeasureLink(kind=kind, thing_id=thing, measure_id=measure, state=state)
            for (kind, thing, measure), state in known.items()
        )
    return cast


def _of(several: Any, number: int) -> Any:
    return several[number % len(several)]


def _organisations(history: dict[str, Any], cast: our_cast.Cast) -> list[Organisation]:
    made = []
    for number, given in enumerate(history["organisations"]):
        row = Organisation(
            slug=f"o{number}", name=f"O {number}", kind="other", state=given["state"], created_at=given["created_at"],
            merged_into_id=cast.mill.id if given["is_merged"] else None, search_text=f"o {number}",
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        db.session.add_all(
            Application(organisation_id=row.id, user_id=cast.ana.user.id, state="admitted", decided_at=moment)
            for moment in given["admitted"]
        )
        made.append(row)
    return made


def _places() -> list[Place]:
    rows = [Place(name=f"P {number}", folded_name=f"p {number}", district_number=number) for number in (41, None)]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def _cooperation(given: dict[str, Any], who: list[Organisation]) -> Cooperation:
    plain = {
        name: given[name]
        for name in (
            "state",
            "created_at",
            "ended_at",
            "hidden_at",
            "is_to_complete",
            "fields",
            "audiences",
            "district_number",
        )
    }
    row = Cooperation(title="Fest", initiator_id=who[0].id, touched_at=NOW, **plain)
    partners = {_of(who, number).id: rest for number, *rest in given["partners"]}
    row.partners = [
        CooperationPartner(organisation_id=number, state=state, created_at=moment, answered_at=answered)
        for number, (state, moment, answered) in partners.items()
    ]
    if given["outcome"]:
        row.outcome = Outcome(people_reached=given["outcome"][0], created_at=given["outcome"][1])
    return row


def _event(number: int, given: dict[str, Any], who: Any, where: Any, cooperations: Any) -> Event:
    plain = {
        name: given[name]
        for name in ("publication", "scheduling", "cancelled_at", "visibility", "fields", "audiences", "spoken",
                     "interpreted", "is_women_only")
    }  # fmt: skip
    row = Event(
        uid=f"e{number}", title=f"E {number}", owner_id=_of(who, given["owner"]).id,
        place_id=_of(where, given["place"]).id, rule="FREQ=WEEKLY" if given["is_series"] else "",
        cooperation_id=_of(cooperations, given["cooperation"]).id
        if given["cooperation"] is not None and cooperations else None, **plain,
    )  # fmt: skip
    co = {_of(who, partner).id: state for partner, state in given["co"]}
    row.organisers = [EventOrganiser(organisation_id=partner, state=state) for partner, state in co.items()]
    dates = {moment: (state, place) for moment, state, place in given["dates"]}
    row.occurrences = [_date(moment, state, place, where) for moment, (state, place) in dates.items()]
    return row


def _date(moment: datetime, state: str, place: int | str | None, where: list[Place]) -> Occurrence:
    local, lasts = clock.to_local(moment), timedelta(hours=2)
    return Occurrence(
        recurrence_id=local, starts_local=local, ends_local=local + lasts, starts_at=moment, ends_at=moment + lasts,
        state=state, place_id=None if place in {None, "none"} else _of(where, place).id, has_no_place=place == "none",
    )  # fmt: skip


def _lend(history: dict[str, Any], who: list[Organisation], where: list[Place]) -> None:
    for given in history["bookings"]:
        room = Resource(
            owner=_of(who, given["owner"]), kind=given["kind"], title="Raum", place_id=_of(where, given["place"]).id
        )
        booking = Booking(organisation=_of(who, given["by"]), purpose="Probe")
        for starts, minutes, state in given["slots"]:
            ends = starts + timedelta(minutes=minutes)
            booking.slots.append(
                BookingSlot(
                    resource=room, starts_at=starts, ends_at=ends, blocks_from=starts, blocks_until=ends, state=state
                )
            )
        db.session.add_all([room, booking])


def _board(history: dict[str, Any], who: list[Organisation]) -> None:
    made = []
    for given in history["listings"]:
        row = Listing(
            organisation=_of(who, given["by"]), direction="need", kind="other", title="Gesucht", valid_until=NOW.date(),
            fulfilled_with=None if given["fulfilled_with"] is None else _of(who, given["fulfilled_with"]),
            **{name: given[name] for name in ("state", "created_at", "listed_at", "fulfilled_at", "fulfilled_how")},
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        db.session.add_all(
            Interest(
                listing_id=row.id, organisation_id=_of(who, by).id, message_id=1, state="declined", created_at=moment
            )
            for by, moment in given["interests"]
        )
        made.append(row)
    for given in history["matches"] if made else ():
        offer = Listing(
            organisation=who[0], direction="offer", kind="other", title="Geboten", state="draft", valid_until=NOW.date()
        )
        db.session.add(Match(need=made[0], offer=offer, score=70, content="x", **given))


def _pools(history: dict[str, Any], who: list[Organisation]) -> None:
    pools = {kind: Pool(organisation=who[1], kind=kind) for kind in ("interpreters", "volunteers")}
    db.session.add_all(pools.values())
    for given in history["requests"]:
        db.session.add(
            PoolRequest(
                pool=pools[given["kind"]], organisation=_of(who, given["by"]), language=given["language"],
                topic="health", urgency="normal", where="ours", day=NOW.date(), starts=time(10), minutes=60,
                state=given["state"],
                created_at=given["created_at"],
            )
        )  # fmt: skip
