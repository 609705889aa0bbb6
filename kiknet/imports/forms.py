"""Bringing a file and naming an address."""

from typing import Any

from wtforms import FileField, StringField
from wtforms.validators import DataRequired, Length

from kiknet.i18n import _l
from kiknet.web.forms import Form, single_line


class FileForm(Form):
    file = FileField(
        _l("File"),
        description=_l(
            "A calendar (.ics) or a table (.csv), up to 5 MB. Nothing is taken over before you have seen it."
        ),
        validators=[DataRequired(_l("Please choose a file."))],
    )


class AddressForm(Form):
    address = StringField(
        _l("Address of the calendar"),
        description=_l(
            "Google: settings of the calendar, “Secret address in iCal format”. Nextcloud: “Share link”, then “Copy "
            "subscription link”. Outlook: “Publish a calendar”, the ICS link."
        ),
        filters=[single_line],
        validators=[DataRequired(_l("Please give the address.")), Length(max=2000)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address.render_kw = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
