"""What has come of it: three fields, a minute."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Optional

from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.service.outcomes import LONGEST, OutcomeDraft
from kiknet.i18n import _l
from kiknet.web.fields import NumberField
from kiknet.web.forms import VersionedForm, many_lines


class OutcomeForm(VersionedForm):
    people_reached = NumberField(
        _l("How many people did you reach?"),
        [Optional()],
        description=_l("Roughly is enough. Who came several times counts once."),
    )
    text = TextAreaField(
        _l("What has happened?"),
        filters=[many_lines],
        description=_l("Two or three sentences: what you did together, and for whom."),
        render_kw={"rows": 4, "maxlength": LONGEST["text"]},
    )
    lessons = TextAreaField(
        _l("What have you learnt?"),
        filters=[many_lines],
        description=_l("What you would do the same way again, and what differently."),
        render_kw={"rows": 3, "maxlength": LONGEST["lessons"]},
    )

    def draft(self) -> OutcomeDraft:
        return OutcomeDraft(
            people_reached=self.people_reached.data, text=self.text.data or "", lessons=self.lessons.data or ""
        )


def stored_values(cooperation: Cooperation) -> dict[str, Any]:
    """An outcome in the shape of the form's values; nothing yet is empty fields."""
    outcome = cooperation.outcome
    if outcome is None:
        return {"people_reached": None, "text": "", "lessons": ""}
    return {"people_reached": outcome.people_reached, "text": outcome.text, "lessons": outcome.lessons}
