"""Forms about organisations and the people who belong to them."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Email, InputRequired, Length

from kiknet.i18n import _, _l
from kiknet.organisations.drafts import ApplicationDraft, ContactDraft, ProfileDraft
from kiknet.organisations.shown import CONTACT_NAMES
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words
from kiknet.web.forms import Form, VersionedForm, many_lines, single_line

ROLE_NAMES = {"admin": _l("Admin"), "editor": _l("Editor"), "viewer": _l("Viewer")}
CONTACT_PARTS = ("kind", "value", "label", "is_public")
SPARE_CONTACTS = 3
MOST_CONTACTS = 20
needed = InputRequired(_l("Please fill this in."))
is_email = Email(_l("This does not look like an e-mail address. Example: name@example.org"))


def role_choices() -> list[tuple[str, str]]:
    """Each role with what it may do, for whoever chooses one."""
    return [
        ("editor", _("Editor: posts and changes entries")),
        ("admin", _("Admin: also changes the profile and invites people")),
        ("viewer", _("Viewer: reads what is for the network only")),
    ]


class NewOrganisationForm(Form):
    """What a signed-in person needs to apply."""

    name = StringField(
        _l("Name of the organisation"),
        [needed, Length(2, 160)],
        filters=[single_line],
        description=_l("As people know you, for example: Frauentreff Thingers"),
    )
    kind = SelectField(_l("What kind of organisation is it?"), [needed])
    message = TextAreaField(
        _l("What do you do? One sentence is enough."), [needed, Length(5, 2000)], filters=[many_lines]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [("", _("Please choose")), *words.kind_choices()]

    def draft(self) -> ApplicationDraft:
        return ApplicationDraft(name=self.name.data, kind=self.kind.data, message=self.message.data)


class _Person(Form):
    """Who a stranger is."""

    display_name = StringField(
        _l("Your name"),
        [needed, Length(2, 120)],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Your e-mail address"),
        [needed, is_email, Length(max=320)],
        filters=[single_line],
        description=_l("We send a link there, so that we know it is you."),
        render_kw={"autocomplete": "email"},
    )


class ApplyForm(NewOrganisationForm, _Person):
    """The same for a stranger. Fields are shown in the template's order."""


class ClaimForm(Form):
    """A signed-in person wants to act for a listed organisation."""

    message = TextAreaField(
        _l("What do you do there? One sentence is enough."),
        [needed, Length(5, 2000)],
        filters=[many_lines],
        description=_l("The network office may call the organisation to make sure."),
    )


class StrangersClaimForm(ClaimForm, _Person):
    """The same for a stranger."""


class ConfirmApplicationForm(Form):
    """The page behind the mailed link: a button, and a password for a new account if one wants it."""

    new_password = PasswordField(
        _l("Password"),
        description=_l("You may leave this empty: then we send you a link by mail each time you sign in."),
        render_kw={"autocomplete": "new-password"},
    )


class JoinForm(Form):
    """Accepting an invitation without an account."""

    display_name = StringField(
        _l("Your name"), [needed, Length(2, 120)], filters=[single_line], render_kw={"autocomplete": "name"}
    )
    new_password = PasswordField(
        _l("Password"),
        [needed],
        description=_l("At least 12 characters. Four or five words that do not belong together are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


class InviteForm(Form):
    acting_for = HiddenField()
    email = EmailField(_l("E-mail address"), [needed, is_email, Length(max=320)], filters=[single_line])
    role = SelectField(_l("Role"), [needed], default="editor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = role_choices()


class RoleForm(Form):
    acting_for = HiddenField()
    role = SelectField(_l("Role"), [needed])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = role_choices()


class ReasonForm(Form):
    """A decision that needs a word why."""

    reason = TextAreaField(_l("Reason"), [needed, Length(3, 1000)], filters=[many_lines])


class AppointForm(Form):
    email = EmailField(_l("E-mail address"), [needed, is_email, Length(max=320)], filters=[single_line])


class MergeForm(Form):
    target = StringField(
        _l("Merge into"),
        [needed],
        filters=[single_line],
        description=_l("The last part of its address: organisationen/…"),
    )


class MessageForm(_Person):
    """The contact form. `homepage` is a trap for machines: people never see it."""

    email = EmailField(
        _l("Your e-mail address"),
        [needed, is_email, Length(max=320)],
        filters=[single_line],
        description=_l("The answer goes there."),
        render_kw={"autocomplete": "email"},
    )
    message = TextAreaField(_l("Your message"), [needed, Length(10, 5000)], filters=[many_lines])
    homepage = StringField(_l("Please leave this empty"))


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
