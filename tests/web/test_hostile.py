"""What nobody means: every form and every address, with everything that can be sent. Never a 500, never a lost text."""

import html
import io
import re
from contextlib import suppress
from functools import cache
from urllib.parse import quote_plus, urlencode

import pytest
import world
from promises import Page
from tables import empty_every_table
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.test import EnvironBuilder

from kiknet.db import is_sqlite
from kiknet.web.public import is_public
from kiknet.web.requests import OurRequest

MARK = "Würmchen-7"
LONG = f"{MARK} " + "lang " * 20_000
TEXTS = {
    "control characters": f"{MARK}\0\x01\x1b[31m\x7f\x85\u2028 \u202e\u2066\u200f 🧑🏽‍🤝‍🧑🏻 Z̷̢̧a̸l̵g̶o̷ \ufdd0\uffff",
    "markup": f"{MARK}<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{{{7*7}}}}%s%(name)s{{0}}' OR 1=1 --",
    "line breaks": f"{MARK}\r\nBcc: x@example.com\r\n\r\nBEGIN:VEVENT;,\\ %_|de|",
    "100 kB": f"{MARK} " + "lang " * 20_000,
}
VALUES = {
    "nothing": "",
    "blanks": " \t\r\n ",
    "NUL": "\0",
    "beyond 32 bits": str(2**31),
    "beyond 64 bits": "-" + str(2**63),
    "thousands of digits": "9" * 5000,
    "superscript": "²",
    "year 0": "0000-00-00",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "an address": "//[",
}
HARMLESS = {"blanks", "superscript", "year 0", "an address"}
"""Short texts of ordinary characters, which every database takes and finds: what they break, they break in Python."""
PASSWORDS = {"password", "new_password", "current_password", "proof", "code"}
ACCEPTABLE = {200, 204, 301, 302, 303, 308, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}
DESTRUCTIVE = {
    "accounts.sign_out", "accounts.leave", "accounts.end_other_devices", "organisations.move", "organisations.merge",
    "organisations.remove",
}  # fmt: skip
KEYS = """
von bis organisation feld stadtteil zielgruppe gesprochen kostenlos rollstuhl q sprache ansicht woche druck seite
zeit kopie tag was zustand art buchstabe next geparkt vorlage endpoint slug year month event_id _external _scheme
_anchor _method merge-into fassung-title
"""


def once(cases, of):
    """The `cases`; those `of` which a database gets to see no more than of the others are tried on SQLite alone."""
    return [pytest.param(case, marks=[pytest.mark.sqlite] * (case in of), id=str(case)) for case in cases]


@pytest.fixture
def stage(app):
    return world.build()


def person_for(rule):
    """Who may do it: the office on its own pages and with the entries of others, otherwise Ana."""
    deeds = {"calendar.approve", "calendar.return_", "calendar.reject", "calendar.hide", "calendar.restore"}
    return "olga" if rule.rule.startswith("/buero") or rule.endpoint in deeds else "ana"


def rules(app, method):
    return [rule for rule in app.url_map.iter_rules() if method in rule.methods and rule.endpoint != "static"]


