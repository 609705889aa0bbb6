"""Our Form base: refusals beside their field, picked up again after signing in, safe ways back."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Response, after_this_request, g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import FileField, HiddenField, validators

from kiknet.errors import Rejected, TooOften
from kiknet.i18n import LazyString, _, language, ngettext
from kiknet.web.requests import number_or_none

CONTROL, CONTROL_BUT_LINES = re.compile(r"[\x00-\x1f\x7f]"), re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
LONGEST_EMAIL = 320
MANY_MINUTES = 90


def single_line(text: str | None) -> str | None:
    """A filter for one-line fields: line breaks and control characters become blanks, ends are trimmed."""
    return " ".join(CONTROL.sub(" ", text).split()) if text else text


def many_lines(text: str | None) -> str | None:
    """A filter for text areas: one kind of line break, no control characters, ends trimmed."""
    if not text:
        return text
    return CONTROL_BUT_LINES.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def or_none(text: str | None) -> str | None:
    """A filter for optional fields: nothing typed is nothing stored."""
    return text or None


class LateToken(FlaskForm.Meta.csrf_class):  # type: ignore[misc]  # FlaskForm is untyped
    """Signs a form's token when the form is shown: what was sent and is fine never is."""

    def generate_csrf_token(self, field: Any) -> LazyString:
        return LazyString(super().generate_csrf_token, field)


class Email(validators.Email):  # type: ignore[misc]  # WTForms is untyped
    """An address that mails reach. Something longer than any is none; the library would read it letter by letter."""

    def __init__(self, message: Any) -> None:
        super().__init__(message, allow_smtputf8=False)

    def __call__(self, form: Any, field: Any) -> None:
        if len(field.data or "") > LONGEST_EMAIL:
            raise validators.ValidationError(self.message)
        super().__call__(form, field)


class Form(FlaskForm):  # type: ignore[misc]  # FlaskForm is untyped
    """Every form of ours. `version` is the revision the thing had when the form was opened."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf_class = LateToken

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Texts are for fields of text and files for fields of files; a body that is no form has none."""
            wrapped = super().wrap_formdata(form, formdata)
            if wrapped is None or wrapped is formdata:
                return wrapped
            expected = {field.name for field in form if isinstance(field, FileField)}
            files = [(name, file) for name, file in request.files.items(multi=True) if name in expected]
            return CombinedMultiDict([MultiDict(files), request.form]) if files else request.form

        @property
        def locales(self) -> tuple[str]:
            """Whose words WTForms says by itself; it reads them once for each language."""
            return (language(),)

    _refused_with = 422

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        parked: MultiDict[str, str] | None = g.get("parked_form")
        if parked is not None and "formdata" not in kwargs and request.method == "GET":
            kwargs["formdata"] = parked
            g.picked_up = True
        super().__init__(*args, **kwargs)
        if "csrf_token" in self:
            self.csrf_token.render_kw = {"id": False}  # a page may have several forms, and an id only once

    def show(self, refusal: Rejected) -> None:
        """Put a service's refusal beside the field it is about, or above the form."""
        if isinstance(refusal, TooOften):
            self.form_errors.append(_wait(refusal.seconds))
            self._refused_with = 429
            after_this_request(partial(_say_when, refusal.seconds))
            return
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(refusal.reason)
        else:
            field.errors = [*field.errors, refusal.reason]

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form: 422 (RFC 9110) when it was sent and refused, or 429."""
        return self._refused_with if request.method == "POST" and self.errors else 200


def _wait(seconds: int) -> str:
    minutes = -(-seconds // 60)
    if minutes > MANY_MINUTES:
        return str(_("That was too often. Please try again in %(num)s hours.", num=-(-minutes // 60)))
    sentence: str = ngettext(
        "That was too often. Please wait a minute and try again.",
        "That was too often. Please wait %(num)s minutes and try again.",
        minutes,
    )
    return sentence


def _say_when(seconds: int, answer: Response) -> Response:
    answer.headers["Retry-After"] = str(seconds)
    return answer


class VersionedForm(Form):
    """A form that changes something stored: it carries the revision it was opened with and what it showed then.

    `opened` holds one short fingerprint a field, so that of two people's changes those to different fields can
    be joined without asking (see `web.conflicts`).
    """

    version = HiddenField()
    opened = HiddenField()

    def open_at(self, revision: int, stored: Mapping[str, Any]) -> None:
        """Note what the form begins with; a form that was sent (or picked up again) keeps what it carries."""
        if not self.version.data:
            self.version.data = str(revision)
            self.opened.data = ",".join(f"{name}:{fingerprint(value)}" for name, value in stored.items())

    @property
    def version_number(self) -> int:
        return number_or_none(self.version.data) or 0

    def ask_to_read_again(self, revision: int) -> None:
        """What is decided about says something else by now: tell so, and go on from its `revision` (409)."""
        self.version.data = str(revision)
        self.form_errors.append(_("This was changed meanwhile. Please read it again; what you wrote is still here."))
        self._refused_with = 409

    def fingerprints(self) -> dict[str, str]:
        """Field name → fingerprint of the value the form was opened with."""
        pairs = (part.partition(":") for part in (self.opened.data or "").split(","))
        return {name: mark for name, _colon, mark in pairs}

    def values(self) -> dict[str, Any]:
        """What was typed, by field name, in the shape in which it is stored."""
        return {field.name: field.data for field in self if not isinstance(field, HiddenField)}

    def shown(self, name: str, value: Any) -> str:
        """A field's value as a person reads it: the words of choices, one line an item."""
        words = {str(code): str(label) for code, label, *_rest in getattr(self[name], "choices", None) or ()}
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if isinstance(value, list):
            return "\n".join(words.get(str(item), str(item)) for item in value)
        return words.get(str(value), str(value or ""))


def fingerprint(value: Any) -> str:
    """A few letters that differ when the value differs; the order of a list of codes does not count."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = sorted(value)
    text = json.dumps(value or "", sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class ConfirmForm(Form):
    """Just a button, with its CSRF token."""


def safe_next(default: str) -> str:
    """Where `?next=` leads, if that is a page of ours; otherwise `default`."""
    target = request.values.get("next", "")
    is_ours = target.startswith("/") and not target.startswith("//")
    return target if is_ours and target.isprintable() and "\\" not in target else default
