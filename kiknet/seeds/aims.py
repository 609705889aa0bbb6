"""The demo's concept is made up: the city's own catalogue is not ours to give away (see `reference/README.md`)."""

from sqlalchemy import select

from kiknet.calendar import measures
from kiknet.calendar.models import Event
from kiknet.concept import catalogue, links, queries, service
from kiknet.concept.models import Measure
from kiknet.concept.service import MeasureDraft
from kiknet.db import db
from kiknet.organisations.acting import Acting
from kiknet.seeds import files

NAME = "Beispiel"
CREDIT = "ein erfundenes Beispiel, nicht das Konzept der Stadt"
MOST_LINKED = 12
STILL_OPEN = 3


def bring(olga: Acting) -> None:
    """The office takes over the catalogue and says how far some measures are."""
    read = catalogue.read(files.text("concept.csv"), queries.field_keys())
    service.take_over(olga, NAME, read, credit=CREDIT, seen=0)
    steps = [step for step, _count in queries.scale()]
    for number, measure in enumerate(db.session.scalars(select(Measure).order_by(Measure.id))):
        if number % 3:
            draft = MeasureDraft(measure.plain, steps[number % len(steps)].id)
            service.describe(olga, measure, draft, measure.revision)


def link(olga: Acting, cast: dict[str, Acting]) -> None:
    """Organisations say what some of their events contribute to; the office has confirmed all but the last ones."""
    owners = {by.organisation_id: by for by in cast.values()}
    found = select(Event).where(Event.publication == "published", Event.scheduling == "confirmed").order_by(Event.id)
    linked = 0
    for event in db.session.scalars(found):
        likely = measures.suggested(event)[:1]
        if likely and linked < MOST_LINKED:
            measures.choose(owners[event.owner_id], event, likely)
            linked += 1
    waiting = [link for thing in links.waiting() for link in thing.links]
    for row in waiting[:-STILL_OPEN]:
        links.decide(olga, row, confirms=True)
