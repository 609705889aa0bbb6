"""Finding applications, and listed organisations that may be meant by one."""

from difflib import SequenceMatcher

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from kiknet.accounts.models import User
from kiknet.db import db
from kiknet.errors import NotFound
from kiknet.fold import fold
from kiknet.organisations import policy
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import LISTED, UNDECIDED, Application, Membership, Organisation

ALIKE = 0.82
SHORTEST_WORD = 4
MOST_COMPARED = 300
MOST_SHOWN = 3
COMMON_WORDS = frozenset({"kempten", "verein", "e v", "ev", "fur", "und", "der", "die", "das", "in", "im", "am"})


def application_by_id(application_id: int) -> Application:
    found = (
        select(Application)
        .options(joinedload(Application.organisation), joinedload(Application.user))
        .where(Application.id == application_id)
    )
    application = db.session.scalar(found)
    if application is None:
        raise NotFound
    return application


def own_application(user: User, application_id: int) -> Application:
    """One of this person's applications. Raises `NotFound` for those of others."""
    application = application_by_id(application_id)
    if application.user_id != user.id:
        raise NotFound
    return application


def applications_of(user: User) -> list[Application]:
    """This person's applications with their organisations, newest first; withdrawn ones are left out."""
    found = (
        select(Application)
        .options(joinedload(Application.organisation))
        .where(Application.user_id == user.id, Application.state != "withdrawn")
        .order_by(Application.created_at.desc())
    )
    return list(db.session.scalars(found))


def waiting_applications() -> list[Application]:
    """What the office can decide now, oldest first."""
    found = (
        select(Application)
        .options(joinedload(Application.organisation), joinedload(Application.user))
        .where(Application.state == "open")
        .order_by(Application.created_at)
    )
    return list(db.session.scalars(found))


def undecided_for(organisation: Organisation) -> list[Application]:
    found = (
        select(Application)
        .options(joinedload(Application.user), joinedload(Application.organisation))
        .where(Application.organisation_id == organisation.id, Application.state.in_(UNDECIDED))
    )
    return list(db.session.scalars(found))


def office_ids() -> set[int]:
    """The ids of everybody who works in the office."""
    return set(db.session.scalars(select(User.id).where(User.office_role != "none")))


def office_people() -> list[User]:
    return list(db.session.scalars(select(User).where(User.office_role != "none", User.confirmed_at.is_not(None))))


def involved_in(organisation_ids: list[int]) -> dict[int, set[int]]:
    """Organisation id → ids of the users who belong to it or want to."""
    members = select(Membership.organisation_id, Membership.user_id).where(
        Membership.organisation_id.in_(organisation_ids), Membership.state == "active"
    )
    applicants = select(Application.organisation_id, Application.user_id).where(
        Application.organisation_id.in_(organisation_ids), Application.state.in_(UNDECIDED)
    )
    involved: dict[int, set[int]] = {i: set() for i in organisation_ids}
    for organisation_id, user_id in db.session.execute(members.union(applicants)):
        involved[organisation_id].add(user_id)
    return involved


def is_impartial(by: Acting, organisation_id: int) -> bool:
    """Nobody decides about an organisation they belong to, unless no one else in the office can."""
    return policy.may_decide(by, involved_in([organisation_id])[organisation_id], office_ids())


def unclaimed_names() -> list[str]:
    """What the form suggests while somebody types."""
    found = select(Organisation.name).where(Organisation.state == "unclaimed").order_by(Organisation.search_text)
    return list(db.session.scalars(found.limit(MOST_COMPARED)))


def similar_listed(name: str) -> list[Organisation]:
    """Listed organisations whose name is, or nearly is, `name`: the most alike first, three at most."""
    wanted = fold(name)
    telling = [word for word in wanted.split() if len(word) >= SHORTEST_WORD and word not in COMMON_WORDS]
    if not wanted:
        return []
    narrowed = or_(*(Organisation.search_text.contains(word, autoescape=True) for word in telling or [wanted]))
    found = select(Organisation).where(Organisation.state.in_(LISTED), narrowed).limit(MOST_COMPARED)
    scored = [(_likeness(wanted, fold(o.name)), o) for o in db.session.scalars(found)]
    return [o for score, o in sorted(scored, key=lambda pair: -pair[0]) if score >= ALIKE][:MOST_SHOWN]


def _likeness(one: str, other: str) -> float:
    """1 for the same words in any order or one name inside the other, else how much of the letters agree."""
    first, second = _bare(one), _bare(other)
    if not first or not second:
        return float(one == other)
    if first <= second or second <= first:
        return 1.0
    return SequenceMatcher(None, " ".join(sorted(first)), " ".join(sorted(second))).ratio()


def _bare(folded: str) -> set[str]:
    return set(folded.split()) - COMMON_WORDS
