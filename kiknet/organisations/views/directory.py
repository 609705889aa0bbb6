"""The directory of organisations, from A to Z."""

from flask import render_template, request

from kiknet.fold import fold
from kiknet.i18n import _
from kiknet.organisations import directory
from kiknet.organisations.choices import languages
from kiknet.organisations.views.blueprint import bp
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words
from kiknet.web.pagination import page_number, paginate
from kiknet.web.public import public
from kiknet.web.templating import here

KEYS = ("art", "feld", "stadtteil", "gesprochen", "zielgruppe")
LONGEST_TEXT = 100
MOST_VALUES = 20


@bp.get("/organisationen")
@public
def index() -> str:
    asked = {key: request.args.getlist(key)[:MOST_VALUES] for key in KEYS}
    wanted = directory.Filter(
        text=request.args.get("q", "")[:LONGEST_TEXT],
        kinds=asked["art"],
        fields=asked["feld"],
        districts=vocabulary.districts_meant(asked["stadtteil"]) or asked["stadtteil"],
        languages=asked["gesprochen"],
        audiences=asked["zielgruppe"],
        letter=fold(request.args.get("buchstabe", ""))[:1],
    )
    choices = {
        "art": (_("Kind of organisation"), words.kind_choices()),
        "feld": (_("Field of action"), vocabulary.field_choices()),
        "stadtteil": (_("District"), vocabulary.district_choices_with_groups()),
        "zielgruppe": (_("For whom"), words.audience_choices()),
        "gesprochen": (_("Languages spoken"), languages(asked["gesprochen"], len(words.MOST_SPOKEN))),
    }
    return render_template(
        "organisations/index.html",
        page=paginate(directory.organisations_found(wanted), page_number()),
        number=directory.number_of(wanted),
        initials=directory.initials(wanted),
        wanted=wanted,
        asked=asked,
        choices=choices,
        active=_active(asked, choices),
        here=here,
        kind_name=words.kind_name,
        field_names=dict(choices["feld"][1]),
    )


def _active(
    asked: dict[str, list[str]], choices: dict[str, tuple[str, list[tuple[str, str]]]]
) -> list[tuple[str, str]]:
    """(what is filtered, address without it) for every filter in the address."""
    shown = []
    for key, values in asked.items():
        names = dict(choices[key][1])
        for value in values:
            rest = [v for v in values if v != value]
            shown.append((names.get(value, value), here(**{key: rest or None, "seite": None})))
    return shown
