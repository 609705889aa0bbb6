"""What one line says, as people type it while others talk."""

from datetime import date, time

import pytest

from kiknet.meeting import lines
from kiknet.meeting.lines import Line, Planned

TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("idee: Sprachcafé | Altstadthaus", Line("Sprachcafé", "idea", "Altstadthaus")),
        ("Idee: Sprachcafé", Line("Sprachcafé", "idea")),
        ("SUCHE: Schiedsrichter | Türk Sport | für Mai", Line("Schiedsrichter", "need", "Türk Sport", "für Mai")),
        ("biete:Saal für 40|Aleviten", Line("Saal für 40", "offer", "Aleviten")),
        ("termin: 8.3. Frauenfrühstück", Line("8.3. Frauenfrühstück", "date")),
        ("Sprachcafé", Line("Sprachcafé")),
        ("Thema: Gesundheit | Mühle", Line("Thema: Gesundheit", "", "Mühle")),
        ("um 15:30 Tee", Line("um 15:30 Tee")),
        ("idee: a | b | c | d", Line("a", "idea", "b", "c | d")),
        ("idee:", Line("", "idea")),
        ("", Line("")),
    ],
)
def test_a_line_is_read(typed, read):
    assert lines.read(typed) == read


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("8.3. Frauenfrühstück", Planned("Frauenfrühstück", date(2027, 3, 8))),
        ("8.3. 9:30 Frauenfrühstück", Planned("Frauenfrühstück", date(2027, 3, 8), time(9, 30))),
        ("8. 3. um 15 Uhr: Tee", Planned("Tee", date(2027, 3, 8), time(15))),
        ("8.3.2028, Tee", Planned("Tee", date(2028, 3, 8))),
        ("8.3.28 Tee", Planned("Tee", date(2028, 3, 8))),
        ("28.2. Tee", Planned("Tee", date(2028, 2, 28))),
        ("2027-04-09 Tee", Planned("Tee", date(2027, 4, 9))),
        ("8.3. 15 Uhr Tee", Planned("Tee", date(2027, 3, 8), time(15))),
        ("31.2. Tee", Planned("31.2. Tee")),
        ("im März Tee", Planned("im März Tee")),
        ("3 Köche kochen", Planned("3 Köche kochen")),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(title, plan):
    assert lines.planned(title, TODAY) == plan


def test_a_few_letters_mean_an_organisation_and_the_exact_name_wins():
    names = {1: "Altstadthaus Kempten", 2: "FC Türk Sport Kempten e.V.", 3: "Kempten"}
    assert lines.meant("alt", names) == [1]
    assert lines.meant("tuerk sport", names) == [2]
    assert lines.meant("kempten", names) == [3]
    assert lines.meant("kemp", names) == [1, 2, 3]
    assert lines.meant("Mühle", names) == []
    assert lines.meant(" ", names) == []
