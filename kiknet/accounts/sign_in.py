"""Signing in: with a password, or with a link by mail. Nothing here tells whether an address has an account."""

from datetime import timedelta

from kiknet import mail
from kiknet.accounts import links, passwords, queries, service
from kiknet.accounts.models import OneTimeLink, User
from kiknet.db import transaction
from kiknet.web import throttle

WITHIN = timedelta(minutes=15)
PER_PERSON, PER_ADDRESS = 10, 60
MAILS_WITHIN = timedelta(hours=1)
MAILS_PER_PERSON, MAILS_PER_ADDRESS = 5, 30


def check_password(email: str, password: str, remote_address: str) -> User | None:
    """Whose password this is; None (after the same time) if it fits nobody. Raises `TooOften`."""
    throttle.count("sign-in from", remote_address, PER_ADDRESS, WITHIN)
    throttle.count("sign-in", email, PER_PERSON, WITHIN)
    user = queries.user_by_email(email)
    if not passwords.matches(user.password_hash if user else None, password):
        return None
    throttle.forgive("sign-in", email)
    if user and user.password_hash and passwords.is_outdated(user.password_hash):
        with transaction():
            user.password_hash = passwords.hash_password(password)
    return user


def send_sign_in_link(email: str, remote_address: str, to: str) -> None:
    """Mail a link that signs in and then leads `to`, if the address has an account. Raises `TooOften`."""
    _count_mail(email, remote_address)
    user = queries.user_by_email(email)
    if user is not None:
        with transaction():
            token = links.create("sign-in", user, next=to)
            _send(user, "sign_in_link", links.address("accounts.sign_in_link", token))


def use_sign_in_link(link: OneTimeLink) -> User:
    """Use the link up: the address is confirmed by it. Returns whose it is."""
    with transaction():
        links.use(link)
        user = links.owner(link)
        service.confirm(user)
    return user


def send_password_link(email: str, remote_address: str) -> None:
    """Mail a link to a page for a new password, if the address has an account. Raises `TooOften`."""
    _count_mail(email, remote_address)
    user = queries.user_by_email(email)
    if user is not None:
        with transaction():
            _send(user, "password_link", password_address(user, links.LIFETIME))


def password_address(user: User, lifetime: timedelta) -> str:
    """The address of a page where `user` chooses a password."""
    return links.address("accounts.new_password", links.create("password", user, lifetime))


def use_password_link(link: OneTimeLink, password: str) -> None:
    """The new password, if it is good enough (`Rejected` otherwise, and the link still works)."""
    with transaction():
        links.use(link)
        service.set_password(links.owner(link), password)


def _count_mail(email: str, remote_address: str) -> None:
    throttle.count("mail from", remote_address, MAILS_PER_ADDRESS, MAILS_WITHIN)
    throttle.count("mail", email, MAILS_PER_PERSON, MAILS_WITHIN)


def _send(user: User, kind: str, address: str) -> None:
    mail.send_later(kind, user.email, user.language, name=user.display_name, address=address)
