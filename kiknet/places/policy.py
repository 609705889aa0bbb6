"""Who may do what with places: plain yes or no."""

from kiknet.organisations.acting import Acting


def may_steer(by: Acting) -> bool:
    """The office looks after the places of the network."""
    return by.is_office
