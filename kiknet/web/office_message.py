"""What the office writes to an organisation about words it has read."""

from typing import Any

from wtforms import Field

from kiknet.i18n import _
from kiknet.web.forms import VersionedForm


class OfficeMessage(VersionedForm):
    """Joined with a form that has a `reason`: it is the message, and `readers` says who will read it."""

    reason: Field

    def __init__(self, *args: Any, readers: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.label.text = _("Your message to the organisation")
        self.reason.description = readers or self.reason.description
        self.reason.flags.required = True
