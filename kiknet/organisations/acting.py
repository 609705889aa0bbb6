"""Who does something, and for whom: the first argument of every service."""

from dataclasses import dataclass

from kiknet.accounts.models import User
from kiknet.organisations.models import Organisation


@dataclass(frozen=True)
class Acting:
    """A person, the organisation they act for in this request, and their role in it.

    The organisation is explicit on every write and never guessed; the office acts without one.
    """

    user: User
    organisation: Organisation | None = None
    role: str | None = None

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
