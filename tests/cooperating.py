"""Cooperations for tests: the Mill leads them, others are in, invited or would like to join."""

from typing import Any

from kiknet import clock
from kiknet.accounts import links
from kiknet.accounts.models import User
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service import archiving
from kiknet.cooperations.service.founding import found
from kiknet.db import transaction
from kiknet.fold import fold
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Membership, Organisation


def led(by, title="Erzählcafé", *, state="", visibility="network", **others) -> Cooperation:
    """`by`'s organisation leads it; `others` are rows by state: `accepted=[library]`, `invited=…`, `interested=…`."""
    begun = found(by, CooperationDraft(title=title, visibility=visibility), origin="manual")
    with transaction():
        for row_state, organisations in others.items():
            for organisation in organisations:
                begun.partners.append(CooperationPartner(organisation=organisation, state=row_state))
        begun.state = state or ("planning" if others.get("accepted") else "idea")
    return begun


OF_PARTNERS = {
    "answer_invitation": "invited", "take_back_invitation": "invited", "answer_interest": "interested",
    "take_back": "interested", "join": "left", "keep": "declined",
}  # fmt: skip
"""What the Library must be in the cooperation each deed is done with; else it is in."""

DEEDS = (
    "edit", "move", "partners", "lead", "leave", "remove_partner", "set_role", "contribution", *OF_PARTNERS
)  # fmt: skip


def one_for_each_deed(cast) -> dict[str, Any]:
    """A cooperation of Mill and Library, and one for each deed, by `cooperations.<deed>.cooperation_id`."""
    made = {deed: led(cast.ana, deed, **{OF_PARTNERS.get(deed, "accepted"): [cast.city_library]}) for deed in DEEDS}
    everything_else = led(cast.ana, visibility="public", accepted=[cast.city_library])
    ids = {f"cooperations.{deed}.cooperation_id": cooperation.id for deed, cooperation in made.items()}
    token = links.create(archiving.PURPOSE, cast.ana.user, cooperation=made["keep"].id)
    return {**ids, "cooperations.keep_from_mail.token": token, "cooperation_id": everything_else.id}


PLACES = {
    "partner": ("The Garden", "accepted", "partner"),
    "supporter": ("The Orchard", "accepted", "supporter"),
    "invited": ("The River", "invited", "partner"),
    "interested": ("The Meadow", "interested", "partner"),
    "removed": ("The Pond", "left", "partner"),
    "refused": ("The Hill", "declined", "partner"),
}
"""Organisations by what they are in a cooperation that the Mill leads."""


def company(cast) -> dict[str, Acting]:
    """One editor of each organisation in `PLACES`, and those of the cast, by what they are."""
    people = {"lead": cast.ben, "looking": cast.vera, "other": cast.carla, "office": cast.olga}
    with transaction() as session:
        for place, (name, _state, _role) in PLACES.items():
            organisation = Organisation(
                slug=place, name=name, kind="culture", state="active", trust="trusted", search_text=fold(name)
            )
            user = User(email=f"{place}@example.org", display_name=place.title(), confirmed_at=clock.now())
            session.add_all([organisation, user, Membership(user=user, organisation=organisation, role="editor")])
            session.flush()
            people[place] = Acting(user, organisation, "editor")
    return people


def with_everybody(cast, people, title="Erzählcafé", *, state="planning", visibility="network") -> Cooperation:
    """Led by the Mill, with each organisation of `PLACES` in its place."""
    begun = led(cast.ana, title, state=state, visibility=visibility)
    with transaction():
        for place, (_name, row_state, role) in PLACES.items():
            row = CooperationPartner(organisation=people[place].organisation, state=row_state, role=role)
            begun.partners.append(row)
    return begun
