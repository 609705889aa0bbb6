"""The forms of the board: title and kind first, then only what this kind needs. The rules are in `draft`."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from kiknet import clock, media
from kiknet.board.availability import Availability
from kiknet.board.draft import LONGEST, LOOKING_OR_OFFERING, SAY_WHAT, WHICH_KIND, ListingDraft, Spoken
from kiknet.board.kinds import KINDS, asked
from kiknet.board.language_fields import LanguageFields, values_of_languages
from kiknet.board.models import Listing
from kiknet.board.scripts import language_of
from kiknet.board.service.answers import LONGEST_MESSAGE, LONGEST_REASON
from kiknet.board.when_fields import WhenFields, values_of_times
from kiknet.board.words import CHOICES, KIND_NAMES
from kiknet.booking.models import Resource
from kiknet.booking.words import FEATURES
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.organisations.models import Organisation
from kiknet.vocabulary.queries import district_choices, field_choices
from kiknet.vocabulary.words import audience_choices, language_choices
from kiknet.web.fields import NumberField, RadioField, SelectField, SelectMultipleField
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line
from kiknet.web.office_message import OfficeMessage
from kiknet.web.requests import number_or_none

TEXTS = ("title", "text", "picture_alt", "picture_credit")
CHOSEN = ("direction", "kind", "lang", "visibility")
NUMBERS = ("quantity", "capacity")
CODES = ("audiences", "fields")


def _line(label: Any, name: str, hint: Any = "") -> Any:
    return StringField(label, filters=[single_line], description=hint, render_kw={"maxlength": LONGEST[name]})


class ListingForm(LanguageFields, WhenFields, VersionedForm):
    """`hints` are what is said once more before it is shown to everybody, `known_days` the dates it had before."""

    hints: list[str]
    known_days: frozenset[date] = frozenset()
    direction = RadioField(_l("What is it?"), [InputRequired(LOOKING_OR_OFFERING)], default="")
    kind = RadioField(_l("What is it about?"), [InputRequired(WHICH_KIND)], default="")
    title = StringField(
        _l("In a few words"), [InputRequired(SAY_WHAT)], filters=[single_line],
        render_kw={"maxlength": LONGEST["title"]},
    )  # fmt: skip
    text = TextAreaField(
        _l("More about it"), filters=[many_lines],
        description=_l("Please no telephone numbers: whoever is interested can write to you here."),
        render_kw={"rows": 4, "maxlength": LONGEST["text"]},
    )  # fmt: skip
    resource = SelectField(
        _l("Is it one of these?"), default="",
        description=_l("Then it can be booked right away, and you see here when it is taken."),
    )  # fmt: skip
    quantity = NumberField(_l("How many?"))
    capacity = NumberField(_l("For how many people?"))
    features = SelectMultipleField(_l("What should be there?"))
    more_features = StringField(_l("Anything else?"), filters=[single_line])
    district_number = SelectField(_l("In which district?"), default="")
    audiences = SelectMultipleField(_l("For whom?"))
    topics = StringField(_l("Topics"), filters=[single_line], description=_l("A few words, separated by commas."))
    fields = SelectMultipleField(_l("Field of action"))
    lang = SelectField(_l("In which language is your text?"), default="de")
    visibility = RadioField(_l("Who may see it?"), default="public")
    picture = FileField(_l("Picture"), description=_l("JPEG, PNG or WebP, up to 8 MB. Only pictures you may use."))
    picture_alt = _line(
        _l("What does the picture show?"), "picture_alt", _l("One sentence for people who cannot see it.")
    )
    picture_credit = _line(_l("Who made the picture?"), "picture_credit")
    is_picture_removed = BooleanField(_l("Remove the picture"))
    cooperation = SelectField(
        _l("Cooperation"), default="", validate_choice=False,
        description=_l("It then stands on the page of the cooperation, too."),
    )  # fmt: skip
    key = HiddenField()
    kept_picture = HiddenField()

    def __init__(self, *args: Any, resources: list[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = []
        self.direction.flags.required = self.kind.flags.required = True
        self.direction.choices = [(key, str(name)) for key, name in CHOICES.items()]
        self.kind.choices = [(kind, str(KIND_NAMES[kind])) for kind in KINDS]
        self.resource.choices = [("", _("No")), *((str(r.id), r.title) for r in resources)]
        self.features.choices = [(code, str(name)) for code, name in FEATURES.items()]
        self.district_number.choices = [("", _("Anywhere in town")), *district_choices()]
        self.audiences.choices, self.fields.choices = audience_choices(), field_choices()
        self.lang.choices = language_choices()
        self.visibility.choices = [("public", _("Everybody")), ("network", _("Only the network"))]
        self.cooperation.choices = [("", _("None"))]
        self.offer_languages()
        self.offer_times()
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        return _uuid(self.key.data)

    @property
    def picture_id(self) -> int | None:
        """The picture that was uploaded before, if this form has really been given it."""
        return None if self.is_picture_removed.data else media.signed(self.kept_picture.data)

    def read(self) -> ListingDraft | None:
        """What was typed as a draft; None after every problem was put beside its field."""
        is_fine = self.validate()
        draft = self._draft().asked_only()
        for problem in (*draft.problems(clock.today(), self.known_days), *self._unfinished()):
            if problem.field not in self or not self[problem.field].errors:
                self.show(problem)
        return draft if is_fine and not self.errors else None

    def _unfinished(self) -> Iterator[Rejected]:
        yield from self.unfinished_times()
        if "languages" in asked(self.direction.data or "", self.kind.data or ""):
            yield from self.unfinished_languages()

    def show(self, refusal: Rejected) -> None:
        """The rules name what they are about, not the rows of our fields."""
        field = {"languages": "lang_0", "availability": "when"}.get(refusal.field or "", refusal.field)
        super().show(Rejected(refusal.reason, field) if type(refusal) is Rejected else refusal)

    def _draft(self) -> ListingDraft:
        given: dict[str, Any] = {name: self[name].data or "" for name in TEXTS}
        given |= {name: self[name].data or self[name].default for name in CHOSEN}
        given["lang"] = language_of(f"{given['title']} {given['text']}", given["lang"])
        given |= {name: self[name].data for name in NUMBERS}
        given |= {name: tuple(self[name].data or ()) for name in CODES}
        return ListingDraft(
            **given,
            resource=number_or_none(self.resource.data),
            features=(*(self.features.data or ()), *_parts(self.more_features.data)),
            languages=self.read_languages(),
            availability=self.read_availability(),
            district_number=number_or_none(self.district_number.data),
            topics=_parts(self.topics.data),
            picture_id=self.picture_id,
            cooperation_id=number_or_none(self.cooperation.data),
        )

    def values(self) -> dict[str, Any]:
        return {**super().values(), "kept_picture": self.kept_picture.data}

    def shown(self, name: str, value: Any) -> str:
        if name == "kept_picture":
            return _("A picture") if value else _("No picture")
        return str(super().shown(name, value))


def stored_values(listing: Listing) -> dict[str, Any]:
    """What a listing says now, by field name."""
    values: dict[str, Any] = {name: getattr(listing, name) for name in ("title", "text", *CHOSEN, *NUMBERS)}
    values |= {name: list(getattr(listing, name)) for name in CODES}
    languages = tuple(Spoken.from_json(stored) for stored in listing.languages)
    return {
        **values,
        **values_of_languages(languages),
        **values_of_times(Availability.from_json(listing.availability)),
        "resource": str(listing.resource_id or ""),
        "cooperation": str(listing.cooperation_id or ""),
        "features": [f for f in listing.features if f in FEATURES],
        "more_features": ", ".join(f for f in listing.features if f not in FEATURES),
        "topics": ", ".join(listing.topics),
        "district_number": str(listing.district_number or ""),
        "picture_alt": listing.picture.alt if listing.picture else "",
        "picture_credit": listing.picture.credit if listing.picture else "",
        "kept_picture": media.sign(listing.picture_id),
    }


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in (text or "").split(",") if part.strip()))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


class InterestForm(Form):
    """That suits us."""

    message = TextAreaField(
        _l("Your message"), filters=[many_lines],
        description=_l("Who are you, and what would suit you? Everybody who works for the other organisation sees it."),
        render_kw={"rows": 4, "maxlength": LONGEST_MESSAGE},
    )  # fmt: skip
    key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.message.flags.required = True
        if self.idempotency_key is None:
            self.key.data = str(uuid4())

    @property
    def idempotency_key(self) -> UUID | None:
        return _uuid(self.key.data)


class ReasonForm(Form):
    """A word on why."""

    reason = TextAreaField(
        _l("Why?"), filters=[many_lines], description=_l("One sentence is enough."),
        render_kw={"rows": 3, "maxlength": LONGEST_REASON},
    )  # fmt: skip


class OfficeForm(ReasonForm, OfficeMessage):
    """What the office tells the organisation, about the words it has read."""


class FulfilForm(Form):
    """Through whom."""

    how = RadioField(_l("Through whom?"), default="")
    organisation = SelectField(_l("Which organisation?"), default="")

    def offer(self, organisations: list[Organisation]) -> None:
        self.how.choices = [
            ("board", _("Somebody answered here")),
            ("elsewhere", _("In another way")),
            ("", _("I do not want to say")),
        ]
        names = [(str(organisation.id), organisation.name) for organisation in organisations]
        self.organisation.choices = [("", _("None of the network")), *names]
