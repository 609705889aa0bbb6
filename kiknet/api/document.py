"""The addresses, once: views read their parameters here, and so do the OpenAPI document and the page for people."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from kiknet.api.parameters import FILTERS, PAGING, PARAMETERS, WINDOW, Parameter
from kiknet.api.schemas import SCHEMAS, TEXT, ref
from kiknet.i18n import _, _l, as_

VERSION = "1.1.0"
"""Counted up with every change of what is answered: it is part of each answer's ETag."""
BASE = "/api/v1"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Address:
    """One address: `answers` names a schema; `example` is a query, or what stands in the brackets of the path."""

    path: str
    name: str
    summary: Any
    answers: str
    parameters: tuple[str, ...] = ()
    part: str = ""
    example: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        return (*self.parameters, "sprache")

    @property
    def described(self) -> list[Parameter]:
        return [PARAMETERS[name] for name in self.allowed]


_IN_DIRECTORY = ("art", "feld", "stadtteil", "zielgruppe", "gesprochen", "q")
_ON_BOARD = ("richtung", "kategorie", "organisation", "stadtteil", "zielgruppe", "gesprochen", "q")
ADDRESSES = {
    address.name: address
    for address in (
        Address(
            "/occurrences",
            "occurrences",
            _l("What is on: every date in a stretch of days, in order. Without `to`: 30 days."),
            "OccurrenceList",
            (*WINDOW, "event", *FILTERS, *PAGING),
            example="kostenlos=1&limit=5",
        ),
        Address(
            "/events",
            "events",
            _l("Events with a date in a stretch of days. Without `to`: a year."),
            "EventList",
            (*WINDOW, *FILTERS, *PAGING),
            example="zielgruppe=women",
        ),
        Address("/events/{id}", "event", _l("One event, also one that is over."), "Event", part="id"),
        Address(
            "/organisations",
            "organisations",
            _l("The directory of organisations, from A to Z."),
            "OrganisationList",
            (*_IN_DIRECTORY, *PAGING),
            example="gesprochen=uk",
        ),
        Address(
            "/organisations/{slug}",
            "organisation",
            _l("One organisation. A former address leads on to the present one."),
            "Organisation",
            part="slug",
        ),
        Address("/places", "places", _l("Places of public events, by name."), "PlaceList", PAGING),
        Address(
            "/listings",
            "listings",
            _l("What is looked for and offered."),
            "ListingList",
            (*_ON_BOARD, *PAGING),
            example="richtung=gesucht",
        ),
        Address("/listings/{listing}", "listing", _l("One of these."), "Listing", part="listing"),
        Address("/fields", "fields", _l("Fields of action, for `feld`."), "FieldList"),
        Address("/audiences", "audiences", _l("Audiences, for `zielgruppe`."), "WordList"),
        Address("/districts", "districts", _l("Districts and their groups, for `stadtteil`."), "DistrictList"),
        Address("/languages", "languages", _l("Languages, for `gesprochen`."), "WordList"),
        Address("/categories", "categories", _l("What can be looked for and offered, for `kategorie`."), "WordList"),
        Address("/kinds", "kinds", _l("Kinds of organisations, for `art`."), "WordList"),
    )
}


@lru_cache(maxsize=8)
def openapi(base_url: str, network: str, language: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1) in one language."""
    with as_(language):
        found: dict[str, Any] = _plain(
            {
                "openapi": "3.1.1",
                "info": {
                    "title": f"{network} – API",
                    "version": VERSION,
                    "summary": _("Events, their dates, organisations and places: what is public, to be read."),
                    "description": _(
                        "No key, no cookie, any origin. Every answer carries an ETag; ask again with If-None-Match and "
                        "what has not changed is not sent again. New keys may be added, none is renamed or removed."
                    ),
                },
                "servers": [{"url": f"{base_url}{BASE}"}],
                "paths": {address.path: {"get": _operation(address)} for address in ADDRESSES.values()},
                "components": {"schemas": SCHEMAS},
            }
        )
        return found


def _operation(address: Address) -> dict[str, Any]:
    given = {"schema": TEXT if address.part == "slug" else {"type": "integer", "minimum": 1}}
    parts = [{"name": address.part, "in": "path", "required": True, **given}] if address.part else []
    problems = {"400": _("A parameter cannot be understood; `errors` names it.")}
    problems |= {"404": _("There is no such thing, or it is not public.")} if address.part else {}
    ends = address.name in {"event", "listing"}
    problems |= {"410": _("It was public and is over, or was withdrawn.")} if ends else {}
    return {
        "operationId": address.name,
        "summary": address.summary,
        "parameters": [*parts, *(_parameter(parameter) for parameter in address.described)],
        "responses": {
            "200": {
                "description": address.summary,
                "headers": {"ETag": {"schema": TEXT}, "Link": {"schema": TEXT}},
                "content": {"application/json": {"schema": ref(address.answers)}},
            },
            "304": {"description": _("Nothing has changed since the ETag that was sent.")},
            **{status: _problem(description) for status, description in problems.items()},
        },
    }


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {PROBLEM: {"schema": ref("Problem")}}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeats else parameter.schema
    found = {"name": parameter.name, "in": "query", "description": parameter.description, "schema": schema}
    return found | ({"style": "form", "explode": True} if parameter.repeats else {})


def _plain(value: Any) -> Any:
    """With every sentence in the language of the moment."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
