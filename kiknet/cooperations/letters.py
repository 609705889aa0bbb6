"""What the ideas on the wall tell people: to the lead who would join, to its writers what becomes of the idea."""

from typing import Any

from kiknet.accounts.models import User
from kiknet.cooperations.models import Cooperation
from kiknet.i18n import _l
from kiknet.notifications import topics
from kiknet.notifications.service import notify
from kiknet.notifications.topics import Topic
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation

GROUP = _l("Cooperations")
topics.register(
    Topic(
        "cooperation_interest", GROUP, _l("Who would join our ideas"),
        ("cooperation_interest", "cooperation_interest_back"),
    ),
    Topic("idea_lifetime", GROUP, _l("Ideas of ours nobody has touched for long"), ("idea_rests", "idea_archived")),
)  # fmt: skip


def path(cooperation: Cooperation) -> str:
    return f"/kooperationen/{cooperation.id}"


def leads(cooperation: Cooperation) -> Organisation:
    """Who is told: the lead, or who had the idea while there is none."""
    return cooperation.lead.organisation if cooperation.lead else cooperation.initiator


def tell_lead(kind: str, by: Acting, cooperation: Cooperation, **context: Any) -> None:
    notify(
        kind, to=leads(cooperation), url=path(cooperation), about=cooperation, by=by, cooperation=cooperation,
        **context,
    )  # fmt: skip


def tell_writer(user: User, kind: str, cooperation: Cooperation, key: str, **context: Any) -> None:
    """To one person of the lead, once for each `key`."""
    notify(
        kind, to=user, url=path(cooperation), about=cooperation, key=key, organisation=leads(cooperation),
        cooperation=cooperation, **context,
    )  # fmt: skip
