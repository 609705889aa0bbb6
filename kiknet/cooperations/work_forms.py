"""Typing a task or a date poll."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from kiknet.cooperations.models import Cooperation
from kiknet.cooperations.poll_count import Span, WrongRow, spans
from kiknet.cooperations.work_draft import LONGEST_POLL, LONGEST_TASK, MOST_DATES, PollDraft, TaskDraft
from kiknet.cooperations.work_models import Task
from kiknet.i18n import _, _l, written_stretch
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.organisations.queries import members_of
from kiknet.web.fields import ClockField, DayField, RadioField, SelectField
from kiknet.web.forms import Form, VersionedForm, single_line
from kiknet.web.requests import number_or_none

ROWS_SHOWN = 4


class KeyedForm(Form):
    """A form that makes one thing, however often it is sent."""

    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None


class TaskForm(KeyedForm, VersionedForm):
    """`who` is "7" for an organisation, "7-12" for one of its people, "" for nobody yet."""

    title = StringField(
        _l("What is to be done?"), [InputRequired(_l("What is to be done?"))], filters=[single_line],
        render_kw={"maxlength": LONGEST_TASK, "dir": "auto"},
    )  # fmt: skip
    who = SelectField(_l("Who does it?"), default="")
    due_on = DayField(_l("Until when?"))

    def offer(self, by: Acting, cooperation: Cooperation, task: Task | None = None) -> None:
        """Everybody's organisations, and one's own people: of others one names nobody who has not been named."""
        names = {"": _("Nobody so far")}
        for partner in cooperation.accepted:
            names[str(partner.organisation_id)] = partner.organisation.name
            if by.acts_for(partner.organisation_id):
                names |= _people_of(partner.organisation)
        if task is not None and task.organisation and task.assignee:
            names.setdefault(who_of(task), f"{task.organisation.name}: {task.assignee.display_name}")
        self.who.choices = list(names.items())
        self.who.flags.required = True

    def draft(self) -> TaskDraft:
        organisation, _dash, person = (self.who.data or "").partition("-")
        return TaskDraft(self.title.data or "", number_or_none(organisation), number_or_none(person), self.due_on.data)


def _people_of(organisation: Organisation) -> dict[str, str]:
    """The choices that name one of its editors and admins."""
    people = [member.user for member in members_of(organisation) if member.role != "viewer"]
    return {f"{organisation.id}-{user.id}": f"{organisation.name}: {user.display_name}" for user in people}


def who_of(task: Task) -> str:
    """The choice that says who has it."""
    return "-".join(str(number) for number in (task.organisation_id, task.assignee_id) if number)


def stored_values(task: Task) -> dict[str, Any]:
    """What the form shows of a task, by the names of its fields."""
    return {"title": task.title, "who": who_of(task), "due_on": task.due_on}


class DatesForm(Form):
    """Some rows of day, from and to; those without a day do not count."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in (field for row in self.rows for field in row):
            field.flags.follows = True

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        form: Any = self
        return [(form[f"day_{n}"], form[f"from_{n}"], form[f"to_{n}"]) for n in range(MOST_DATES)]

    def dates(self) -> tuple[Span, ...] | None:
        """What was typed; None after the problem was put beside its field."""
        try:
            return tuple(spans([(day.data, begins.data, ends.data) for day, begins, ends in self.rows]))
        except WrongRow as wrong:
            _day, begins, ends = self.rows[wrong.number]
            field = begins if wrong.problem == "starts" else ends
            text = _("When does it begin?") if wrong.problem == "starts" else _("The end is not after the beginning.")
            field.errors = [*field.errors, text]
            return None


for number in range(MOST_DATES):
    setattr(DatesForm, f"day_{number}", DayField(_l("Day")))
    setattr(DatesForm, f"from_{number}", ClockField(_l("From")))
    setattr(DatesForm, f"to_{number}", ClockField(_l("To")))


class PollForm(KeyedForm, DatesForm):
    title = StringField(
        _l("What is the date for?"), [InputRequired(_l("What is the date for?"))], filters=[single_line],
        render_kw={"maxlength": LONGEST_POLL, "dir": "auto"},
    )  # fmt: skip

    def draft(self) -> PollDraft | None:
        """What was typed; None after the problem was put beside its field."""
        dates = self.dates()
        return None if dates is None else PollDraft(self.title.data or "", dates)


class DecideForm(Form):
    """Which date it is; "0" for none of them."""

    date = RadioField(_l("Which date will it be?"), [InputRequired(_l("Please choose one of the dates."))])

    def offer(self, dates: list[tuple[int, str]]) -> None:
        self.date.choices = [(str(number), text) for number, text in dates] + [("0", _("None of them"))]


def written_span(span: Span) -> str:
    """ "Dienstag, 9. März 2027, 15:00–17:00 Uhr"."""
    return written_stretch(*span, "full")
