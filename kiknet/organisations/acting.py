"""Who does something, and for whom: the first argument of every service."""

from dataclasses import dataclass

from kiknet.accounts.models import User
from kiknet.organisations.models import Organisation


@dataclass(frozen=True)
class Acting:
    """A person, the organisation they act for in this request, and their role in it.

    The organisation is explicit on every write and never guessed; the office acts without one. Somebody with several
    who has chosen none may read what the network reads.
    """

    user: User
    organisation: Organisation | None = None
    role: str | None = None
    has_still_to_choose: bool = False

    @property
    def is_office(self) -> bool:
        return self.user.is_office

    @property
    def may_write(self) -> bool:
        """Editors and admins of an active organisation create and change its entries."""
        return self.role in {"admin", "editor"} and self.organisation is not None and self.organisation.is_active

    @property
    def is_admin(self) -> bool:
        return self.role == "admin" and self.organisation is not None

    def acts_for(self, organisation_id: int | None) -> bool:
        return self.organisation is not None and self.organisation.id == organisation_id

    @property
    def organisation_id(self) -> int | None:
        return self.organisation.id if self.organisation else None


def belongs(by: Acting | None) -> bool:
    """Whether somebody is of the network: of an organisation, or of the office.

    Others who have signed in (they have applied, or were removed) see what strangers see.
    """
    return by is not None and (by.is_office or by.organisation is not None or by.has_still_to_choose)
