"""Deeds with calendars from elsewhere: bringing a file, naming an address, saying yes to what would happen, ending it.

Pages only write down what shall be done; other servers are asked by `work`, which the worker calls every minute.
"""

from datetime import timedelta

from sqlalchemy import update

from kiknet import audit, clock
from kiknet.access import require
from kiknet.calendar import telling
from kiknet.db import UNSEEN, db, line_up, transaction
from kiknet.errors import Rejected
from kiknet.i18n import _
from kiknet.imports import formats, policy, queries, taking
from kiknet.imports.addresses import checked
from kiknet.imports.models import Source
from kiknet.imports.problem import MOST_BYTES
from kiknet.imports.values import one_line
from kiknet.organisations import queries as organisations
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.web import throttle

MOST_ADDRESSES = 5
MOST_FILES = 30, timedelta(hours=1)
MOST_FETCHES = 12, timedelta(hours=1)


def bring_file(by: Acting, name: str, data: bytes) -> Source:
    """Read a file and keep it until somebody has looked at what it would do. Raises `NotAllowed`, `Rejected`."""
    require(policy.may_import(by))
    if len(data) > MOST_BYTES:
        raise Rejected(_("The file has more than 5 MB. Please export a shorter stretch of time."), "file")
    throttle.count("import-file", str(by.organisation_id), *MOST_FILES)
    try:
        reading = formats.read(data, clock.today())
    except Rejected as refusal:
        raise Rejected(refusal.reason, "file") from None
    outcome = taking.look_ahead(by, reading)
    with transaction() as session:
        source = Source(
            organisation=by.organisation,
            created_by=by.user,
            kind="file",
            name=one_line(name, 160),
            body=data,
            state="read",
            fetched_at=clock.now(),
            report=outcome.report,
        )
        session.add(source)
        audit.record("import.bring", source, user_id=by.user.id, organisation_id=by.organisation_id)
    return source


def name_address(by: Acting, address: str) -> Source:
    """Have the calendar at `address` looked at. Nothing is asked yet. Raises `NotAllowed`, `Rejected`."""
    require(policy.may_keep(by))
    address = checked(address)
    throttle.count("import-fetch", str(by.organisation_id), *MOST_FETCHES)
    with transaction() as session:
        line_up(by.organisation)
        present = queries.kept_addresses(by.organisation_id)
        if any(source.address == address for source in present):
            raise Rejected(_("This calendar is in your list already."), "address")
        if len(present) >= MOST_ADDRESSES:
            raise Rejected(_("Up to %(number)s calendars, please. End one first.", number=MOST_ADDRESSES), "address")
        source = Source(
            organisation=by.organisation, created_by=by.user, kind="address", address=address, due_at=clock.now()
        )
        session.add(source)
        audit.record("import.name", source, user_id=by.user.id, organisation_id=by.organisation_id)
    return source


def confirm(by: Acting, source: Source) -> None:
    """Yes, take it over like this; the worker does it. Raises `NotAllowed`, `Rejected` if it is too late."""
    _require_for(by, source)
    with transaction():
        line_up(source)
        if source.state != "read":
            raise Rejected(_("This was decided already."))
        source.state, source.due_at = "confirmed", clock.now()
        audit.record("import.confirm", source, user_id=by.user.id, organisation_id=by.organisation_id)
        if organisations.membership_of(by.user, source.organisation) is None:  # the office does it for them
            telling.tell(source.organisation_id, "import_by_office", by, url="/mein/import", of=source.organisation)


def stop(by: Acting, source: Source) -> None:
    """Ask this address no more; its events stay and are the organisation's own. Of a file: forget it."""
    _require_for(by, source)
    with transaction():
        line_up(source)
        source.state, source.due_at, source.body = "stopped", None, None
        audit.record("import.stop", source, user_id=by.user.id, organisation_id=by.organisation_id)


def fetch_now(by: Acting, source: Source) -> None:
    """Do not wait for the next time. Raises `NotAllowed`, `Rejected`, `TooOften`."""
    _require_for(by, source)
    if not source.is_address or source.state not in {"kept", "refused", "read"}:
        raise Rejected(_("This calendar is not fetched (any more)."))
    throttle.count("import-fetch", str(source.organisation_id), *MOST_FETCHES)
    with transaction():
        line_up(source)
        source.state = "kept" if source.state == "kept" else "waiting"
        source.due_at = clock.now()


def move_sources(organisation: Organisation, target: Organisation) -> None:
    """Inside the transaction that merges `organisation` into `target`: what was kept in step goes on."""
    theirs = update(Source).where(Source.organisation_id == organisation.id)
    db.session.execute(theirs.values(organisation_id=target.id), execution_options=UNSEEN)


def _require_for(by: Acting, source: Source) -> None:
    require(by.acts_for(source.organisation_id))
    require(policy.may_keep(by) if source.is_address else policy.may_import(by))
