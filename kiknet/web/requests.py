"""What a browser may send at all: one home for what no text, no number and no address of ours ever holds.

PostgreSQL keeps no NUL in a text and no number beyond 32 bits in an id; both can be typed into an address by anybody.
"""

import io
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict, iter_multi_items
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import BaseConverter, IntegerConverter, Map, Rule, UnicodeConverter, ValidationError

LARGEST_NUMBER = 2**31 - 1
_KEY = re.compile(r"[A-Za-z0-9_-]{1,100}")
_DIGITS = re.compile(r"[0-9]{1,10}")


def whole_number(text: str) -> int:
    """`text` as a number that can be somebody's id or revision; `ValueError` for anything else."""
    number = int(text) if _DIGITS.fullmatch(text) else -1
    if not 0 <= number <= LARGEST_NUMBER:
        raise ValueError("not a number we know")
    return number


def number_or_none(text: str | None) -> int | None:
    """The same for what somebody typed or chose; None for anything else."""
    try:
        return whole_number(text or "")
    except ValueError:
        return None


class Fields(ImmutableMultiDict[str, Any]):
    """Query and form: keys that are none of ours are passed over, texts lose their NULs."""

    def __init__(self, mapping: Any = None) -> None:
        super().__init__([(k, _bare(v)) for k, v in iter_multi_items(mapping or ()) if _KEY.fullmatch(k)])


def _bare(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


class OurRequest(Request):
    """HEAD is a GET whose body is not sent (RFC 9110, 9.3.2): the server sees to that, and views need not know."""

    parameter_storage_class = Fields

    def __init__(self, environ: dict[str, Any], *args: Any, **options: Any) -> None:
        super().__init__(environ, *args, **options)
        self.path = _bare(self.path)
        if self.method == "HEAD":
            self.method = "GET"

    def _load_form_data(self) -> None:
        """What is too large counts as nothing, so that the page that says so can be shown."""
        try:
            super()._load_form_data()
        except RequestEntityTooLarge:
            self.__dict__.update(form=Fields(), files=Fields(), stream=io.BytesIO())
            raise


class Part(UnicodeConverter):
    """A part of a path, without control characters."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **options)
        self.regex = self.regex.replace("[^/]", r"[^/\x00-\x1f\x7f]")


class Number(IntegerConverter):
    """An id in a path: what cannot be one leads nowhere."""

    def to_python(self, value: str) -> Any:
        try:
            whole_number(value)
        except ValueError:
            raise ValidationError from None
        return super().to_python(value)


class Day(BaseConverter):
    """A day in a path, as ISO 8601 writes it: what is none leads nowhere."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError from None

    def to_url(self, value: date) -> str:
        return value.isoformat()


class LateRule(Rule):
    """Werkzeug compiles two functions for each address at start; here each is made for its first link.

    There are hundreds, and making them took a tenth of the start. Should Werkzeug rename what is overridden here, they
    are made at start again, and nothing else changes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        make = cache(super()._compile_builder)
        return lambda rule, **values: make(append_unknown)(rule, **values)


def init_app(app: Flask) -> None:
    """Before any address is registered."""
    app.request_class = OurRequest
    app.url_rule_class = LateRule
    app.url_map.converters |= {"default": Part, "string": Part, "int": Number, "day": Day}
    app.before_request(_read_form)


def _read_form() -> None:
    """Once, before anybody asks for a field: what is too large is refused here and nowhere else."""
    if "CONTENT_LENGTH" in request.environ or "HTTP_TRANSFER_ENCODING" in request.environ:  # RFC 9112, 6
        request.form  # noqa: B018 - reads it
