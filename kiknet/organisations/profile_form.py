"""The form of an organisation's profile, with its rows of contacts."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, FormField, HiddenField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import Length

from kiknet.i18n import _l
from kiknet.organisations.drafts import ContactDraft, ProfileDraft
from kiknet.organisations.forms import is_email, needed
from kiknet.organisations.shown import CONTACT_NAMES
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words
from kiknet.web.fields import SelectField, SelectMultipleField
from kiknet.web.forms import VersionedForm, many_lines, single_line

CONTACT_PARTS = ("kind", "value", "label", "is_public")
SPARE_CONTACTS = 3
MOST_CONTACTS = 20


class ContactForm(PlainForm):  # type: ignore[misc]  # WTForms is untyped
    """One way to reach the organisation; a row without a value is left out."""

    kind = SelectField(_l("Kind"))
    value = StringField(_l("Address or number"), [Length(max=300)], filters=[single_line])
    label = StringField(_l("For what, or who"), [Length(max=80)], filters=[single_line])
    is_public = BooleanField(_l("Everybody may see it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(code, str(name)) for code, name in CONTACT_NAMES.items()]

    def validate_value(self, field: StringField) -> None:
        if field.data and self.kind.data == "website" and not field.data.startswith(("http://", "https://")):
            field.data = f"https://{field.data}"
        if field.data and self.kind.data == "email":
            is_email(self, field)


class ProfileForm(VersionedForm):
    """What the organisation says about itself."""

    acting_for = HiddenField()
    name = StringField(_l("Name"), [needed, Length(2, 160)], filters=[single_line])
    kind = SelectField(_l("Kind of organisation"), [needed])
    description = TextAreaField(
        _l("Who you are and what you do"),
        [Length(max=8000)],
        filters=[many_lines],
        description=_l("Simple sentences help everybody. *Italics*, **bold**, lists and links work."),
    )
    contacts = FieldList(FormField(ContactForm), _l("How people reach you"), max_entries=MOST_CONTACTS)
    languages = SelectMultipleField(_l("Languages spoken"))
    audiences = SelectMultipleField(_l("For whom"))
    fields = SelectMultipleField(_l("Fields of action"))
    districts = SelectMultipleField(_l("Districts you work in"), description=_l("None means: the whole city."))
    logo = FileField(_l("Logo"))
    logo_alt = StringField(
        _l("What the logo shows"),
        [Length(max=300)],
        filters=[single_line],
        description=_l("One sentence for people who cannot see it."),
    )
    without_logo = BooleanField(_l("Remove the logo"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = words.kind_choices()
        self.languages.choices = words.language_choices()
        self.audiences.choices = words.audience_choices()
        self._fields["fields"].choices = vocabulary.field_choices()
        self.districts.choices = vocabulary.district_choices()

    def add_spare_contacts(self, more: bool = False) -> None:
        """Empty rows to write into, without any script: three to begin with or when asked for, else one."""
        empty = sum(1 for entry in self.contacts if not entry.data.get("value"))
        wanted = 1 if len(self.contacts) > empty and not more else SPARE_CONTACTS
        for _row in range(min(wanted - empty, MOST_CONTACTS - len(self.contacts))):
            self.contacts.append_entry()

    def values(self) -> dict[str, Any]:
        rows = [{key: entry.data[key] for key in CONTACT_PARTS} for entry in self.contacts]
        kept = super().values() | {"contacts": [row for row in rows if row["value"]]}
        return {name: value for name, value in kept.items() if name not in {"logo", "without_logo"}}

    def shown(self, name: str, value: Any) -> str:
        if name != "contacts":
            return super().shown(name, value)
        rows = (f"{CONTACT_NAMES[row['kind']]}: {row['value']} {row['label']}".strip() for row in value)
        return "\n".join(rows)

    def draft(self) -> ProfileDraft:
        given = self.values()
        upload = self.logo.data
        return ProfileDraft(
            **{name: given[name] for name in ("name", "kind", "languages", "districts", "audiences", "fields")},
            description=given["description"] or "",
            contacts=[ContactDraft(**{**row, "label": row["label"] or ""}) for row in given["contacts"]],
            logo=upload.stream if upload else None,
            logo_alt=given["logo_alt"] or "",
            keeps_logo=not self.without_logo.data,
        )
