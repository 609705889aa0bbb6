"""One line, whose it is if the line does not say so, and what it is if no word with a colon does."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from kiknet.i18n import _l
from kiknet.meeting.lines import IDEA, KINDS
from kiknet.web.fields import RadioField
from kiknet.web.forms import Form, single_line

KIND_NAMES = {
    "idea": _l("Idea"), "need": _l("We are looking for something"), "offer": _l("We offer something"),
    "date": _l("Date"),
}  # fmt: skip


class LineForm(Form):
    line = StringField(
        _l("One line"), [InputRequired(_l("Please write a few words."))], filters=[single_line],
        render_kw={"maxlength": 300, "autocomplete": "off"},
    )  # fmt: skip
    organisation = StringField(
        _l("For whom?"), filters=[single_line], description=_l("A few letters are enough."),
        render_kw={"maxlength": 200},
    )  # fmt: skip
    kind = RadioField(_l("What is it?"), default=IDEA)
    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind, str(KIND_NAMES[kind])) for kind in KINDS]
        self.kind.flags.follows = self.organisation.flags.follows = True
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None
