"""A status report as it is typed."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from kiknet.i18n import _l
from kiknet.reports.models import StatusReport
from kiknet.reports.service import ReportDraft
from kiknet.web.fields import DayField
from kiknet.web.forms import VersionedForm, many_lines, single_line

PLEASE = _l("Please fill this in.")


class ReportForm(VersionedForm):
    """`key` makes the same form sent twice one report."""

    key = HiddenField(default=lambda: str(uuid4()))
    title = StringField(_l("Title"), [InputRequired(_l("Please give it a title."))], filters=[single_line])
    first = DayField(_l("From"), [DataRequired(PLEASE)])
    last = DayField(_l("Until"), [DataRequired(PLEASE)], description=_l("This day is included."))
    text = TextAreaField(
        _l("Text"),
        filters=[many_lines],
        description=_l(
            "What has happened, what it means, what comes next. "
            "An empty line begins a paragraph, # a heading, - a list."
        ),
    )

    def draft(self) -> ReportDraft:
        """What was typed, after validation."""
        first, last = self.first.data, self.last.data
        assert first is not None and last is not None  # noqa: S101, PT018 - both are required
        return ReportDraft(title=self.title.data, first=first, last=last, text=self.text.data or "")

    @property
    def unique(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None


def stored_values(report: StatusReport) -> dict[str, Any]:
    """A report in the shape of the form's values."""
    return {"title": report.title, "first": report.first, "last": report.last, "text": report.text}
