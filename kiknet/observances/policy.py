"""Who may do what with observances: plain yes or no."""

from kiknet.organisations.acting import Acting


def may_steer(by: Acting) -> bool:
    """The office keeps a list of its own."""
    return by.is_office
