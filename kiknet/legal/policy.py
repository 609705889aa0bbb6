"""Who may write legal texts."""

from kiknet.organisations.acting import Acting


def may_write(by: Acting) -> bool:
    return by.is_office
