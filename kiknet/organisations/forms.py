"""Forms about organisations and the people who belong to them."""

from typing import Any

from wtforms import EmailField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from kiknet.accounts.forms import no_address_in_it
from kiknet.i18n import _, _l
from kiknet.organisations.drafts import ApplicationDraft
from kiknet.vocabulary import words
from kiknet.web.fields import SelectField
from kiknet.web.forms import Email, Form, many_lines, single_line

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
        [needed, Length(2, 120), no_address_in_it],
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
        _l("Your name"),
        [needed, Length(2, 120), no_address_in_it],
        filters=[single_line],
        render_kw={"autocomplete": "name"},
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
