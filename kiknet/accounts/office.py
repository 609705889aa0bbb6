"""Who works in the network office, and as what."""

from kiknet import access, audit, revisions
from kiknet.accounts import policy, queries, service
from kiknet.accounts.models import User
from kiknet.db import transaction


def give_role(by: User, user: User, role: str) -> None:
    """`user` becomes none, office or admin."""
    with transaction():
        revisions.stamp()  # who directs the office takes turns: one of them stays
        access.require(policy.may_give_office_role(queries.as_now(by), queries.as_now(user)))
        before, user.office_role = user.office_role, role
        audit.record("office.role_given", user, user_id=by.id, before=before, after=role)
        service.tell(user, "office_role", role=role)
