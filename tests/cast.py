"""The people and places our tests talk about.

Ana (admin) and Ben (editor) work for the Mill, Vera may only look there. Carla is admin of the Library.
Olga directs the integration office; like everybody there she has a second factor. The Mill owns the Hall; the
Market Square belongs to everybody.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from kiknet import clock, revisions
from kiknet.accounts.models import User
from kiknet.db import db, transaction
from kiknet.fold import fold
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation
from kiknet.places.models import Place
from kiknet.vocabulary.models import District, Field

PASSWORD = "a long sentence nobody guesses"
OLGAS_SECRET = "KRUGS4ZANFZSA3TPOQQGCIDT"


@dataclass(frozen=True)
class Cast:
    ana: Acting
    ben: Acting
    vera: Acting
    carla: Acting
    olga: Acting
    mill: Organisation
    city_library: Organisation
    hall: Place
    square: Place


def enter() -> Cast:
    """Everybody enters the stage: one transaction, the two organisations active and trusted."""
    with transaction() as session:
        session.add_all(
            [
                District(number=40, name="Thingers – Nord", group="Thingers"),
                District(number=41, name="Thingers – Süd", group="Thingers"),
                District(number=39, name="Reichsstadt"),
                Field(
                    key="sprache-bildung",
                    position=1,
                    names={"de": "Sprache und Bildung", "en": "Language and education"},
                ),
                Field(
                    key="gesundheit-pflege",
                    position=3,
                    names={"de": "Gesundheit und Pflege", "en": "Health and care"},
                ),
            ]
        )
        mill, library = _organisation("mill", "The Mill"), _organisation("library", "The Library")
        session.add_all([mill, library])
        session.flush()
        hall = Place(
            name="The Hall",
            folded_name=fold("The Hall"),
            street="Mühlweg 1",
            postcode="87435",
            city="Kempten",
            district_number=40,
            owner_id=mill.id,
            wheelchair="yes",
        )
        square = Place(name="Market Square", folded_name=fold("Market Square"), district_number=39)
        session.add_all([hall, square])
        revisions.stamp(mill, library, hall, square)
        return Cast(
            ana=_member("Ana", mill, "admin"),
            ben=_member("Ben", mill, "editor"),
            vera=_member("Vera", mill, "viewer"),
            carla=_member("Carla", library, "admin"),
            olga=Acting(_user("Olga", office_role="admin", totp_secret=OLGAS_SECRET)),
            mill=mill,
            city_library=library,
            hall=hall,
            square=square,
        )


def again() -> Cast:
    """Those who have entered before, as they stand in the database."""
    mill, library = (_the(Organisation, slug=slug) for slug in ("mill", "library"))
    hall, square = (_the(Place, name=name) for name in ("The Hall", "Market Square"))
    people = {user.display_name: user for user in db.session.scalars(select(User))}
    return Cast(
        ana=Acting(people["Ana"], mill, "admin"),
        ben=Acting(people["Ben"], mill, "editor"),
        vera=Acting(people["Vera"], mill, "viewer"),
        carla=Acting(people["Carla"], library, "admin"),
        olga=Acting(people["Olga"]),
        mill=mill,
        city_library=library,
        hall=hall,
        square=square,
    )


def _organisation(slug: str, name: str) -> Organisation:
    return Organisation(
        slug=slug, name=name, kind="meeting_place", state="active", trust="trusted", search_text=fold(name)
    )


def _the(model: type[Any], **what: str) -> Any:
    return db.session.scalars(select(model).filter_by(**what)).one()


def _user(name: str, **more: str) -> User:
    user = User(
        email=f"{name.lower()}@example.org",
        display_name=name,
        confirmed_at=clock.now(),
        **more,
    )
    db.session.add(user)
    return user


def _member(name: str, organisation: Organisation, role: str) -> Acting:
    user = _user(name)
    db.session.add(Membership(user=user, organisation=organisation, role=role))
    return Acting(user, organisation, role)
