"""Writing legal texts, and telling the office about barriers."""

from datetime import timedelta

from kiknet import audit, mail, revisions
from kiknet.access import require
from kiknet.db import db, transaction
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.legal import policy, queries
from kiknet.legal.models import LegalText
from kiknet.organisations.acting import Acting
from kiknet.web import throttle

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_AN_HOUR, MOST_A_DAY = 5, 200


def write_text(by: Acting, page: str, language: str, text: str, version: int) -> LegalText:
    """Replace the text of `page`. `version` is the revision the form was opened with (0: there was none).

    Raises `NotAllowed`, or `ChangedMeanwhile` if somebody saved the page since.
    """
    require(policy.may_write(by))
    with transaction() as session:
        row = session.get(LegalText, (page, language), with_for_update=True)
        if (row.revision if row else 0) != version:
            raise ChangedMeanwhile
        if row is None:
            row = LegalText(page=page, language=language)
            session.add(row)
        row.text = text
        revisions.stamp(row)
        audit.record("legal.write", user_id=by.user.id, page=page, language=language)
    return row


def send_feedback(message: str, address: str, about: str, remote_address: str) -> None:
    """Mail what somebody found in their way to everybody in the office.

    Raises `TooOften`, or `Rejected` when there is nobody to write to.
    """
    throttle.count("feedback", remote_address, MOST_AN_HOUR, HOUR)
    throttle.count("feedback", "everybody", MOST_A_DAY, DAY)
    with transaction():
        office = queries.office()
        if not office:
            raise Rejected(_("Nobody can be reached this way at the moment. Please use the address in the legal notice."))
        for user in office:
            mail.send_later(
                "barrier", user.email, user.language, message=message, address=address, about=about, name=user.display_name
            )
        db.session.flush()
