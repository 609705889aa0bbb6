"""The forms of the legal pages."""

from wtforms import EmailField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from kiknet.i18n import _l
from kiknet.web.forms import Email, Form, VersionedForm, many_lines, single_line


class TextForm(VersionedForm):
    text = TextAreaField(
        _l("Text"),
        [Optional(), Length(max=60_000)],
        filters=[many_lines],
        description=_l(
            "A line beginning with # is a heading, one beginning with - belongs to a list; **two stars** make bold."
        ),
        render_kw={"rows": 28, "spellcheck": "true"},
    )


class FeedbackForm(Form):
    message = TextAreaField(
        _l("What is in your way?"),
        [DataRequired(_l("Please write what does not work.")), Length(max=5000)],
        filters=[many_lines],
        description=_l("On which page, with which device or program? A few words are enough."),
        render_kw={"rows": 6},
    )
    address = EmailField(
        _l("Your e-mail address"),
        [
            Optional(),
            Length(max=320),
            Email(_l("Please check the address. It looks like name@example.org.")),
        ],
        filters=[single_line],
        description=_l("Only if you want an answer. It goes to the office and nowhere else."),
        render_kw={"autocomplete": "email"},
    )
    about = StringField(
        _l("Page"),
        [Optional(), Length(max=300)],
        filters=[single_line],
        description=_l("The address of the page, if you have it at hand."),
    )
    website = StringField(_l("Please leave this field empty"), [Optional(), Length(max=300)])
