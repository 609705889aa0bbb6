"""What people hear of a cooperation: notices, and mails as they want them, in the transaction of the deed."""

from typing import Any

from kiknet.cooperations.models import Cooperation
from kiknet.notifications.service import notify
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def path(cooperation: Cooperation) -> str:
    return f"/kooperationen/{cooperation.id}"


def tell(organisation: Organisation, kind: str, by: Acting, cooperation: Cooperation, **context: Any) -> None:
    """To the writers of one organisation, but not to the person who does it."""
    notify(
        kind, to=organisation, url=path(cooperation), about=cooperation, by=by, cooperation=cooperation, **context
    )  # fmt: skip


def tell_lead(kind: str, by: Acting, cooperation: Cooperation, **context: Any) -> None:
    """To whoever leads it; to nobody while nobody does."""
    if cooperation.lead is not None:
        tell(cooperation.lead.organisation, kind, by, cooperation, **context)


def tell_all(kind: str, by: Acting, cooperation: Cooperation, **context: Any) -> None:
    """To every organisation that is in, but not to the one that does it."""
    for partner in cooperation.accepted:
        if partner.organisation_id != by.organisation_id:
            tell(partner.organisation, kind, by, cooperation, **context)
