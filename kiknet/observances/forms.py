"""A day of the office's own list."""

from typing import Any

from wtforms import DateField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from kiknet.i18n import _l
from kiknet.observances.models import OwnObservance
from kiknet.observances.service import OwnDraft
from kiknet.web.forms import VersionedForm, many_lines, single_line

WRITTEN = ["%Y-%m-%d", "%d.%m.%Y"]
UP_TO_120 = Length(max=120, message=_l("Up to %(number)s characters, please.", number=120))
UP_TO_1000 = Length(max=1000, message=_l("Up to %(number)s characters, please.", number=1000))
EXPLAINED = InputRequired(_l("Please explain it."))
ABOUT = _l("Two plain sentences: what is it, and what does it mean for others?")
TEXTS = ("name", "about", "english_name", "english_about")


class OwnForm(VersionedForm):
    name = StringField(
        _l("What is the day called?"),
        [InputRequired(_l("Please give the day a name.")), UP_TO_120],
        filters=[single_line],
    )
    first_day = DateField(_l("Day"), [InputRequired(_l("Please give the day."))], format=WRITTEN)
    last_day = DateField(_l("Last day"), [Optional()], format=WRITTEN, description=_l("Only if it lasts several days."))
    about = TextAreaField(_l("Explanation"), [EXPLAINED, UP_TO_1000], filters=[many_lines], description=ABOUT)
    english_name = StringField(_l("Name in English"), [UP_TO_120], filters=[single_line])
    english_about = TextAreaField(_l("Explanation in English"), [UP_TO_1000], filters=[many_lines])

    def draft(self) -> OwnDraft:
        texts: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        return OwnDraft(first_day=self.first_day.data, last_day=self.last_day.data or self.first_day.data, **texts)


def stored_values(own: OwnObservance) -> dict[str, Any]:
    """What is known of `own`, by field name."""
    last = own.last_day if own.last_day > own.first_day else None
    return {"first_day": own.first_day, "last_day": last} | {name: getattr(own, name) for name in TEXTS}
