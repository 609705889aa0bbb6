"""Who may do what with other people's accounts."""

from kiknet.accounts.models import User


def may_look_after_people(by: User) -> bool:
    return by.is_office


def may_reset_second_factor(by: User, user: User) -> bool:
    """The office, for others: who forgot their own asks a colleague."""
    return by.is_office and by.id != user.id and user.has_second_factor


def may_give_office_role(by: User, user: User) -> bool:
    """Admins, to confirmed others: so there is always one admin left."""
    return by.office_role == "admin" and by.id != user.id and user.confirmed_at is not None
