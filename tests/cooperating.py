"""Cooperations for tests: the Mill leads them, others are in, invited or would like to join."""

from typing import Any

from kiknet.accounts import links
from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation, CooperationPartner
from kiknet.cooperations.service import archiving
from kiknet.cooperations.service.founding import found
from kiknet.db import transaction


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
    made = {deed: led(cast.ana, deed, **{OF_PARTNERS.get(deed, "accepted"): [cast.library]}) for deed in DEEDS}
    everything_else = led(cast.ana, visibility="public", accepted=[cast.library])
    ids = {f"cooperations.{deed}.cooperation_id": cooperation.id for deed, cooperation in made.items()}
    token = links.create(archiving.PURPOSE, cast.ana.user, cooperation=made["keep"].id)
    return {**ids, "cooperations.keep_from_mail.token": token, "cooperation_id": everything_else.id}
