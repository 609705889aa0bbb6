"""Saying that something should not stand here, and the office's answer."""

from typing import Any

from wtforms import EmailField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from kiknet.i18n import _, _l
from kiknet.moderation.kind import Kind
from kiknet.moderation.words import ACTIONS, REASONS
from kiknet.organisations.forms import is_email
from kiknet.web.fields import RadioField
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line

MOST = 2000
chosen = InputRequired(_l("Please choose."))


class ReportForm(Form):
    reason = RadioField(_l("What is wrong with it?"), [chosen])
    text = TextAreaField(
        _l("What exactly?"),
        [Optional(), Length(max=MOST, message=_l("Up to %(number)s characters, please.", number=MOST))],
        filters=[many_lines],
        description=_l("One sentence helps us. Please name nobody who does not matter for it."),
    )
    email = EmailField(
        _l("Your e-mail address"),
        [Optional(), is_email, Length(max=320)],
        filters=[single_line],
        description=_l("Only if you want to hear what becomes of it. We erase it a month after that."),
        render_kw={"autocomplete": "email"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(code, str(name)) for code, name in REASONS.items()]


class DecisionForm(Form):
    action = RadioField(_l("What shall become of it?"), [chosen])
    answer = TextAreaField(
        _l("Why?"),
        [
            InputRequired(_l("Please give the reason.")),
            Length(max=300, message=_l("Up to %(number)s characters, please.", number=300)),
        ],
        filters=[single_line],
    )

    def offer(self, kind: Kind, *, may_hide: bool) -> None:
        names = ACTIONS | {"hide": kind.hides}
        self.action.choices = [(code, str(name)) for code, name in names.items() if may_hide or code != "hide"]
        if not may_hide:
            self.answer.description = _("Who has reported it and left an address reads this.")
        elif kind.deeds:
            self.answer.description = _(
                "If you take it off, its organisation reads this, and so does the network in the list of decisions."
            )
        else:
            self.answer.description = _("If you take it off, its organisation reads this.")


class ShowAgainForm(VersionedForm):
    reason = TextAreaField(
        _l("Why is it shown again?"), [InputRequired(_l("Please give the reason.")), Length(max=300)],
        filters=[single_line],
    )  # fmt: skip
