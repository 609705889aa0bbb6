"""The forms of signing in and of one's own account."""

import re
from typing import Any

from wtforms import EmailField, PasswordField, SelectChoice, StringField, SubmitField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from kiknet.i18n import LANGUAGES, _, _l
from kiknet.web.fields import RadioField
from kiknet.web.forms import Email, Form, single_line


def trimmed(text: str | None) -> str | None:
    return text.strip() if text else text


def no_address_in_it(_form: Form, field: Any) -> None:
    """A name appears in mails: it must not be used to send people somewhere."""
    if re.search(r"[@<>]|://|www\.", field.data or "", re.IGNORECASE):
        raise ValidationError(_("Just a name, please: no e-mail or web address."))


def email_field(label: Any, hint: Any = "") -> EmailField:
    return EmailField(
        label,
        [
            InputRequired(_l("Please type your e-mail address.")),
            Length(max=320),
            Email(_l("Please check the address. It looks like name@example.org.")),
        ],
        filters=[trimmed],
        description=hint,
        render_kw={"autocomplete": "username", "inputmode": "email", "spellcheck": "false"},
    )


def name_field() -> StringField:
    return StringField(
        _l("Your name"),
        [DataRequired(_l("Please type your name.")), Length(max=120), no_address_in_it],
        filters=[single_line],
        description=_l("As others in the network know you, for example “Ana Koval”."),
        render_kw={"autocomplete": "name"},
    )


def current_password_field() -> PasswordField:
    return PasswordField(
        _l("Your current password"),
        [InputRequired(_l("Please type your current password."))],
        render_kw={"autocomplete": "current-password"},
    )


def new_password_field(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(_l("Please choose a password."))],
        description=_l("At least 12 characters. Four or five words that do not belong together are easy to remember."),
        render_kw={"autocomplete": "new-password"},
    )


def code_field(label: Any, hint: Any = "") -> StringField:
    return StringField(
        label,
        [InputRequired(_l("Please type the code.")), Length(max=40)],
        description=hint,
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )


def needed_without_link(form: Any, field: Any) -> None:
    if not field.data and not form.by_link.data:
        raise ValidationError(_("Please type your password, or let us send you a link."))


needed_without_link.field_flags = {"required": True}  # type: ignore[attr-defined]  # how WTForms marks a field


class SignInForm(Form):
    """One form, two ways: with the password, or (the second button) with a link by mail."""

    email = email_field(_l("E-mail address"))
    password = PasswordField(_l("Password"), [needed_without_link], render_kw={"autocomplete": "current-password"})
    by_link = SubmitField(_l("Send me a link by e-mail"))


class EmailForm(Form):
    email = email_field(_l("E-mail address"))


class NewPasswordForm(Form):
    new_password = new_password_field(_l("New password"))


class ChangePasswordForm(NewPasswordForm):
    """With the current one, unless there is none yet."""

    current_password = current_password_field()


class SecondStepForm(Form):
    code = code_field(_l("Code"), _l("Six digits from your authenticator app, or one of your recovery codes."))


class SetUpSecondFactorForm(Form):
    code = code_field(_l("Code from the app"), _l("Six digits; a new one every 30 seconds."))


class ProofForm(Form):
    proof = PasswordField(
        _l("Code from the app, or your password"),
        [InputRequired(_l("Please type a code or your password."))],
        render_kw={"autocomplete": "current-password"},
    )


class ProfileForm(Form):
    display_name = name_field()
    language = RadioField(
        _l("Language of the pages and of your mails"), choices=LANGUAGES, validators=[InputRequired()]
    )


class EmailChangeForm(Form):
    email = email_field(_l("New e-mail address"))
    current_password = current_password_field()


class LeaveForm(Form):
    """With the password of those who have one."""

    current_password = current_password_field()


class SetUpOfficeForm(Form):
    display_name = name_field()
    email = email_field(_l("E-mail address"))
    new_password = new_password_field(_l("Password"))


class RoleForm(Form):
    role = RadioField(
        _l("Task in the network office"),
        [InputRequired()],
        choices=[
            SelectChoice("none", _l("None")),
            SelectChoice("office", _l("Works in the office: admits organisations and approves entries")),
            SelectChoice("admin", _l("Directs the office: can also give these tasks to others")),
        ],
    )
