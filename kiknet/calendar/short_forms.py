"""The short forms: a reason, a new date, a partner, a pasted text."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from kiknet.calendar.draft import LONGEST, EventDraft, span
from kiknet.calendar.fields import ClockField, DayField
from kiknet.i18n import _l
from kiknet.web.forms import Form, many_lines, single_line
from kiknet.web.office_message import OfficeMessage


class ReasonForm(Form):
    """A word on why; it is shown to those who wait for the event."""

    reason = StringField(
        _l("Why?"), [Length(max=300, message=_l("Up to %(number)s characters, please.", number=300))],
        filters=[single_line], description=_l("One sentence is enough."), render_kw={"maxlength": 300},
    )  # fmt: skip


class OfficeForm(ReasonForm, OfficeMessage):
    """What the office tells the organisation, about the words it has read."""


class BatchForm(ReasonForm):
    """What becomes of many entries at once."""

    trust = BooleanField(_l("This organisation publishes without asking from now on"))


class PostponeForm(ReasonForm):
    """Why, and the new day if it is known. The time stays as it was unless another one is typed; all day has none."""

    first_day = DayField(_l("New day"))
    starts = ClockField(_l("Begins at"))
    ends = ClockField(_l("Ends at"))

    def __init__(self, *args: Any, is_all_day: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_all_day:
            del self.starts, self.ends

    def moved(self, draft: EventDraft) -> EventDraft | None:
        """`draft` at its new date; None while that is not known. Raises `Rejected`."""
        day, starts_was, ends_was = self.first_day.data, draft.starts_local, draft.ends_local
        if day is None or starts_was is None or ends_was is None:
            return None
        starts, ends = (self.starts.data, self.ends.data) if self.starts and self.ends else (None, None)
        begin = datetime.combine(day, starts or starts_was.time())
        end = begin + (ends_was - starts_was)
        if ends:
            begin, end = span(day, begin.time(), ends)
        return replace(draft, starts_local=begin, ends_local=end)


class PartnerForm(Form):
    organiser = StringField(_l("Organisation"), filters=[single_line])


class PasteForm(Form):
    """An invitation as somebody has it already."""

    text = TextAreaField(
        _l("Text of the invitation"), [DataRequired(_l("Please paste the text first."))], filters=[many_lines],
        description=_l("From a mail or a group chat. Day, time and place are read from it; you check them afterwards."),
        render_kw={"rows": 6, "maxlength": LONGEST["description"]},
    )  # fmt: skip
