"""What people shorten on their phones is read in full; names, measures and addresses stay as they are."""

import pytest

from kiknet.wording.short_forms import spelled_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("uns fehlt jmd der aufpasst", "uns fehlt jemand der aufpasst"),
        ("Tisch u 4 Stühle f. Verein", "Tisch und 4 Stühle für Verein"),
        ("hab nen beamer, gibts gratis", "habe einen beamer, gibt es gratis"),
        ("12 stk. m. kopfhörer", "12 Stück mit kopfhörer"),
        ("dt.-ukr. Tandem", "deutsch-ukrainisch Tandem"),
        ("Arab./dt.", "arabisch/deutsch"),
        ("Raum fuer 20 Gaeste, moechten ueber Mittag", "Raum für 20 Gäste, möchten über Mittag"),
        ("is nimmer da", "ist nicht mehr da"),
    ],
)
def test_ana_types_on_her_phone(typed, meant):
    assert spelled_out(typed, "de") == spelled_out(typed, None) == meant


@pytest.mark.parametrize(
    "text",
    [
        "U13 und U-Bahn", "Tel. u. Mail, Chöre u. a.", "Kabel, 5 m. lang", "Franz Huber", "www.u.de",
        "Arabien und Stadt", "Is-haus.de", "Jmdn.example.org",
    ],
)  # fmt: skip
def test_what_only_looks_short_stays(text):
    assert spelled_out(text, "de") == text


def test_every_language_has_its_own_short_forms():
    assert spelled_out("im looking for sb, pls help", "en") == "I am looking for somebody, please help"
    assert spelled_out("im Haus net u", "tr") == "im Haus net u"
