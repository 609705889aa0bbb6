"""German and English are always complete: English is the message itself, German is in the catalogues."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from markupsafe import Markup

from kiknet import catalogues
from kiknet.i18n import _, _l, ngettext

ROOT = Path(__file__).parent.parent
METHODS = [
    ("kiknet/**.py", "python"),
    ("templates/**.html", "jinja2.ext:babel_extract"),
    ("templates/**.txt", "jinja2.ext:babel_extract"),
]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def _messages():
    keywords = {"_": None, "_l": None, "ngettext": (1, 2), "gettext": None, "lazy_gettext": None}
    options = {"templates/**.html": {"trimmed": "true"}, "templates/**.txt": {}}
    for name, line, message, _comments, _context in extract_from_dir(ROOT, METHODS, options, keywords):
        if not name.startswith((".", "tests")):
            yield f"{name}:{line}", message


def test_every_sentence_has_its_german():
    german = catalogues.joined(catalogues.FOLDER / "de")

    missing = []
    for where, message in _messages():
        singular = message[0] if isinstance(message, tuple) else message
        found = german.get(singular)
        if found is None or not found.string or (isinstance(found.string, tuple) and not all(found.string)):
            missing.append(f"{where} {singular!r}")

    assert missing == []


def test_german_keeps_every_placeholder():
    for message in catalogues.joined(catalogues.FOLDER / "de"):
        wanted = message.id if isinstance(message.id, tuple) else (message.id,)
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        names = {name for text in wanted for name in PLACEHOLDER.findall(text)}
        assert {name for text in given for name in PLACEHOLDER.findall(text)} <= names, message.id
        assert set(PLACEHOLDER.findall(given[-1])) == set(PLACEHOLDER.findall(wanted[-1])), message.id


def test_no_translation_is_left_over():
    used = {m if isinstance(m, str) else m[0] for _where, m in _messages()}

    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalogues.joined(catalogues.FOLDER / "de") if m.id}

    assert known - used == set()


def test_a_name_that_ends_in_a_full_stop_ends_the_sentence_too():
    assert _("You act for %(name)s.", name="Haus e.V.") == "You act for Haus e.V."
    assert _("You act for %(name)s.", name="Haus") == "You act for Haus."
    assert _("%(name)s. And more", name=Markup("Haus <i>e.V.</i>.")) == "Haus <i>e.V.</i>. And more"
    assert str(_l("%(name)s, you and %(name)s.", name="Haus e.V.")) == "Haus e.V., you and Haus e.V."
    assert ngettext("%(num)s of %(name)s.", "%(num)s of %(name)s.", 2, name="Haus e.V.") == "2 of Haus e.V."


def test_in_templates_names_end_the_sentence_too(app):
    with app.test_request_context():
        page = app.jinja_env.from_string('{{ _("%(name)s leads it.", name=name) }} {{ _("of %(name)s.", name=name) }}')
        assert page.render(name="Haus & Hof e.V.") == "Haus &amp; Hof e.V. leads it. of Haus &amp; Hof e.V."
