"""The demo: a small lively network, made through the services, so that it stays true (`demo/*.toml` says of what)."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from kiknet import clock, mail
from kiknet.accounts.models import User
from kiknet.accounts.passwords import DEMO_PASSWORD, hash_password
from kiknet.db import db, transaction
from kiknet.fold import fold
from kiknet.legal import service as legal
from kiknet.legal.models import PAGES
from kiknet.notifications.models import Notice
from kiknet.observances import service as observances
from kiknet.observances.service import OwnDraft
from kiknet.organisations.acting import Acting
from kiknet.organisations.drafts import ApplicationDraft, ContactDraft, ProfileDraft
from kiknet.organisations.models import Membership, Organisation
from kiknet.organisations.service import applications, decisions, members, office, profile
from kiknet.places.models import Place
from kiknet.seeds import aims, files, lending, pooling, programme, together, wanted


@dataclass(frozen=True)
class SignIn:
    """Somebody of the demo, and what makes them worth being."""

    email: str
    who: str


def exists() -> bool:
    """Whether anybody in this database is made up."""
    return db.session.scalar(select(User.id).where(User.is_demo).limit(1)) is not None


def has_real_people() -> bool:
    return db.session.scalar(select(User.id).where(User.is_demo.is_(False)).limit(1)) is not None


def build() -> None:
    """Fill a network that has its reference data and nothing else, in one transaction."""
    script = files.script("organisations")
    with transaction() as session:
        people = {row["name"]: _person(**row) for row in script["people"]}
        session.add_all(people.values())
        session.flush()
        olga = Acting(people["Olga"])
        _write_legal_texts(olga)
        _add_days(olga)
        session.add_all(_place(row) for row in files.script("places")["places"])
        cast = {row["slug"]: _take_part(olga, row, people) for row in script["organisations"]}
        asked = programme.post(cast)
        aims.bring(olga)
        aims.link(olga, cast)
        lending.lend(cast)
        wanted.write(cast)
        together.begin(cast)
        pooling.write(cast)
        session.execute(delete(mail.OutboxMail))  # all this is long ago, and what was told of it was read
        session.execute(update(Notice).values(read_at=clock.now()))
        _leave_something_to_do(script, cast, people, asked)


def sign_ins() -> list[SignIn]:
    """The demo's people who belong somewhere, in the order they were made."""
    found = (
        select(Membership)
        .join(Membership.user)
        .options(joinedload(Membership.user), joinedload(Membership.organisation))
        .where(User.is_demo, Membership.state == "active")
        .order_by(User.id, Membership.id)
    )
    roles: dict[str, list[str]] = {
        user.email: ["Network office"]
        for user in db.session.scalars(select(User).where(User.is_demo, User.office_role != "none"))
    }
    for membership in db.session.scalars(found):
        roles.setdefault(membership.user.email, []).append(f"{membership.organisation.name} ({membership.role})")
    return [SignIn(email, " and ".join(parts)) for email, parts in roles.items()]


def _person(name: str, language: str = "de", office: str = "none") -> User:
    return User(
        email=f"{name.lower()}@example.org",
        display_name=name,
        language=language,
        office_role=office,
        password_hash=_hash(),
        confirmed_at=clock.now(),
        is_demo=True,
    )


@cache
def _hash() -> str:
    return hash_password(DEMO_PASSWORD)


def _write_legal_texts(olga: Acting) -> None:
    for page in PAGES:
        legal.write_text(olga, page, "de", files.text(f"{page}.md"), 0)


def _add_days(olga: Acting) -> None:
    """The office's own list."""
    for row in files.script("observances")["days"]:
        first = clock.today() + timedelta(days=row.pop("after"))
        last = first + timedelta(days=row.pop("days") - 1)
        observances.add(olga, OwnDraft(first_day=first, last_day=last, **row))


def _place(row: dict[str, Any]) -> Place:
    latitude, longitude = row.get("at", (None, None))
    return Place(
        latitude=latitude,
        longitude=longitude,
        name=row["name"],
        folded_name=fold(row["name"]),
        street=row.get("street", ""),
        postcode=row["postcode"],
        city="Kempten (Allgäu)",
        district_number=row["district"],
        wheelchair=row["wheelchair"],
        has_lift=row.get("lift"),
        has_accessible_toilet=row.get("accessible_toilet"),
        has_hearing_loop=row.get("hearing_loop"),
        accessibility_note=row.get("note", ""),
    )


def _take_part(olga: Acting, row: dict[str, Any], people: dict[str, User]) -> Acting:
    """An organisation applies (or is claimed), is admitted, says who it is and brings its people along."""
    (first, _role), *others = row["members"].items()
    application = applications.apply(people[first], _application(row))
    decisions.admit(olga, application)
    organisation = application.organisation
    admin = Acting(people[first], organisation, "admin")
    _introduce(admin, row)
    for name, role in others:
        members.accept(members.invite(admin, organisation, people[name].email, role), people[name])
    if not row.get("is_new"):
        office.give_trust(olga, organisation, "trusted")
    return admin


def _application(row: dict[str, Any]) -> ApplicationDraft:
    message = row.get("message", "Wir möchten dabei sein.")
    if "name" in row:
        return ApplicationDraft(message, name=row["name"], kind=row["kind"])
    listed = select(Organisation.id).where(Organisation.slug == row["slug"])
    return ApplicationDraft(message, organisation_id=db.session.scalars(listed).one())


def _introduce(admin: Acting, row: dict[str, Any]) -> None:
    organisation = admin.organisation
    assert organisation is not None  # noqa: S101 - admins of the demo have one
    draft = ProfileDraft(
        name=organisation.name,
        kind=organisation.kind,
        contacts=[ContactDraft(*contact) for contact in row["contacts"]],
        **{key: row.get(key, []) for key in ("languages", "districts", "audiences", "fields")},
        description=row["description"],
    )
    if "logo" in row:
        with files.picture(row["logo"]) as logo:
            draft = ProfileDraft(**{**vars(draft), "logo": logo, "logo_alt": files.alt(row["logo"])})
            profile.change_profile(admin, organisation, draft, organisation.revision)
    else:
        profile.change_profile(admin, organisation, draft, organisation.revision)


def _leave_something_to_do(
    script: dict[str, Any], cast: dict[str, Acting], people: dict[str, User], asked: list[programme.Question]
) -> None:
    """What waits for the office and for others: their mails are still unread."""
    for row in script["applications"]:
        applications.apply(people[row["by"]], _application(row))
    for row in script["invitations"]:
        by = next(acting for acting in cast.values() if acting.user.display_name == row["by"])
        assert by.organisation is not None  # noqa: S101 - see above
        members.invite(by, by.organisation, row["email"], row["role"])
    programme.ask(cast, asked)
