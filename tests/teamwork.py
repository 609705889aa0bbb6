"""A cooperation our tests work in: the Mill leads it, the Library is in."""

from datetime import datetime, timedelta
from typing import Any

from cooperating import led

from kiknet import clock
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service import polls, tasks
from kiknet.cooperations.work_draft import PollDraft, TaskDraft
from kiknet.cooperations.work_models import DatePoll, Task
from kiknet.db import transaction
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def together(cast: Any, title: str = "Sprachcafé am Hang") -> Cooperation:
    """The Mill and the Library plan something."""
    return led(cast.ana, title, accepted=[cast.city_library])


def put(cooperation: Cooperation, organisation: Organisation, state: str) -> None:
    """An organisation is now in this state in it, however that came."""
    with transaction() as session:
        partner = cooperation.partner(organisation.id)
        if partner is None:
            partner = CooperationPartner(cooperation=cooperation, organisation=organisation)
            session.add(partner)
        partner.state = state


def task(by: Acting, cooperation: Cooperation, title: str = "Kuchen bestellen", **more: Any) -> Task:
    return tasks.add_task(by, cooperation, TaskDraft(title, **more))


def at(days: int, hour: int = 15, hours: int = 2) -> tuple[datetime, datetime]:
    """Some hours of a day to come."""
    begins = datetime.combine(clock.today() + timedelta(days=days), datetime.min.time()).replace(hour=hour)
    return begins, begins + timedelta(hours=hours)


def poll(by: Acting, cooperation: Cooperation, *dates: tuple[datetime, datetime], **more: Any) -> DatePoll:
    return polls.begin_poll(by, cooperation, PollDraft("Wann öffnen wir?", dates or (at(7), at(8), at(9))), **more)
