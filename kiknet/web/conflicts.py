"""Two people change the same thing: who comes second sees both texts where they differ, and chooses.

A view opens its `VersionedForm` with `form.open_at(thing.revision, stored)`, calls `settle` before validating, and
when the service raises `ChangedMeanwhile` shows the form again (409) with the differences `join` returns.
`stored` holds what the database has now, by field name, in the shape of `form.values()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from kiknet.web.forms import VersionedForm, fingerprint

CHOICE = "fassung-"


@dataclass(frozen=True)
class Difference:
    """One field both have changed, in words: what is stored now and what was typed."""

    name: str
    label: str
    theirs: str
    yours: str


def join(form: VersionedForm, stored: Mapping[str, Any], revision: int) -> list[Difference]:
    """Bring the form up to what is `stored` at `revision`; returns the fields that are left to choose.

    Fields the person left alone take the stored value; all others keep what was typed.
    """
    yours, opened = form.values(), form.fingerprints()
    untouched = {name for name in stored if fingerprint(yours.get(name)) == opened.get(name)}
    differing = [
        name
        for name in stored
        if name not in untouched and fingerprint(stored[name]) not in {fingerprint(yours.get(name)), opened.get(name)}
    ]
    differences = [
        Difference(name, str(form[name].label.text), form.shown(name, stored[name]), form.shown(name, yours.get(name)))
        for name in differing
    ]
    _fill(form, {**yours, **{name: stored[name] for name in untouched}})
    form.version.data = None
    form.open_at(revision, stored)
    return differences


def settle(form: VersionedForm, stored: Mapping[str, Any]) -> None:
    """Take the stored value of every field for which the person chose the other text."""
    chosen = [name for name in stored if request.form.get(CHOICE + name) == "theirs"]
    if chosen:
        _fill(form, {**form.values(), **{name: stored[name] for name in chosen}})


def _fill(form: VersionedForm, values: Mapping[str, Any]) -> None:
    kept = {field.name: field.data for field in form if field.name not in values and field.name != "csrf_token"}
    form.process(formdata=None, data={**kept, **values})
