"""Who may do what with the concept: plain yes or no."""

from kiknet.organisations.acting import Acting


def may_steer(by: Acting) -> bool:
    """The office takes over the concept, says how far its measures are and decides what counts for them."""
    return by.is_office
