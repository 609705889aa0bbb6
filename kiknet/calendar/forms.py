"""The event's form: five fields first, the rest unfolds. The rules themselves are in `draft`."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from kiknet import clock, media
from kiknet.calendar.draft import LONGEST, EventDraft, span
from kiknet.calendar.fields import (
    ClockField,
    DayField,
    address,
    cost_choices,
    line,
    registration_choices,
)
from kiknet.calendar.repeat_choice import Series
from kiknet.calendar.repeat_fields import DATES, RepeatFields
from kiknet.calendar.room_fields import RoomFields
from kiknet.errors import Rejected, TooOften
from kiknet.i18n import _, _l
from kiknet.places.draft import LONGEST as PLACE_LONGEST
from kiknet.places.draft import PlaceDraft
from kiknet.places.forms import wheelchair_choices
from kiknet.vocabulary.queries import district_choices, field_choices
from kiknet.vocabulary.words import audience_choices, language_choices
from kiknet.web.fields import RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import many_lines, single_line
from kiknet.web.requests import number_or_none

PLACE = ("place_name", "place_street", "place_postcode", "place_city", "place_district_number", "place_wheelchair")
CODES = ("spoken", "interpreted", "audiences", "fields")
PLAIN = (
    "title", "summary", "description", "date_note", "place_note", "online_url", "online_is_public", "is_women_only",
    "has_childcare", "cost", "cost_note", "registration", "registration_note", "registration_url",
    "accessibility_note", "picture_alt", "picture_credit", "visibility", "scheduling",
)  # fmt: skip


class EventForm(RepeatFields, RoomFields):
    title = StringField(
        _l("Title"), [InputRequired(_l("What is it called? Please give it a title."))], filters=[single_line],
        render_kw={"maxlength": LONGEST["title"]},
    )  # fmt: skip
    first_day = DayField(_l("Day"))
    starts = ClockField(_l("Begins at"))
    ends = ClockField(_l("Ends at"))
    place_name = line(
        _l("Place"), "name", _l("Known places appear while you type; you may also write a new one."), PLACE_LONGEST
    )
    audiences = SelectMultipleField(_l("For whom?"))
    fields = SelectMultipleField(_l("What is it about?"))

    is_all_day = BooleanField(_l("All day"), description=_l("Without hours: when it begins and ends does not count."))
    last_day = DayField(_l("Last day"), description=_l("Only if it lasts several days."))
    is_date_open = BooleanField(
        _l("The date is still open"),
        description=_l("It then shows in the network's planning list, not in the calendar."),
    )
    date_note = line(_l("What is known about the date"), "date_note", _l("For example: a Saturday in May"))

    place_street = line(_l("Street and number"), "street", longest=PLACE_LONGEST)
    place_postcode = line(_l("Postcode"), "postcode", longest=PLACE_LONGEST)
    place_city = line(_l("Town"), "city", longest=PLACE_LONGEST)
    place_district_number = SelectField(_l("District"), default="")
    place_wheelchair = SelectField(_l("Can one get in with a wheelchair?"), default="unknown")
    place_note = line(_l("How to find it"), "place_note", _l("For example: second floor, bell “Verein”"))

    summary = line(_l("In one sentence"), "summary", _l("Shows under the title in lists and when it is shared."))
    description = TextAreaField(
        _l("Description"), filters=[many_lines],
        description=_l("**bold**, - for lists, a blank line for a new paragraph; links become links by themselves."),
        render_kw={"rows": 8},
    )  # fmt: skip
    visibility = RadioField(_l("Who may see it?"), default="public")
    scheduling = RadioField(_l("How sure is it?"), default="confirmed")
    online_url = address(_l("Online link"), _l("For a video meeting or a stream."))
    online_is_public = BooleanField(_l("Everybody may see the online link"), default=True)
    spoken = SelectMultipleField(_l("Which languages are spoken?"))
    interpreted = SelectMultipleField(_l("Into which languages is it interpreted?"))
    is_women_only = BooleanField(_l("For women only"))
    has_childcare = BooleanField(_l("There is childcare"))
    cost = RadioField(_l("What does it cost?"), default="unknown")
    cost_note = line(_l("More about the cost"), "cost_note", _l("For example: 5 euros, children free of charge"))
    registration = RadioField(_l("Do people have to register?"), default="none")
    registration_note = line(_l("How to register"), "registration_note", _l("For example: by phone until Friday"))
    registration_url = address(_l("Link for registering"))
    accessibility_note = line(_l("Good to know about accessibility"), "accessibility_note")
    picture = FileField(_l("Picture"), description=_l("JPEG, PNG or WebP, up to 8 MB. Only pictures you may use."))
    picture_alt = line(
        _l("What does the picture show?"), "picture_alt", _l("One sentence for people who cannot see it.")
    )
    picture_credit = line(_l("Who made the picture?"), "picture_credit")
    is_picture_removed = BooleanField(_l("Remove the picture"))
    topics = StringField(_l("Topics"), filters=[single_line], description=_l("A few words, separated by commas."))
    organiser = StringField(
        _l("Together with"), filters=[single_line],
        description=_l("Another organisation of the network. It is asked whether it wants to be named."),
    )  # fmt: skip

    cooperation = SelectField(
        _l("Cooperation"), default="", validate_choice=False,
        description=_l("All organisations that are in it are named as organisers."),
    )  # fmt: skip
    key = HiddenField()
    kept_picture = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_day.flags.required = self.starts.flags.required = True
        self.audiences.choices = audience_choices()
        self.fields.choices = field_choices()
        self.spoken.choices = self.interpreted.choices = language_choices()
        self.place_district_number.choices = [("", _("I do not know")), *district_choices()]
        self.place_wheelchair.choices = wheelchair_choices()
        self.visibility.choices = [("public", _("Everybody")), ("network", _("Only the network"))]
        self.scheduling.choices = [
            ("confirmed", _("It takes place")),
            ("planned", _("It is planned; only the network sees it")),
        ]
        self.cooperation.choices = [("", _("None"))]
        self.cost.choices = cost_choices()
        self.registration.choices = registration_choices()
        if self.is_all_day.data:  # hours that were typed before count for nothing
            self.starts.process_errors = self.ends.process_errors = ()
        if self.repeats_on.data or self.repeats_nth.data:  # to be looked through; a page offers them anyway
            self.offer_repeating()
        if self.key.data is None or not _uuid(self.key.data):
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        return _uuid(self.key.data)

    def read(self, *, publish: bool) -> EventDraft | None:
        """What was typed as a draft; None after every problem was put beside its field."""
        is_fine = self.validate()
        begins_and_ends = (
            self._span() if not (self.first_day.errors or self.starts.errors or self.ends.errors) else None
        )
        draft = self._draft(begins_and_ends, self._series(begins_and_ends))
        for problem in draft.problems(clock.today(), publish=publish):
            if not self._is_known(problem):
                self.show(problem)
        return draft if is_fine and not self.errors else None

    def _is_known(self, problem: Rejected) -> bool:
        """Whether its field, or another one of the date, complains already."""
        names = DATES if problem.field in DATES else (problem.field,)
        return any(self[name].errors for name in names if name in self)

    def _span(self) -> tuple[datetime, datetime] | None:
        try:
            return self.typed_span()
        except Rejected as refusal:
            self.show(refusal)
            return None

    def typed_span(self) -> tuple[datetime, datetime] | None:
        day: date | None = self.first_day.data
        if day is None or self.is_date_open.data:
            return None
        return span(day, self.starts.data, self.ends.data, self.last_day.data, is_all_day=self.is_all_day.data)

    def typed_starts(self, first: datetime) -> list[datetime]:
        preview = self.preview() if self.repeats.data or self.added.data else None
        return [each.starts for each in preview.listed if each.is_on and not each.holiday] if preview else [first]

    def show(self, refusal: Rejected) -> None:
        """The rules about series name what they are about, not our fields."""
        field = {"rule": "repeats", "until": "repeats_until"}.get(refusal.field or "", refusal.field)
        super().show(refusal if isinstance(refusal, TooOften) else Rejected(refusal.reason, field))

    def _draft(self, begins_and_ends: Any, series: Series | None) -> EventDraft:
        given: dict[str, Any] = {name: self[name].data or self[name].default or "" for name in PLAIN}
        given |= {name: bool(self[name].data) for name in PLAIN if isinstance(self[name], BooleanField)}
        given |= {name: tuple(self[name].data or ()) for name in CODES}
        return EventDraft(
            **given,
            **(series.as_written if series else _once(begins_and_ends)),
            is_all_day=bool(self.is_all_day.data),
            is_date_open=bool(self.is_date_open.data),
            place=None if self.room_id else self._place(),
            room_id=self.room_id,
            cooperation_id=number_or_none(self.cooperation.data),
            topics=tuple(dict.fromkeys(t.strip() for t in (self.topics.data or "").split(",") if t.strip())),
            picture_id=self.picture_id,
        )

    def _place(self) -> PlaceDraft | None:
        if not self.place_name.data:
            return None
        return PlaceDraft(
            name=self.place_name.data,
            street=self.place_street.data or "",
            postcode=self.place_postcode.data or "",
            city=self.place_city.data or "",
            district_number=number_or_none(self.place_district_number.data),
            wheelchair=self.place_wheelchair.data or "unknown",
        )

    @property
    def picture_id(self) -> int | None:
        """The picture that was uploaded before, if this form has really been given it."""
        return None if self.is_picture_removed.data else media.signed(self.kept_picture.data)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "kept_picture": self.kept_picture.data, "room": self.room.data}

    def shown(self, name: str, value: Any) -> str:
        if name == "kept_picture":
            return _("A picture") if value else _("No picture")
        return super().shown(name, value)


def _once(begins_and_ends: tuple[datetime, datetime] | None) -> dict[str, Any]:
    starts, ends = begins_and_ends or (None, None)
    return {"starts_local": starts, "ends_local": ends}


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
