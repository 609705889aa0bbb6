"""The forms of a cooperation: what it is, who is asked, what one brings."""

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from kiknet.cooperations.draft import LONGEST, CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.words import ROLE_CHOICES
from kiknet.i18n import _, _l
from kiknet.organisations.models import Organisation
from kiknet.vocabulary.queries import district_choices, field_choices
from kiknet.vocabulary.words import audience_choices, language_choices
from kiknet.web.fields import DayField, RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line
from kiknet.web.requests import number_or_none


def _no_longer_than(most: int) -> Length:
    """For what is sent with a button of its own: the form is back with all that was typed."""
    return Length(max=most, message=_l("Up to %(number)s characters, please.", number=most))


class CooperationForm(VersionedForm):
    title = StringField(
        _l("What shall it be called?"), [InputRequired(_l("Please give it a title."))], filters=[single_line],
        description=_l("For example: Language café in the old town"), render_kw={"maxlength": LONGEST["title"]},
    )  # fmt: skip
    summary = TextAreaField(
        _l("What is it about?"), filters=[many_lines], description=_l("Two sentences are enough to begin with."),
        render_kw={"rows": 4, "maxlength": LONGEST["summary"]},
    )  # fmt: skip
    needs = TextAreaField(
        _l("What do you still need?"), filters=[many_lines],
        description=_l("For example: a room, two people who speak Arabic, a coffee machine."),
        render_kw={"rows": 2, "maxlength": LONGEST["needs"]},
    )  # fmt: skip
    invited = SelectMultipleField(
        _l("Whom would you like to ask?"),
        description=_l("They get an invitation and say yes or no. You can also ask somebody later."),
    )
    starts_on = DayField(
        _l("On which day does it begin?"), description=_l("Only if that is known. Events have their own dates.")
    )
    district_number = SelectField(_l("In which district?"), default="")
    audiences = SelectMultipleField(_l("For whom?"))
    fields = SelectMultipleField(_l("Field of action"))
    visibility = RadioField(_l("Who may see it?"), default="network")
    lang = SelectField(_l("In which language is your text?"), default="de")
    key = HiddenField()

    def __init__(self, *args: Any, organisations: Collection[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visibility.choices = [
            ("network", _("Only the network: organisations that are signed in")),
            ("public", _("Everybody, also without signing in")),
        ]
        self.district_number.choices = [("", _("Anywhere in town")), *district_choices()]
        self.audiences.choices, self.fields.choices = audience_choices(), field_choices()
        self.lang.choices = language_choices()
        self.invited.choices = [(str(organisation.id), organisation.name) for organisation in organisations]
        self.visibility.flags.required = True
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        return _uuid(self.key.data)

    @property
    def invited_ids(self) -> set[int]:
        return {number for text in self.invited.data or () if (number := number_or_none(text)) is not None}

    def draft(self) -> CooperationDraft:
        return CooperationDraft(
            title=self.title.data or "", summary=self.summary.data or "", needs=self.needs.data or "",
            lang=self.lang.data or "de", visibility=self.visibility.data or "", starts_on=self.starts_on.data,
            district_number=number_or_none(self.district_number.data), audiences=tuple(self.audiences.data or ()),
            fields=tuple(self.fields.data or ()),
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "invited"}


def stored_values(cooperation: Cooperation | CooperationDraft) -> dict[str, Any]:
    """What it says now, by field name."""
    same = ("title", "summary", "needs", "starts_on", "visibility", "lang")
    values = {name: getattr(cooperation, name) for name in same}
    values |= {name: list(getattr(cooperation, name)) for name in ("audiences", "fields")}
    return values | {"district_number": str(cooperation.district_number or "")}


class InviteForm(Form):
    organisation = SelectField(_l("Which organisation?"), default="")
    role = RadioField(_l("How should it take part?"), default="partner")
    message = TextAreaField(
        _l("A few words to them"), filters=[many_lines],
        description=_l("What would you like them to do? They read this in the invitation."),
        render_kw={"rows": 3, "maxlength": LONGEST["message"]},
    )  # fmt: skip

    def offer(self, organisations: list[Organisation]) -> None:
        names = [(str(organisation.id), organisation.name) for organisation in organisations]
        self.organisation.choices = [("", _("Please choose")), *names]
        self.role.choices = [(key, str(name)) for key, name in ROLE_CHOICES.items()]
        self.organisation.flags.required = self.role.flags.required = True


class ContributionForm(Form):
    contribution = TextAreaField(
        _l("What does your organisation bring?"), [_no_longer_than(LONGEST["contribution"])], filters=[many_lines],
        description=_l("For example: the room and the coffee. You can change this later."),
        render_kw={"rows": 2, "maxlength": LONGEST["contribution"]},
    )  # fmt: skip


class ReasonForm(Form):
    reason = TextAreaField(
        _l("Why?"), [_no_longer_than(LONGEST["reason"])], filters=[many_lines],
        description=_l("One sentence is enough."), render_kw={"rows": 3, "maxlength": LONGEST["reason"]},
    )  # fmt: skip


class LeadForm(Form):
    organisation = RadioField(_l("Who leads from now on?"), [InputRequired(_l("Please choose."))], default="")

    def offer(self, organisations: list[Organisation]) -> None:
        """The only one there is, is chosen already."""
        self.organisation.choices = [(str(organisation.id), organisation.name) for organisation in organisations]
        self.organisation.flags.required = True
        if len(organisations) == 1 and not self.is_submitted():
            self.organisation.data = str(organisations[0].id)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
