"""What is too small, at another time, or gone, though only the words say so."""

from datetime import date

import pytest

from kiknet.matching import numbers
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import ages, dates, feasts, gone, moments, often
from kiknet.matching.scorer import WordScorer

TODAY = date(2026, 11, 22)
JUDGE = Judge(WordScorer(), TODAY)


def _entry(direction, kind, title, text="", **more):
    return Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text, **more})


def _is_told(kind, need, offer, **wanted):
    return JUDGE.verdict(_entry("need", kind, *need, **wanted), _entry("offer", kind, *offer)).score >= 60


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        ("furniture", ("Bett 140x200",), "90 x 200 cm, mit Lattenrost", "140 x 200 cm, mit Lattenrost"),
        ("furniture", ("Matratze 90x200",), "1,80 m x 2 m", "90 x 200 cm"),
        ("furniture", ("Kleiderschrank, mind. 2 m breit",), "nur 80 cm breit", "2,10 m breit"),
        ("furniture", ("Esstisch für zehn Personen",), "für vier Leute", "ausziehbar, für zwölf Leute"),
        ("furniture", ("Stühle", "50 Stück."), "Es sind noch zwölf da.", "Es sind noch sechzig da."),
        ("equipment", ("Kühlschrank", "Mindestens 300 Liter."), "45 Liter", "320 Liter"),
        ("equipment", ("Fernseher", "Ab 50 Zoll."), '24" mit HDMI', '55" mit HDMI'),
        ("equipment", ("Fahrrad für meine Tochter (6 Jahre)",), "28 Zoll", "20 Zoll"),
        ("equipment", ("Geschirr für 100 Personen",), "Reicht für 12 Personen.", "Reicht für 120 Personen."),
        ("equipment", ("Zelt für 12 Kinder",), "Dreimannzelt", "15 Schlafplätze"),
        ("other", ("Winterjacke für Jungen, 10 Jahre",), "In 98/104", "In 140/146"),
        ("other", ("Winterstiefel Gr. 43",), "Gr. 38", "Gr. 43"),
        ("other", ("Winterjacke, Größe XL",), "Größe S", "In M, L und XL"),
        ("other", ("Nähkurs", "Fünf Plätze für Frauen."), "Ein Platz ist noch frei.", "Sechs Plätze sind noch frei."),
        ("volunteer", ("Mathe 11. Klasse",), "Bis zur 6. Klasse.", "Von der 5. Klasse bis zum Abitur."),
        ("volunteer", ("Babysitter für Säugling",), "Kinder ab drei Jahren.", "Kinder bis 3 Jahre."),
        ("speaker", ("Kochworkshop für 30 Schüler",), "Bis acht Teilnehmer.", "Bis 32 Teilnehmer."),
        ("transport", ("Fahrt zum Museum", "24 Kinder."), "Acht Fahrgäste passen rein.", "Platz für 30 Fahrgäste."),
        ("transport", ("Mitfahrgelegenheit", "Wir sind zu fünft."), "Noch ein Platz frei.", "Noch fünf Plätze frei."),
        ("room", ("Saal für 60 Eltern",), "Für kleine Runden.", "Hell und groß."),
        ("room", ("Kursraum für 22 Leute",), "Bestuhlt für 10.", "Bestuhlt für 25."),
        ("room", ("Lagerraum, mindestens 40 m²",), "2 x 3 Meter.", "6 x 8 Meter."),
        ("room", ("Wohnung für Mann im Rollstuhl",), "4. Stock, kein Aufzug.", "4. Stock, mit Aufzug."),
        ("room", ("قاعة", "سنكون ثمانين شخصا"), "تتسع لعشرين شخصا", "تتسع لمئة شخص"),
        ("volunteer", ("Vorlesen", "Wir treffen uns jeden Mittwoch."), "Einmal im Monat.", "Einmal in der Woche."),
        ("transport", ("Fahrt zur Dialyse", "Dreimal die Woche."), "Einmal monatlich.", "Täglich."),
        ("transport", ("Umzug mit Möbeln",), "Mit meinem Kleinwagen.", "Mit meinem Sprinter."),
        ("equipment", ("Wasserkocher", "5 L"), "1,7 l", "5,5 l"),
        ("furniture", ("Schränke", "Fünf Schränke."), "Einer, aus Eiche.", "Fünf Stück, aus Eiche."),
        ("equipment", ("Kaffeemaschine", "Für 80 Tassen."), "Für 10 Tassen.", "Für 100 Tassen."),
        ("room", ("Seminarraum", "Ganztägig."), "Maximal zwei Stunden.", "Maximal zwölf Stunden."),
        ("transport", ("Transporter für vier Tage",), "Höchstens für einen Tag.", "Höchstens für eine Woche."),
    ],
)
def test_what_is_too_small_for_who_asked_is_not_told_and_what_is_large_enough_is(kind, need, wrong, right):
    title = need[0].split()[0].strip(",")

    assert not _is_told(kind, need, (title, wrong))
    assert _is_told(kind, need, (title, right))


