"""When Ana needs her things herself, and what only looks like a time."""

from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import when
from kiknet.matching.scorer import WordScorer

DAY = date(2026, 11, 22)
JUDGE = Judge(WordScorer(), DAY)


def _is_told(kind, need, offer):
    entries = (
        Entry.read({"id": direction, "direction": direction, "kind": kind, "title": title, "text": text})
        for direction, (title, text) in (("need", need), ("offer", offer))
    )
    return JUDGE.verdict(*entries).score >= 60


@pytest.mark.parametrize(
    ("kind", "need", "text"),
    [
        ("equipment", ("Pavillon", "Am 12. Dezember."), "Wir verleihen, was wir sonst nur im Sommer brauchen."),
        ("equipment", ("Pavillon", "Am 12. Dezember."), "Nur am 5./6.12. brauchen wir alles selber."),
        ("transport", ("Transporter", "Am 28. November."), "Ab Dezember kostet er 20 Euro."),
        ("equipment", ("Beamer", "Jeden Donnerstag."), "Mittwochs läuft er bei uns im Seniorenkino."),
        ("volunteer", ("Aufbau", "Am 17. Dezember."), "Ab dem 10. Dezember habe ich Zeit."),
        ("equipment", ("Beamer", "Am 5. Dezember."), "Jederzeit, nur am 6. Dezember nicht."),
        ("equipment", ("Beamer", "Am 5. Dezember."), "Am 6.12. verliehen."),
        ("room", ("Proberaum", "Jeden Donnerstag."), "Donnerstags steht er frei."),
        ("room", ("Proberaum", "Donnerstagvormittag."), "Donnerstags probt ab 19 Uhr der Chor."),
        ("volunteer", ("Vorlesen", "Am ersten Montag im Monat."), "An jedem ersten und dritten Montag im Monat."),
        ("volunteer", ("Vorlesen", "Montags."), "Montags in den geraden Wochen."),
        ("volunteer", ("Kinderbetreuung", "Nachmittags ab 16 Uhr."), "Bin erst nach 15 Uhr von der Arbeit zurück."),
    ],
)
def test_what_limits_nothing_keeps_nobody_apart(kind, need, text):
    assert _is_told(kind, need, (need[0], text))


@pytest.mark.parametrize(
    ("kind", "need", "text"),
    [
        ("equipment", ("Pavillon", "An Pfingsten."), "Verleihen wir nur von Oktober bis März."),
        ("equipment", ("Pavillon", "Am 10. Juli."), "Im Sommer nutzen wir ihn selber."),
        ("equipment", ("Pavillon", "Am 5. Dezember."), "Nur am 5./6.12. brauchen wir alles selber."),
        ("volunteer", ("Kinderbetreuung", "Am Vormittag."), "Bin erst nach 15 Uhr von der Arbeit zurück."),
        ("room", ("Proberaum", "Ab 21 Uhr."), "Um acht muss Ruhe sein."),
        ("room", ("Proberaum", "Ab 21 Uhr."), "Nur bis 8 Uhr abends."),
        ("equipment", ("Beamer", "Jeden Donnerstag."), "Donnerstags läuft er bei uns im Seniorenkino."),
        ("room", ("Proberaum", "Jeden Donnerstag."), "Donnerstags ist bei uns Chorprobe."),
        ("transport", ("Fahrdienst", "Montag 9 Uhr."), "Montags ist mein freier Tag, da fahre ich nicht."),
        ("volunteer", ("Begleitung", "Am Vormittag."), "Ich arbeite vormittags, ab zwei bin ich frei."),
        ("volunteer", ("Vorlesen", "Am ersten Montag im Monat."), "Am zweiten und vierten Montag im Monat."),
        ("volunteer", ("Vorlesen", "Montags in ungeraden Wochen."), "Montags in geraden Kalenderwochen."),
        ("volunteer", ("Vorlesen", "Jede Woche."), "Alle zwei Monate."),
        ("volunteer", ("Aufbau", "Am 17. Dezember."), "Ab dem 20. Dezember habe ich Zeit."),
        ("volunteer", ("Begleitung", "Donnerstag um 10 Uhr."), "Donnerstags bin ich an der Uni."),
        ("transport", ("Kleinbus", "An Pfingsten."), "An langen Wochenenden und Feiertagen ist er weg."),
        ("room", ("Wiese", "Am 10. Juli."), "Wird von Juni bis August als Parkplatz gebraucht."),
        ("equipment", ("Beamer", "Am 6. Dezember."), "Jederzeit, nur am 6. Dezember nicht."),
        ("volunteer", ("Lernhilfe", "Zweimal wöchentlich."), "Ein Samstag im Monat."),
        ("volunteer", ("Vorlesen", "Mittwochabend."), "Mittwochs hab ich Kinder, Mo und Di abends geht."),
        ("volunteer", ("Nachhilfe", "Vier Stunden pro Woche."), "Eine Stunde im Monat."),
        ("room", ("Seminarraum", "In der Karwoche."), "In den Osterferien ist das Haus zu."),
    ],
)
def test_what_is_at_another_time_is_not_told(kind, need, text):
    assert not _is_told(kind, need, (need[0], text))


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("Saturdays only. I work full time, so no weekdays.", {5}),
        ("Drei alte Damen kommen sonntags nicht mehr allein zur Messe.", {6}),
        ("19 грудня, буде десь 60 дітей", {5}),
        ("до 19 грудня", None),
        ("On 19 December we need help.", {5}),
        ("Beim Arzt und im Amt, auch abends.", None),
        ("di 19 uhr, 12 frauen", {1}),
        ("fr verliehen, sonst gern", {0, 1, 2, 3, 5, 6}),
        ("so ab 18 uhr, mi und do abends", {2, 3}),
        ("щовівторка з 18:00 до 20:00", {1}),
        ("Вівторок зайнятий, середа вільна", {2}),
    ],
)
def test_days_are_read_in_every_language_and_denied_only_where_they_are(text, weekdays):
    found = when.availability(Entry.read({"id": "x", "direction": "offer", "kind": "other", "text": text}), DAY)

    assert (found and {window.weekday for window in found.windows}) == weekdays