def fields_of(page):
    """The names of all fields on a page, with those of buttons, in the order of the page."""
    found = re.findall(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"]+)"', page)
    return [name for name in dict.fromkeys(found) if name != "csrf_token"]


BEHIND_A_BUTTON = ["email", "role", "reason", "target", "merge-into", "organiser", "answer", "text", "trust", "next"]
"""The fields of what has no page of its own."""


class Sweep:
    """Sends something to every address, as the person who may and, where everybody may, as a stranger."""

    def __init__(self, app, stage):
        self.app, self.stage = app, stage
        self.browsers = {who: app.test_client().as_(getattr(stage.cast, who)) for who in ("ana", "olga")}

    def everybody(self, method):
        """(rule, browser) for each address and who may ask there."""
        for rule in rules(self.app, method):
            if method == "POST" and rule.endpoint in DESTRUCTIVE:
                continue
            yield rule, self.browsers[person_for(rule)]
            if is_public(self.app.view_functions[rule.endpoint]):
                yield rule, self.app.test_client()

    def send(self, **how):
        for rule, browser in self.everybody("POST"):
            answer = browser.post(self.stage.path(rule), **how)
            assert answer.status_code in ACCEPTABLE, (rule.rule, answer.status_code)

    def ask(self, query):
        query = query if isinstance(query, str) else urlencode(query)
        for rule, browser in self.everybody("GET"):
            answer = browser.get(self.stage.path(rule), query_string=query)
            assert answer.status_code in ACCEPTABLE, (rule.rule, answer.status_code)

    def forms(self):
        """(rule, browser, names of its fields), the names read from the page."""
        for rule, browser in self.everybody("POST"):
            if rule.endpoint not in NAMES:
                page = browser.get(self.stage.path(rule)).text if "GET" in rule.methods else ""
                NAMES[rule.endpoint] = fields_of(page) or BEHIND_A_BUTTON
            yield rule, browser, NAMES[rule.endpoint]


NAMES = {}
encoded = cache(quote_plus)


def typed(sent):
    """A form as browsers send it; the same long text in every field is encoded once."""
    data = "&".join(f"{encoded(name)}={encoded(text)}" for name, text in sent.items())
    return {"data": data, "content_type": "application/x-www-form-urlencoded"}


def assert_nothing_is_lost(answer, sent, rule):
    """A refused form shows what was typed into the fields that are shown as text.

    Only for forms with a page of their own: a page with several forms shows one of them as it was sent.
    """
    assert answer.status_code in ACCEPTABLE, (rule.rule, answer.status_code)
    if answer.status_code not in {409, 422, 429} or "GET" not in rule.methods:
        return
    page = Page()
    page.feed(answer.text)
    shown = {field.get("name", "") for tag, field in page.fields if _is_typed(tag, field)}
    values = values_of(answer.text)
    for name in shown & set(sent) - PASSWORDS - {"whose"}:  # says whose password it is, for password managers
        if MARK in sent[name]:
            assert MARK in values.get(name, ""), (rule.rule, name)


TYPED = {"text", "email", "search", "url", "tel"}


def _is_typed(tag, field):
    """What people write by hand; a choice that is none of ours is not put back into a list."""
    return tag == "textarea" or (tag == "input" and field.get("type", "text") in TYPED)


def values_of(page):
    """What stands in each field, by its name; of several with a name, in the first."""
    areas, inputs = {}, {}
    for field in FIELD.finditer(page):
        name = NAME.search(field[2])
        if name and field[1] == "textarea":
            areas.setdefault(name[1], html.unescape(page[field.end() : page.find("</textarea>", field.end())]))
        elif name:
            value = VALUE.search(field[2])
            inputs.setdefault(name[1], html.unescape(value[1]) if value else "")
    return inputs | areas


FIELD = re.compile(r"<(textarea|input)\b([^>]*)>")
NAME, VALUE = re.compile(r'\bname="([^"]+)"'), re.compile(r'\bvalue="([^"]*)"')


@pytest.fixture
def sweep(app, stage):
    return Sweep(app, stage)


@pytest.mark.parametrize("what", TEXTS)
def test_no_text_breaks_a_form_or_is_lost(sweep, what):
    for rule, browser, names in sweep.forms():
        sent = dict.fromkeys(names, TEXTS[what])
        assert_nothing_is_lost(browser.post(sweep.stage.path(rule), **typed(sent)), sent, rule)


@pytest.mark.parametrize("what", once(VALUES, HARMLESS))
def test_no_value_breaks_a_form(sweep, what):
    for rule, browser, names in sweep.forms():
        answer = browser.post(sweep.stage.path(rule), **typed(dict.fromkeys(names, VALUES[what])))
        assert answer.status_code in ACCEPTABLE, (rule.rule, answer.status_code)


GOOD = {
    "title": "Konzert", "first_day": "9.3.2027", "starts": "18:00", "ends": "20:00", "place_name": "Market Square",
    "name": "Frauentreff", "kind": "culture", "message": "Wir singen jeden Freitag.", "display_name": "Dilek",
    "email": "dilek@example.org", "role": "viewer", "reason": "Darum.", "text": "Ein Text", "language": "de",
    "visibility": "public", "scheduling": "confirmed", "cost": "free", "registration": "none",
    "place_district_number": "", "place_wheelchair": "unknown", "wheelchair": "unknown", "district_number": "",
    "has_lift": "", "has_accessible_toilet": "", "has_hearing_loop": "", "contacts-0-kind": "email",
}  # fmt: skip
WRONG = ("", "²", "9" * 5000, "-1", "0001-01-01", "9999-12-31", TEXTS["control characters"])
EVENT, PROFILE, APPLY, PLACE = "/mein/veranstaltungen/neu", "/mein/organisation", "/mitmachen", "/buero/orte/{place}"


@pytest.mark.parametrize("address", [EVENT, PROFILE, APPLY, PLACE])
def test_one_wrong_field_among_good_ones_keeps_everything(sweep, stage, address):
    """Field by field, so that no refusal hides the next one."""
    address = address.format(place=stage.cast.square.id)
    browser = sweep.browsers["olga" if address.startswith("/buero") else "ana"]
    names = fields_of(browser.get(address).text)
    for name in names:
        for value in WRONG if is_sqlite() else WRONG[2:]:  # an empty text and a letter PostgreSQL takes as well
            sent = {key: text for key, text in GOOD.items() if key in names} | {name: value}
            answer = browser.post(address, data=sent)
            assert answer.status_code in {200, 303, 403, 404, 409, 422, 429}, (name, value[:20], answer.status_code)
            if answer.status_code == 422 and "title" in names and name != "title":
                assert values_of(answer.text)["title"] == "Konzert", name


ARRAYS = [
    {"title": ["eins", "zwei"], "first_day": ["9.3.2027", "10.3.2027"], "is_all_day": ["y", "n"]},
    {"fields": ["sprache-bildung"] * 50, "audiences": ["nobody", "women"], "spoken": [""]},
    {"contacts-0-value": "x", "contacts-²-value": "x", "contacts-99999999999999999999-kind": "x", "contacts-": ""},
    {"contacts-0-kind": "ghost", "contacts-0-value": "x", "contacts-0-is_public": "maybe"},
    {"version": "9" * 4999, "opened": "x:y,,:::", "key": "\0", "kept_picture": "W10.x", "acting_for": "9" * 40},
    {"version": "-1", "opened": "title:" + "0" * 60_000, "key": "0" * 36, "acting_for": "abc"},
    {f"field{number}": "x" for number in range(900)},
    {"title\0": "x", "ti\u202etle": "x", "a" * 5000: "x", "": "x", "title[]": "x", "title[0]": "x"},
]
NOBODY_ASKS = {6, 7}


@pytest.mark.parametrize("number", once(range(len(ARRAYS)), NOBODY_ASKS))
def test_arrays_ghosts_and_strange_names(sweep, number):
    sweep.send(data=ARRAYS[number])


BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "json": (b'{"title": {"a": [1]}}', "application/json"),
    "no type": (b"title=x", ""),
    "a type of nothing": (b"title=x", "x/y; charset=utf-99"),
    "surrogates": (b"title=%ED%A0%80%ED%BF%BF&description=%FF%FE&text=%C0%80", "application/x-www-form-urlencoded"),
    "another charset": ("title=Würmchen".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "multipart without boundary": (b"--x\r\n", "multipart/form-data"),
    "broken multipart": (b'--x\r\nContent-Disposition: form-data; name="a"\r\n', "multipart/form-data; boundary=x"),
    "multipart of nonsense": (b"\x00\xff" * 2000, "multipart/form-data; boundary=x"),
    "a file where a text belongs": (
        b'--x\r\nContent-Disposition: form-data; name="title"; filename="a\x00.txt"\r\n'
        b"Content-Type: image/png\r\n\r\nx\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "a text where a file belongs": (
        b'--x\r\nContent-Disposition: form-data; name="picture"\r\n\r\nx\r\n'
        b'--x\r\nContent-Disposition: form-data; name="logo"\r\n\r\nx\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "too many parts": (
        b"".join(b'--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n' for _ in range(1500)) + b"--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "too much text": (b"text=" + b"x" * 1_200_000, "application/x-www-form-urlencoded"),
}  # fmt: skip


def read_as_nothing(what):
    """Not a field of it is read, so that it comes to the same as what is empty."""
    body, content_type = BODIES[what]
    environ = EnvironBuilder(method="POST", data=body, content_type=content_type).get_environ()
    with OurRequest(environ) as request, suppress(RequestEntityTooLarge):
        return bool(body) and not request.form and not request.files
    return True


NOT_READ = {*filter(read_as_nothing, BODIES), "too much text"}


@pytest.mark.parametrize("what", once(BODIES, NOT_READ))
def test_no_body_breaks_an_address(sweep, what):
    body, content_type = BODIES[what]
    sweep.send(data=body, content_type=content_type)


def pictures():
    from PIL import Image

    made = {}
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"):
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "olive").save(file, kind)
        made[kind] = file.getvalue()
    whole = dict(made)
    made |= {f"half a {kind}": data[: len(data) // 2] for kind, data in whole.items()}
    made |= {f"a bent {kind}": data[:20] + b"\xff\x00\xff" * 5 + data[35:] for kind, data in whole.items()}
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return made | {"a bomb": bomb.getvalue(), "nothing": b"", "svg": svg, "html": b"<script>alert(1)</script>"}


@pytest.mark.sqlite  # every one is refused before anything is stored
def test_no_file_breaks_a_form_or_is_served_as_it_came(sweep, settings):
    browser = sweep.browsers["ana"]
    for what, data in pictures().items():
        for address, name in ((EVENT, "picture"), (PROFILE, "logo")):
            file = (io.BytesIO(data), "../../etc/p\0asswd.png", "image/png")
            sent = GOOD | {"title": "", "name": "", name: file, "picture_alt": MARK, "logo_alt": MARK}
            answer = browser.post(address, data=sent, content_type="multipart/form-data")
            assert answer.status_code == 422, (what, address)
            assert MARK in answer.text, (what, address)

    stored = {path.suffix for path in settings.uploads.iterdir() if path.is_file()}
    assert stored == {".webp"}


@pytest.mark.parametrize(
    "what",
    once(["nothing", "NUL", "beyond 64 bits", "superscript", "the last day", "an address", "markup"], HARMLESS),
)
def test_no_query_breaks_a_page(sweep, what):
    sweep.ask([(key, (VALUES | TEXTS)[what]) for key in KEYS.split()])


QUERIES = [
    "druck=1" + "".join(f"&{k}={'a' * 79}{n}" for k in ("organisation", "feld", "gesprochen") for n in range(9)),
    "q=" + "+".join(f"ab{n}" for n in range(3000)),
    "q=" + "%F0%9F%A7%91" * 500,
    "%00=%00&=&&;%ff=%ff&q=%ff%fe%00",
    "seite=99999999999999999999999&ansicht=liste",
    "von=2099-12-31&bis=2099-12-31&ansicht=monat",
    "woche=2099-W53&ansicht=woche",
    "woche=2000-W01",
    "von=2000-01-01",
    "&".join(f"k{number}=1" for number in range(2000)),
]
OF_THIS_CENTURY, UNKNOWN = {5, 6, 7, 8}, {9}


@pytest.mark.parametrize("number", once(range(len(QUERIES)), OF_THIS_CENTURY | UNKNOWN))
def test_no_strange_query_breaks_a_page(sweep, number):
    sweep.ask(QUERIES[number])


PARTS = [
    "0", "-1", "2147483648", "9223372036854775808", "9" * 400, "%00", "a%0d%0ab", "%ff", "..%2f..", "x" * 3000, "²",
]  # fmt: skip
ORDINARY = {"-1", "a%0d%0ab", "%ff", "..%2f..", "²"}
"""A letter like others once it is decoded, or stopped before any view sees it."""


@pytest.mark.parametrize("part", once(PARTS, ORDINARY))
def test_no_part_of_a_path_breaks_an_address(sweep, part):
    for rule in sweep.app.url_map.iter_rules():
        if not rule.arguments:
            continue
        address = re.sub(r"<[^>]+>", part, rule.rule)
        for method in rule.methods & {"GET", "POST"}:
            answer = sweep.browsers[person_for(rule)].open(address, method=method)
            assert answer.status_code in ACCEPTABLE, (address, answer.status_code)


def test_what_was_stored_with_all_this_is_shown_everywhere(app):
    """Whatever was accepted stands on pages, in feeds and in mails, and breaks none of them."""
    for what, text in TEXTS.items():
        empty_every_table()
        sweep = Sweep(app, world.build())
        ana, olga = sweep.browsers.values()
        short = text[:100]
        ana.post(
            EVENT, data=GOOD | {"title": short, "description": text[:9000], "topics": short[:30], "place_name": short}
        )
        ana.post(
            PROFILE,
            data=GOOD
            | {"name": short, "description": text[:7000], "contacts-0-kind": "phone", "contacts-0-value": short},
        )
        ana.post(APPLY, data=GOOD | {"name": short + "x", "message": text[:1900], "andere": "1"})
        app.test_client().post("/organisationen/choir/kontakt", data=GOOD | {"message": text[:4000] + "x" * 10})
        olga.post("/buero/rechtstexte/imprint/de", data={"text": text[:50_000], "version": "0"})
        for rule, browser in sweep.everybody("GET"):
            answer = browser.get(sweep.stage.path(rule))
            assert answer.status_code in ACCEPTABLE, (what, rule.rule, answer.status_code)
            if answer.mimetype == "text/html":  # a calendar's text is never run
                assert b"<script>alert(1)" not in answer.data, (what, rule.rule)
            assert b"\r\nBcc" not in answer.data, (what, rule.rule)
