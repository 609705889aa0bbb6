"""Who may take over calendars: plain yes or no."""

from kiknet.imports.models import Source
from kiknet.organisations import policy as organisations
from kiknet.organisations.acting import Acting


def may_import(by: Acting) -> bool:
    """Whoever may post events may also bring a file of them."""
    return by.may_write


def may_keep(by: Acting) -> bool:
    """An address that is kept in step publishes by itself: that is for the organisation's admins."""
    return by.organisation is not None and organisations.may_manage(by, by.organisation)


def may_see(by: Acting, source: Source) -> bool:
    return by.is_office or by.acts_for(source.organisation_id)