@pytest.mark.parametrize(
    ("kind", "need", "wrong", "right"),
    [
        ("volunteer", ("Begleitung", "Dienstagvormittag."), "Nach Feierabend.", "Vormittags."),
        ("volunteer", ("Kinderbetreuung über Nacht",), "Tagsüber.", "Auch über Nacht."),
        ("volunteer", ("Umzug am Samstag",), "Samstags arbeite ich, sonst gern.", "Samstags gern, sonst arbeite ich."),
        ("volunteer", ("Training am Samstag",), "An Wochenenden keine Zeit.", "Am Wochenende gern."),
        ("volunteer", ("Frühstückstreff", "Immer um 8 Uhr."), "Vor 10 geht gar nichts.", "Vor 10 geht es gut."),
        ("transport", ("Fahrt", "Abfahrt um 4 Uhr."), "Nicht vor 9 Uhr.", "Nicht nach 9 Uhr."),
        ("room", ("Turnhalle dienstags 20 Uhr",), "Hallenschluss ist um 19 Uhr.", "Hallenschluss ist um 22 Uhr."),
        ("room", ("Seminarraum", "9 bis 17 Uhr"), "Ab 14 Uhr frei.", "Ab 8 Uhr frei."),
        ("room", ("Küche", "Freitagabend"), "Mo–Do nutzbar.", "Mo–Fr nutzbar."),
        ("room", ("Saal für Silvester",), "Zwischen Weihnachten und Neujahr geschlossen.", "An Ostern geschlossen."),
        ("room", ("Saal für Iftar",), "Wird bis Ostern renoviert.", "Wird nach Ostern renoviert."),
        ("equipment", ("Beamer", "Am 4. Dezember."), "Erst ab Januar.", "Ab 1. Dezember."),
        ("equipment", ("Nähmaschine ab sofort",), "Bis 20. Februar verliehen.", "Zurück bis 20. Februar."),
        ("equipment", ("Biertische im Juli",), "Im Juli selbst im Einsatz.", "Im August selbst im Einsatz."),
        ("know_how", ("Buchhaltung", "Frist ist der 1. Dezember."), "Ab Februar gern.", "Ab November gern."),
        ("volunteer", ("Betreuung in den Herbstferien",), "Nur in der Schulzeit.", "Nur in den Ferien."),
        ("volunteer", ("Betreuung im August",), "In den Pfingstferien.", "In den Sommerferien."),
        ("volunteer", ("Vorlesen dienstags",), "Dienstags Kurs, sonst jederzeit.", "Dienstags, sonst nie."),
        ("transport", ("Ausflug am Pfingstmontag",), "Nicht an Sonn- und Feiertagen.", "Nicht an Samstagen."),
        ("equipment", ("Heizpilze", "12. bis 14. Dezember"), "Bis 20. Dezember weg.", "Bis 6. Dezember verliehen."),
        ("equipment", ("Planschbecken", "Ab Juni."), "Nur im Mai.", "Nur im Juni."),
        ("transport", ("Fahrt bis Donnerstag",), "Erst ab Mitte Januar.", "Montag bis Mittwoch."),
        ("room", ("Zeltwiese im Juli",), "Vom 15. Juni bis 15. August gesperrt.", "Bis 15. Juni gesperrt."),
        ("volunteer", ("Догляд влітку",), "Влітку мене немає.", "Влітку можу."),
    ],
)
def test_what_is_at_another_time_is_not_told_and_what_is_at_the_same_is(kind, need, wrong, right):
    title = need[0].split()[0]

    assert not _is_told(kind, need, (title, wrong))
    assert _is_told(kind, need, (title, right))


