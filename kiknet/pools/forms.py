"""Forms of pools. A request has no field for free text, on purpose."""

from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired

from kiknet.i18n import _, _l
from kiknet.pools.draft import LONGEST_ABOUT, PoolDraft, RequestDraft
from kiknet.pools.models import Pool
from kiknet.pools.words import KINDS, LASTING, TOPICS, URGENCIES, WHERE
from kiknet.vocabulary.queries import district_choices
from kiknet.vocabulary.words import language_choices, language_name
from kiknet.web.fields import ClockField, DayField, RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import Form, VersionedForm, many_lines
from kiknet.web.requests import number_or_none

NEEDED = _l("Please choose.")


class PoolForm(VersionedForm):
    kind = RadioField(_l("Who is in the pool?"), default="interpreters")
    languages = SelectMultipleField(_l("Which languages?"))
    topics = SelectMultipleField(_l("For what?"))
    about = TextAreaField(
        _l("Good to know for those who ask"), filters=[many_lines],
        description=_l("For example: what it costs, how long before one should ask. No names, please."),
        render_kw={"rows": 3, "maxlength": LONGEST_ABOUT, "dir": "auto"},
    )  # fmt: skip
    is_open = BooleanField(_l("The pool can be asked"), default=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(key, str(name)) for key, name in KINDS.items()]
        self.languages.choices = language_choices()
        self.topics.choices = [(key, str(name)) for key, name in TOPICS.items()]
        for field in (self.kind, self.languages, self.topics):
            field.flags.required = True

    def draft(self) -> PoolDraft:
        return PoolDraft(
            self.kind.data or "", tuple(self.languages.data or ()), tuple(self.topics.data or ()),
            self.about.data or "", bool(self.is_open.data),
        )  # fmt: skip


def stored_values(pool: Pool) -> dict[str, Any]:
    """What the form shows of a pool, by the names of its fields."""
    return {"languages": pool.languages, "topics": pool.topics, "about": pool.about, "is_open": pool.is_open}


class RequestForm(Form):
    language = SelectField(_l("Which language?"), [InputRequired(NEEDED)])
    topic = RadioField(_l("What is it about?"), [InputRequired(NEEDED)])
    day = DayField(_l("Which day?"), [InputRequired(_l("Please say when."))])
    starts = ClockField(_l("When does it begin?"), [InputRequired(_l("Please say when."))])
    minutes = SelectField(_l("How long?"), default="60")
    where = RadioField(_l("Where?"), [InputRequired(NEEDED)])
    district = SelectField(_l("District"), default="")
    urgency = RadioField(_l("How urgent is it?"), default="normal")
    key = HiddenField()

    def offer(self, pool: Pool) -> None:
        """Only what this pool has."""
        names = sorted((language_name(code), code) for code in pool.languages)
        self.language.choices = [("", _("Please choose")), *((code, name) for name, code in names)]
        self.topic.choices = [(key, str(name)) for key, name in TOPICS.items() if key in pool.topics]
        self.minutes.choices = [(str(key), str(name)) for key, name in LASTING.items()]
        self.where.choices = [(key, str(name)) for key, name in WHERE.items()]
        self.urgency.choices = [(key, str(name)) for key, name in URGENCIES.items()]
        self.district.choices = [("", _("I do not know")), *district_choices()]
        self.urgency.flags.required = self.minutes.flags.required = True
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    def draft(self) -> RequestDraft:
        return RequestDraft(
            language=self.language.data, topic=self.topic.data, urgency=self.urgency.data, where=self.where.data,
            day=self.day.data or date.min, starts=self.starts.data or time.min,
            minutes=number_or_none(self.minutes.data) or 0, district=number_or_none(self.district.data),
        )  # fmt: skip

    @property
    def idempotency_key(self) -> UUID | None:
        try:
            return UUID(self.key.data or "")
        except ValueError:
            return None
