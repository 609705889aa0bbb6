"""Organising together: one organisation asks, the other accepts, declines or leaves."""

from kiknet import audit, clock
from kiknet.access import require
from kiknet.calendar import policy
from kiknet.calendar.deeds import save
from kiknet.calendar.models import Event, EventOrganiser
from kiknet.calendar.telling import tell
from kiknet.db import line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


def ask(by: Acting, event: Event, organisation: Organisation) -> EventOrganiser:
    """Ask `organisation` whether it organises `event` too; its editors and admins are told.

    Asked again after a no, it is asked anew. Raises `NotAllowed`, or `Rejected` if it is in already.
    """
    with transaction() as session:
        line_up(event)
        require(policy.may(by, "invite", event))
        row = organiser_of(event, organisation.id)
        if organisation.id == event.owner_id or (row and row.state != "declined"):
            raise Rejected(_("This organisation is named already."), "organiser")
        if row is None:
            row = EventOrganiser(organisation=organisation)
            event.organisers.append(row)
        row.state, row.asked_at = "invited", clock.now()
        session.flush()
        tell(organisation.id, "organiser_asked", by, url=f"/veranstaltungen/{event.id}/mitveranstalter", event=event)
        _note(by, "organiser.ask", event, organisation.id)
    return row


def accept(by: Acting, event: Event) -> None:
    """From now on the organisation is named beside the owner. Raises `NotAllowed`."""
    with transaction():
        line_up(event)
        row = _own_row(by, event)
        require(row.state == "invited")
        row.state = "accepted"
        save(event)
        tell(event.owner_id, "organiser_answered", by, event=event, answer="accepted")
        _note(by, "organiser.accept", event, row.organisation_id)


def decline(by: Acting, event: Event) -> None:
    """No, or no longer: it is not named (any more). Raises `NotAllowed`."""
    with transaction():
        line_up(event)
        row = _own_row(by, event)
        require(row.state != "declined")
        was_named = row.state == "accepted"
        row.state = "declined"
        if was_named:
            save(event)
        answer = "left" if was_named else "declined"
        tell(event.owner_id, "organiser_answered", by, event=event, answer=answer)
        _note(by, "organiser.decline", event, row.organisation_id)


def remove(by: Acting, event: Event, organisation_id: int) -> None:
    """The owner takes an organisation off its event; it is told if it had accepted. Raises `NotAllowed`."""
    with transaction():
        line_up(event)
        require(policy.may(by, "invite", event))
        row = organiser_of(event, organisation_id)
        if row is None:
            return
        if row.state == "accepted":
            tell(organisation_id, "organiser_removed", by, event=event)
        event.organisers.remove(row)
        save(event)
        _note(by, "organiser.remove", event, organisation_id)


def organiser_of(event: Event, organisation_id: int | None) -> EventOrganiser | None:
    return next((o for o in event.organisers if o.organisation_id == organisation_id), None)


def _own_row(by: Acting, event: Event) -> EventOrganiser:
    row = organiser_of(event, by.organisation_id)
    require(by.may_write and row is not None)
    assert row is not None  # noqa: S101 - for the type checker
    return row


def _note(by: Acting, deed: str, event: Event, organisation_id: int) -> None:
    audit.record(
        deed, event, user_id=by.user.id, organisation_id=by.organisation_id, other_organisation_id=organisation_id
    )