@pytest.mark.parametrize(
    ("text", "is_gone"),
    [
        ("Reserviert für eine Familie.", True),
        ("Kann reserviert werden.", False),
        ("Noch nicht reserviert.", False),
        ("Ist am Samstag abgeholt worden.", True),
        ("Kann am Samstag abgeholt werden.", False),
        ("Hat einen neuen Besitzer gefunden.", True),
        ("Anzeige kann gelöscht werden.", True),
        ("Inzwischen leider verkauft.", True),
        ("Habe wieder Plätze frei.", False),
        ("Im Dezember ausgebucht.", False),
        ("Alle Plätze sind leider belegt.", True),
        ("Wird morgen von einer Familie abgeholt.", True),
        ("Wegen Umbau geschlossen.", True),
        ("Wegen Umbau zu verschenken.", False),
        ("Sorry, it's gone.", True),
        ("Already picked up, thanks!", True),
        ("Verildi, teşekkürler.", True),
        ("Maalesef verildi.", True),
        ("تم إعطاؤها، شكراً", True),
        ("İhtiyacımız kalmadı.", False),
        ("Вже забрали, дякую!", True),
        ("Уже отдали.", True),
    ],
)
def test_what_ana_gave_away_meanwhile_is_heard(text, is_gone):
    assert gone.is_gone(_entry("offer", "furniture", "Sofa", text)) is is_gone


@pytest.mark.parametrize(
    ("text", "is_gone"),
    [
        ("Wir haben inzwischen jemanden, danke.", True),
        ("Hat sich geklärt, wir haben jemanden gefunden.", True),
        ("The last bus has already gone.", False),
    ],
)
def test_what_ben_no_longer_looks_for_is_heard(text, is_gone):
    assert gone.is_gone(_entry("need", "furniture", "Bank", text)) is is_gone


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Kinder von 3 bis 6 Jahren", (3, 6)),
        ("für Jugendliche ab 14", (14, 99)),
        ("Kinder ab 14 Uhr", None),
        ("Kindersitz ab 15 kg", None),
        ("für Erstklässler", (6, 6)),
        ("5.-7. Klasse", (10, 12)),
        ("ab der 8. Klasse", (13, 99)),
        ("Baby, 3 Monate", (0, 1)),
        ("10 Jahre Garantie", None),
        ("2-3 yaş", (2, 3)),
    ],
)
def test_ages_and_classes_are_read_as_years(text, years):
    assert ages.span("", text) == years


def test_the_age_of_who_offers_it_and_of_their_own_children_is_nobodys_else():
    need = _entry("need", "furniture", "Kinderbett", "Unsere Tochter ist 3 Jahre alt.")
    own = _entry("offer", "furniture", "Kinderbett", "Unsere Kinder sind 8 und 10 Jahre und zu groß dafür.")
    homework = _entry("need", "volunteer", "Hausaufgabenhilfe", "Für Kinder von 7 bis 11.")
    pupil = _entry("offer", "volunteer", "Hausaufgabenhilfe", "Schülerin, 17 Jahre.")

    assert not ages.differ(need, own)
    assert not ages.differ(homework, pupil)


def test_days_that_have_a_name_are_found_in_every_year():
    assert feasts.next_time("easter", TODAY) == (date(2027, 3, 25), date(2027, 3, 29))
    assert feasts.next_time("advent", TODAY) == (date(2026, 11, 29), date(2026, 12, 23))
    assert feasts.next_time("christmas_holidays", date(2027, 1, 2))[0] == date(2026, 12, 24)
    assert feasts.next_time("new_years_eve", TODAY) == (date(2026, 12, 31), date(2026, 12, 31))
    assert feasts.next_time("new_year", TODAY) == (date(2027, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("am 20. Dezember", date(2026, 12, 20), date(2026, 12, 20)),
        ("am 5.2.", date(2027, 2, 5), date(2027, 2, 5)),
        ("Ende März", date(2027, 3, 21), date(2027, 3, 31)),
        ("im September 2028", date(2028, 9, 1), date(2028, 9, 30)),
        ("im Herbst 2027", date(2027, 9, 1), date(2027, 11, 30)),
        ("5 грудня", date(2026, 12, 5), date(2026, 12, 5)),
    ],
)
def test_days_months_and_seasons_are_read_as_dates(text, first, last):
    (clause,) = moments.clauses(text)
    (moment,) = moments.named(clause, TODAY)

    assert (moment.first, moment.last) == (first, last)


