"""`kiknet user …`: accounts, for whoever has a shell on the server."""

from datetime import timedelta
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

if TYPE_CHECKING:
    from kiknet.accounts.models import User

LINK_LIFETIME = timedelta(days=7)


@click.group()
def user() -> None:
    """People's accounts. Links are printed, not mailed; who has one can use it."""


def _by_email(email: str) -> "User":
    from kiknet.accounts import queries

    found = queries.user_by_email(email)
    if found is None:
        raise click.ClickException("There is no account with this address.")
    return found


@user.command("office-link")
@with_appcontext
def office_link() -> None:
    """Print the link with which the first office account is made (valid 7 days)."""
    from kiknet.accounts import queries, service

    if queries.office_exists():
        raise click.ClickException("There is an office account already. Its admins can give tasks to others.")
    click.echo(service.first_office_link())


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The name others see.")
@click.option("--office", is_flag=True, help="Let them work in the network office.")
@with_appcontext
def create(email: str, name: str, office: bool) -> None:
    """Make an account and print the link with which its owner chooses a password (valid 7 days)."""
    from kiknet.accounts import service, sign_in
    from kiknet.db import transaction

    with transaction():
        made = service.register(email, name)
        if office and not made.is_office:
            made.office_role = "office"
        address = sign_in.password_address(made, LINK_LIFETIME)
    click.echo(address)


@user.command("list")
@with_appcontext
def list_() -> None:
    """All accounts: address, name, task in the office, since when."""
    from sqlalchemy import select

    from kiknet.accounts.models import User
    from kiknet.db import db

    for one in db.session.scalars(select(User).order_by(User.email)):
        confirmed = f"{one.confirmed_at:%Y-%m-%d}" if one.confirmed_at else "not confirmed"
        click.echo(f"{one.email}\t{one.display_name}\t{one.office_role}\t{confirmed}")


@user.command("set-password-link")
@click.argument("email")
@with_appcontext
def set_password_link(email: str) -> None:
    """Print a link with which EMAIL chooses a new password (valid 7 days)."""
    from kiknet.accounts import sign_in

    click.echo(sign_in.password_address(_by_email(email), LINK_LIFETIME))


@user.command("end-sessions")
@click.argument("email")
@with_appcontext
def end_sessions(email: str) -> None:
    """Sign EMAIL out everywhere."""
    from kiknet.accounts import service

    service.end_sessions(_by_email(email))
    click.echo("Signed out everywhere.")


@user.command("reset-second-factor")
@click.argument("email")
@with_appcontext
def reset_second_factor(email: str) -> None:
    """Switch off EMAIL's second factor, because phone and recovery codes are lost. Its owner is told by mail."""
    from kiknet.accounts import second_factor

    second_factor.reset(_by_email(email))
    click.echo("Reset. They can sign in without a code and set it up anew.")
