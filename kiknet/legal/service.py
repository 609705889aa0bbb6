"""Writing legal texts, and telling the office about barriers."""

from datetime import timedelta

from sqlalchemy import update

from kiknet import audit, mail, revisions
from kiknet.access import require
from kiknet.db import db, transaction, upsert
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.legal import policy
from kiknet.legal.models import LegalText
from kiknet.organisations.acting import Acting
from kiknet.organisations.applications import office_people
from kiknet.web import throttle

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_AN_HOUR, MOST_A_DAY = 5, 200


def write_text(by: Acting, page: str, language: str, text: str, version: int) -> LegalText:
    """Replace the text of `page`. `version` is the revision the form was opened with (0: there was none).

    Raises `NotAllowed`, or `ChangedMeanwhile` if somebody saved the page since.
    """
    require(policy.may_write(by))
    with transaction() as session:
        _claim(page, language, version)
        row = session.get_one(LegalText, (page, language), populate_existing=True)
        row.text = text
        revisions.stamp(row)
        audit.record("legal.write", user_id=by.user.id, page=page, language=language)
    return row


def _claim(page: str, language: str, version: int) -> None:
    """Nobody else writes this page until we commit. Writing first takes the lock on SQLite, too."""
    if version == 0:
        db.session.execute(upsert(LegalText).values(page=page, language=language).on_conflict_do_nothing())
    ours = (LegalText.page == page, LegalText.language == language, LegalText.revision == version)
    held = db.session.execute(update(LegalText).where(*ours).values(revision=version).returning(LegalText.page))
    if held.one_or_none() is None:
        raise ChangedMeanwhile


def send_feedback(message: str, address: str, about: str, remote_address: str) -> None:
    """Mail what somebody found in their way to everybody in the office.

    Raises `TooOften`, or `Rejected` when there is nobody to write to.
    """
    throttle.count("feedback", remote_address, MOST_AN_HOUR, HOUR)
    throttle.count("feedback", "everybody", MOST_A_DAY, DAY)
    with transaction():
        office = office_people()
        if not office:
            raise Rejected(_("Nobody can be reached this way now. Please use the address in the legal notice."))
        said = {"message": message, "address": address, "about": about}
        for user in office:
            mail.send_later(
                "barrier", user.email, user.language, reply_to=address or None, name=user.display_name, **said
            )
