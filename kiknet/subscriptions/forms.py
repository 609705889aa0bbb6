"""Asking for mails, and changing one's mind."""

from typing import Any

from wtforms import EmailField, StringField
from wtforms.validators import InputRequired, Length

from kiknet import i18n
from kiknet.i18n import _, _l
from kiknet.web.fields import RadioField, SelectField
from kiknet.web.forms import Email, Form, single_line


class WishForm(Form):
    """How often, and in which language. What about is chosen with the calendar's own filter."""

    cadence = RadioField(_l("How often?"), [InputRequired(_l("Please choose."))], default="daily")
    language = SelectField(_l("Language of the mails"), [InputRequired(_l("Please choose."))], default=i18n.language)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cadence.choices = [
            ("instant", _("At once, as soon as something is new")),
            ("daily", _("Every morning, when there is something new")),
            ("weekly", _("Monday mornings, when there is something new")),
        ]
        self.language.choices = list(i18n.LANGUAGES.items())


class SignUpForm(WishForm):
    """`homepage` is a trap for machines: people never see it."""

    email = EmailField(
        _l("Your e-mail address"),
        [
            InputRequired(_l("Please fill this in.")),
            Email(_l("This does not look like an e-mail address. Example: name@example.org")),
            Length(max=320),
        ],
        filters=[single_line],
        description=_l("We send a link there first, so that nobody gets mails they did not ask for."),
        render_kw={"autocomplete": "email"},
    )
    homepage = StringField(_l("Please leave this empty"))
