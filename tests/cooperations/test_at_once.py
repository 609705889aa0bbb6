"""Who is in changes while others post and split events of the same cooperation: no ring, and nobody forgotten."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from drafts import ENDS, STARTS, draft
from rooms import offered
from sqlalchemy import select

from kiknet.accounts.models import User
from kiknet.calendar import service, splitting
from kiknet.calendar.models import Event
from kiknet.calendar.repeating import draft_from
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service import parting
from kiknet.cooperations.service.founding import found
from kiknet.db import db
from kiknet.errors import ChangedMeanwhile
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

ROUNDS = 8
IN_MAY = {"starts_local": STARTS.replace(month=5), "ends_local": ENDS.replace(month=5)}


def at_the_same_moment(app, deeds):
    """Each deed in a session of its own; what was changed meanwhile is no error, everything else is."""
    ready = Barrier(len(deeds))
    db.session.rollback()

    def do(deed):
        with app.app_context():
            ready.wait()
            try:
                deed()
            except ChangedMeanwhile:
                db.session.rollback()

    with ThreadPoolExecutor(len(deeds)) as people:
        for done in [people.submit(do, deed) for deed in deeds]:
            done.result(timeout=60)
    db.session.expire_all()


def as_(acting):
    user_id, organisation_id = acting.user.id, acting.organisation_id

    def again():
        return Acting(db.session.get(User, user_id), db.session.get(Organisation, organisation_id), "admin")

    return again


def test_whoever_leaves_is_on_no_event_to_come_whatever_others_do_just_then(app, cast, at):
    ana, carla, hall_id = as_(cast.ana), as_(cast.carla), offered(cast.ana).id
    library_id = cast.city_library.id
    for _round in range(ROUNDS):
        cafe_id = found(cast.ana, CooperationDraft(title="Sprachcafé"), with_=[cast.city_library], have_agreed=True).id
        series = service.post_event(cast.ana, draft(cooperation_id=cafe_id, rule="FREQ=WEEKLY;COUNT=6"))
        series_id, at_row = series.id, series.occurrences[2].recurrence_id

        def leave(cafe_id=cafe_id):
            parting.leave(carla(), db.session.get(Cooperation, cafe_id))

        def post(cafe_id=cafe_id):
            service.post_event(ana(), draft(cooperation_id=cafe_id, place=None, room_id=hall_id, **IN_MAY))

        def split(series_id=series_id, at_row=at_row):
            event = db.session.get(Event, series_id)
            row = next(each for each in event.occurrences if each.recurrence_id == at_row)
            changed = draft_from(event, row)
            splitting.change_following(ana(), event, at_row, changed, event.revision)

        at_the_same_moment(app, [leave, post, split])

        events = db.session.scalars(select(Event).where(Event.cooperation_id == cafe_id)).all()
        assert len(events) >= 2
        assert [e.id for e in events for o in e.organisers if o.organisation_id == library_id] == []
        service.withdraw_event(cast.ana, next(event for event in events if event.room_id))
