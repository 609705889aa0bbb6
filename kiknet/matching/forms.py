"""Saying why something does not fit."""

from wtforms import TextAreaField
from wtforms.validators import Length

from kiknet.i18n import _l
from kiknet.matching.service import LONGEST_REASON
from kiknet.web.forms import Form, many_lines


class DismissForm(Form):
    reason = TextAreaField(
        _l("Why does it not fit?"),
        [Length(max=LONGEST_REASON)],
        filters=[many_lines],
        description=_l("A word for yourselves, if you like. The other organisation does not see it."),
    )