@pytest.mark.parametrize(
    ("text", "is_shut"),
    [("Ab Oktober.", False), ("Erst wieder ab Oktober.", True), ("Ab Dezember.", True), ("Seit Mai.", False)],
)
def test_what_can_be_had_since_last_month_can_be_had_now(text, is_shut):
    days = dates.shut_days(text, TODAY)

    assert any(first <= TODAY <= last for first, last, _ in days) is is_shut


def test_who_asks_to_be_told_two_weeks_before_is_of_no_use_tomorrow():
    assert not _is_told("transport", ("Umzug schon morgen",), ("Umzug", "Bitte mindestens zwei Wochen vorher."))
    assert _is_told("transport", ("Umzug im Januar",), ("Umzug", "Bitte mindestens zwei Wochen vorher."))


@pytest.mark.parametrize(
    ("text", "times"),
    [("dreimal die Woche", 12), ("alle 14 Tage", 2), ("einmal im Monat", 1), ("haftada iki", 8), ("jeden Freitag", 4)],
)
def test_how_often_is_counted_by_the_month(text, times):
    assert often.often(text) == (times, times)


def test_children_s_chairs_are_no_children():
    assert numbers.people("20 Kinderstühle") is None
    assert numbers.quantity(_entry("need", "furniture", "20 Kinderstühle")) == 20


def test_what_one_clause_denies_the_day_of_another_is_not_touched():
    need = ("volunteer", ("Vorlesen am Dienstag",))

    assert _is_told(*need, ("Vorlesen", "Am Dienstag, keine Vorbereitung nötig. Nicht weit fahren."))
    assert not _is_told(*need, ("Vorlesen", "Dienstags keine Zeit."))


def test_one_cupboard_is_offered_where_the_title_has_no_plural():
    need = ("furniture", ("Schränke fürs Vereinsheim", "Fünf hohe Schränke."))

    assert not _is_told(*need, ("Schrank", "Eiche, 1,90 hoch."))
    assert _is_told(*need, ("Schränke", "Eiche, 1,90 hoch."))


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        (("Beamer", "2026-12-04"), "Abzuholen im Büro Mo–Do bis 16 Uhr, auch am Wochenende zu leihen."),
        (("Biertische", "2026-12-12"), "Im Dezember alles frei außer 19.12."),
        (("Transporter", "2026-11-28"), "Am 28.11. ist noch nichts ausgemacht."),
        (("Pavillon", "2026-12-11"), "Im Dezember ist bisher nichts reserviert."),
        (("Kochplatte", "2027-01-15"), "Termine ab Januar zu vergeben."),
        (("Megafon", "2026-12-10"), "Abends und am Wochenende möglich."),
    ],
)
def test_when_it_is_fetched_and_what_is_free_besides_limits_nothing(need, offer):
    title, day = need
    when = {"type": "dates", "dates": [{"date": day, "from": "18:00", "to": "20:00"}]}

    assert (
        JUDGE.verdict(
            _entry("need", "equipment", title, availability=when), _entry("offer", "equipment", title, offer)
        ).score
        >= 60
    )


def test_helpers_who_moved_away_are_not_the_need_gone():
    assert not gone.is_gone(_entry("need", "volunteer", "Hausaufgabenhilfe", "Zwei sind leider weggezogen."))
    assert not gone.is_gone(_entry("need", "volunteer", "Kochen", "Zu viert geht es nicht mehr. Gesucht: drei Helfer."))
    assert gone.is_gone(_entry("offer", "furniture", "Sofa", "Ist leider schon weg."))


def test_one_who_also_practises_with_grown_ups_is_for_children():
    assert ages.span("Hilfe bei Schulaufgaben", "Ich arbeite gern mit Kindern, auch mit Erwachsenen.") is None


def test_fourteen_o_clock_is_not_fourteen_parents():
    bus = _entry("need", "transport", "Fahrt zum Spiel", "Acht Leute, zurück bis 14 Uhr. Eltern können nicht.")

    assert numbers.capacity(bus) == 8
