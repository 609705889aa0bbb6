"""Things and deeds that belong together, but are not offered for one another."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 22))


def _score(kind, wanted, offered):
    need, offer = (
        Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text_lang": "de"})
        for direction, title in (("need", wanted), ("offer", offered))
    )
    return JUDGE.verdict(need, offer).score


@pytest.mark.parametrize(
    ("kind", "wanted", "right", "wrong"),
    [
        ("equipment", "Rollstuhl zum Ausleihen", "Rollstuhl, faltbar", "Rollator, faltbar"),
        ("equipment", "Waschmaschine", "Waschmaschine, gebraucht", "Wäschetrockner, gebraucht"),
        ("equipment", "Wasserkocher", "Wasserkocher, 2 Liter", "Kaffeemaschine"),
        ("equipment", "Rasenmäher zum Ausleihen", "Elektrischer Rasenmäher", "Gießkannen und Rechen"),
        ("equipment", "Schlittschuhe", "Schlittschuhe, fast neu", "Inliner, fast neu"),
        ("equipment", "Stromaggregat für den Markt", "Generator mit 3 kW", "Kabeltrommel 50 m"),
        ("equipment", "Trompete", "Trompete für Anfänger", "Blockflöten"),
        ("equipment", "Defibrillator", "Defibrillator zum Üben", "Verbandskasten"),
        ("other", "Schulranzen", "Schulranzen und Schultaschen", "Hefte und Stifte für die Schule"),
        ("other", "Windeln", "Windeln, drei Pakete", "Seife und Shampoo"),
        ("volunteer", "Physik-Nachhilfe", "Nachhilfe in Physik", "Biologie-Nachhilfe"),
        ("volunteer", "Boxtrainerin", "Boxen mit Trainerin", "Trainerin für Gymnastik"),
        ("volunteer", "Bergwanderung führen", "Ich führe Wanderungen", "Spaziergänge"),
        ("volunteer", "Ferienbetreuung", "Ferienprogramm mit Kindern", "Krabbelgruppe leiten"),
        ("volunteer", "Klavierbegleitung", "Pianist begleitet am Klavier", "Klavierstimmerin"),
        ("speaker", "Vortrag über Kindergeld", "Kindergeld und Kinderzuschlag", "Vortrag über Bürgergeld"),
    ],
)
def test_what_belongs_together_is_not_the_same(kind, wanted, right, wrong):
    assert _score(kind, wanted, wrong) < 60 <= _score(kind, wanted, right)
