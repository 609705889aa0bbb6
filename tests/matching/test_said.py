"""What only words say: who gives and who takes, on which terms, for whom, and what is not there."""

from datetime import date

import pytest

from kiknet.matching import numbers
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import ages, direction, measures, partners, when
from kiknet.matching.scorer import WordScorer

JUDGE = Judge(WordScorer(), date(2026, 11, 22))


def _entry(direction, kind, title, text="", lang="de", **more):
    raw = {"id": direction, "direction": direction, "kind": kind, "title": title, "text": text, "text_lang": lang}
    return Entry.read({**raw, **more})


def _score(need, offer):
    return JUDGE.verdict(_entry("need", *need), _entry("offer", *offer)).score


@pytest.mark.parametrize(
    "offered",
    [
        ("volunteer", "Platz frei für eine Vorlesepatin", "Unsere Kinder freuen sich auf jemanden, der vorliest."),
        ("volunteer", "Schöne Aufgabe für Rentner", "Wer Lust hat, unseren Kindern Schach zu zeigen, ist willkommen."),
        ("volunteer", "Ein Ehrenamt, das Freude macht", "Begleiten Sie unsere Bewohner beim Spaziergang."),
        ("volunteer", "Hausaufgabenhilfe", "Unsere Gruppe sucht für dienstags noch zwei Studierende."),
        ("room", "Raum für Yoga", "Wir zahlen eine kleine Miete, wenn uns jemand einen Raum gibt."),
        ("room", "Saal für unsere Hochzeit", "Wir würden gern einen Saal nutzen und putzen danach."),
        ("furniture", "Regale", "Wir könnten vier Regale gut gebrauchen."),
        ("furniture", "Tische und Stühle", "Unser neues Café ist noch leer, wir freuen uns über jede Spende."),
        ("know_how", "Förderanträge", "Wir möchten lernen, wie man sie schreibt."),
        ("transport", "Umzug am Samstag", "Wir brauchen einen Transporter und bieten ein gutes Mittagessen."),
        ("equipment", "Sewing machines", "Please donate your old sewing machines to our group.", "en"),
        ("room", "Rehearsal room", "Our band is hoping to find a room for Fridays.", "en"),
        ("know_how", "Muhasebe", "Dernek muhasebesini öğrenmek istiyoruz.", "tr"),
        ("volunteer", "Читання дітям", "Запрошуємо волонтерів, які читатимуть нашим дітям.", "uk"),
        ("room", "Зал для танцев", "Наша группа хотела бы арендовать зал.", "ru"),
        ("furniture", "كراسي", "نقبل التبرع بالكراسي.", "ar"),
        ("room", "Seminarraum", "Wir interessieren uns für einen Seminarraum in der Innenstadt."),
        ("know_how", "Webseite", "Unterstützung bei der Gestaltung wäre uns sehr willkommen."),
        ("interpreter", "Dolmetschen Arabisch", "Unsere Beratungsstelle hat jeden Mittwoch Bedarf an Übersetzung."),
        ("equipment", "Projector", "We too would like to borrow one for our film night.", "en"),
    ],
)
def test_an_offer_that_looks_for_the_same_is_heard(offered):
    assert direction.asks(_entry("offer", *offered))


@pytest.mark.parametrize(
    "offered",
    [
        ("furniture", "Möbel zu verschenken", "Wir suchen Familien, denen wir Möbel schenken können."),
        ("furniture", "Biertischgarnituren", "Leihen wir gern aus, über eine Spende freuen wir uns."),
        ("room", "Gruppenraum", "Wer einen Raum braucht, kann unseren haben."),
        ("room", "Raum zum Mitbenutzen", "Wenn uns jemand beim Aufräumen hilft, ist er kostenlos."),
        ("volunteer", "Fahrradwerkstatt", "Bei uns können Sie Ihr Rad reparieren lassen."),
        ("volunteer", "Filmabend gestalten", "Ich suche Filme aus und moderiere."),
        ("volunteer", "Retired teacher", "I would love to help children and am looking for a school.", "en"),
        ("know_how", "Computerhilfe", "Sie möchten den Computer verstehen lernen? Wir üben mit Ihnen."),
        ("equipment", "Laptops", "Wir sammeln alte Laptops, richten sie her und geben sie kostenlos weiter."),
        ("other", "Praktikum", "Wir suchen junge Leute, die Autos reparieren lernen möchten."),
        ("volunteer", "Kitap okuma", "Gönüllü olarak çocuklara kitap okumak istiyorum.", "tr"),
        ("furniture", "Ліжка", "Віддамо родині, якій потрібні ліжка.", "uk"),
        ("room", "Зал", "Кому нужен зал, сдаём недорого.", "ru"),
    ],
)
def test_an_offer_that_speaks_of_who_needs_it_is_one(offered):
    assert not direction.asks(_entry("offer", *offered))


@pytest.mark.parametrize(
    ("kind", "title", "text", "is_given"),
    [
        ("other", "Klavier sucht neues Zuhause", "Wir geben unser altes Klavier her. Wer möchte es haben?", True),
        ("furniture", "Sofa gut erhalten", "Es muss raus. Zu verschenken an den, der es abholt!", True),
        (
            "know_how",
            "Homepage gefällig?",
            "Ich baue kostenlos Homepages für kleine Vereine, meldet euch einfach.",
            True,
        ),
        ("equipment", "Kühlschrank", "Der alte ist kaputt. Wer hat einen übrig?", False),
        ("other", "Wer nimmt an Weihnachten Gäste auf?", "Alleinlebende freuen sich über eine Einladung.", False),
        ("interpreter", "Bulgarisch, Beratung im Amt", "", False),
        ("equipment", "Beamer", "Kann bei uns für Vereine kostenlos ausgeliehen werden.", True),
        ("equipment", "Beamer", "Wir möchten ihn für einen Abend ausleihen.", False),
        ("room", "Saal für unsere Feier", "Wir sind so viele, dass unser Wohnzimmer nicht mehr reicht.", False),
        ("know_how", "Steuern", "Wir beraten kleine Vereine unentgeltlich zu Satzung und Steuern.", True),
        ("furniture", "Sofa", "Hat jemand eines abzugeben?", False),
    ],
)
def test_a_need_that_gives_something_away_is_heard_and_others_are_not(kind, title, text, is_given):
    assert direction.gives(_entry("need", kind, title, text)) is is_given


@pytest.mark.parametrize("title", ["Wer braucht Stühle?", "Wer will unsere alten Stühle?", "Кому потрібні стільці?"])
def test_who_asks_who_wants_it_gives(title):
    assert direction.gives(_entry("need", "furniture", title))
    assert not direction.gives(_entry("need", "furniture", "Wer hat Stühle abzugeben?"))


@pytest.mark.parametrize(
    ("wanted", "other", "right"),
    [
        (
            ("equipment", "Beamer ausleihen"),
            ("equipment", "Beamer zu verkaufen"),
            ("equipment", "Beamer", "Verleih; verkaufen wollen wir ihn nicht."),
        ),
        (
            ("furniture", "Betten für eine Familie", "Geschenkt."),
            ("furniture", "Betten zum Ausleihen"),
            ("furniture", "Betten zu verschenken", "Auch zu leihen."),
        ),
        (
            ("other", "Winterjacken für Kinder"),
            ("other", "Winterjacken für Männer"),
            ("other", "Winterjacken für Familien"),
        ),
        (
            ("know_how", "Steuererklärung für unseren Verein"),
            ("know_how", "Steuererklärung für Arbeitnehmer"),
            ("know_how", "Steuererklärung für Arbeitnehmer", "Auch für Vereine."),
        ),
        (
            ("volunteer", "Hausaufgabenhilfe Mathe"),
            ("volunteer", "Hausaufgabenhilfe", "Mathe kann ich leider nicht."),
            ("volunteer", "Hausaufgabenhilfe", "Mathe kann ich."),
        ),
        (("room", "Зал с кухней", "", "ru"), ("room", "Зал", "Кухни нет.", "ru"), ("room", "Зал", "Лифта нет.", "ru")),
    ],
)
def test_terms_sizes_readers_and_what_is_missing_decide(wanted, other, right):
    assert _score(wanted, other) < 60 <= _score(wanted, right)


PARTNERS = ("cooperation_partner", "Betriebe für Schnupperpraktika", "Wir suchen Firmen, die Jugendliche aufnehmen.")


def test_partners_who_look_for_the_same_third_are_not_introduced():
    assert partners.both_seek(
        _entry("need", *PARTNERS),
        _entry("offer", "cooperation_partner", "Praktikumsbetriebe gesucht", "Es fehlen noch Firmen."),
    )


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Firma mit Werkstatt", "Wir bieten Praktika und suchen Schulen."),
        ("Schnupperpraktika", "Wir suchen Partner für Praktika in Firmen."),
        ("Handwerker stellen sich vor", "Kleine Firmen suchen Nachwuchs."),
    ],
)
def test_partners_of_whom_one_has_what_the_other_lacks_are(title, text):
    assert not partners.both_seek(_entry("need", *PARTNERS), _entry("offer", "cooperation_partner", title, text))


@pytest.mark.parametrize(
    ("text", "is_both"),
    [
        ("Stoff und Frauen sind da, aber keine Nähmaschinen.", True),
        ("Wer hat Nähmaschinen für uns?", True),
        ("Zu uns kommen viele, keine Nähmaschinen nötig.", False),
    ],
)
def test_who_has_none_or_asks_who_has_it_looks_for_it_too(text, is_both):
    need = _entry("need", "cooperation_partner", "Nähcafé", "Wir suchen Nähmaschinen.")

    assert partners.both_seek(need, _entry("offer", "cooperation_partner", "Nähcafé", text)) is is_both


def test_choirs_may_look_for_choirs():
    other = _entry("offer", "cooperation_partner", "Gemeinsam singen", "Unser Chor sucht andere Chöre.")

    assert not partners.both_seek(_entry("need", "cooperation_partner", "Konzert", "Wir suchen Chöre."), other)


def test_an_interpreter_without_german_is_not_told_of_who_needs_german():
    asks = {"languages": [{"lang": "bg", "role": "wants"}, {"lang": "de", "role": "wants"}]}
    knows = {"languages": [{"lang": "bg", "role": "offers"}, {"lang": "tr", "role": "offers"}]}
    need = _entry("need", "interpreter", "Gespräch in der Schule", **asks)

    def score(text):
        return JUDGE.verdict(need, _entry("offer", "interpreter", "Bulgarisch in der Schule", text, **knows)).score

    assert score("Deutsch wird nicht abgedeckt.") < 60 <= score("Deutsch ist für Eltern nicht nötig.")


def test_whoever_is_flexible_and_likes_evenings_best_has_time_on_an_afternoon():
    flexible = {"availability": {"type": "flexible"}}
    slot = {"weekday": "MO", "from": "14:00", "to": "16:00"}
    has = _entry("offer", "volunteer", "Vorlesen", availability={"type": "weekly", "slots": [slot]})

    assert JUDGE.verdict(_entry("need", "volunteer", "Vorlesen", "Am liebsten abends.", **flexible), has).score >= 60
    assert JUDGE.verdict(_entry("need", "volunteer", "Vorlesen", "Nur abends.", **flexible), has).score < 60


def test_the_day_something_is_brought_back_is_not_the_day_it_can_be_had():
    sunday = {"type": "dates", "slots": [], "dates": [{"date": "2026-12-06", "from": "14:00", "to": "18:00"}]}
    tables = _entry("need", "furniture", "Zwölf Klapptische", availability=sunday)

    def score(text):
        return JUDGE.verdict(tables, _entry("offer", "furniture", "15 Klapptische zu leihen", text)).score

    assert score("Nur werktags.") < 60 <= score("Rückgabe am nächsten Werktag.")


@pytest.mark.parametrize(("offered", "is_told"), [("3 m²", False), ("25 Quadratmeter", True), ("Trocken.", True)])
def test_a_room_of_a_tenth_of_the_square_metres_is_too_small(offered, is_told):
    score = _score(("room", "Lager", "Etwa 30 qm."), ("room", "Raum als Lager", offered))

    assert (score >= 60) is is_told


@pytest.mark.parametrize(
    ("offered", "is_told"),
    [
        ("Zelte leihen wir von Mai bis September gern her.", False),
        ("Zelte, nutzbar April–Oktober.", False),
        ("Im Winterhalbjahr sind die Zelte nicht zugänglich.", False),
        ("We lend the tents from May to September.", False),
        ("Намети позичаємо з травня по вересень.", False),
        ("Zelte leihen wir von Oktober bis Januar gern her.", True),
        ("Im Winterhalbjahr gibt es die Zelte ohne Wartezeit.", True),
        ("Die Zelte haben uns im Sommer gute Dienste getan.", True),
    ],
)
def test_what_is_lent_in_summer_only_is_of_no_use_in_december(offered, is_told):
    when = {"type": "dates", "dates": [{"date": "2026-12-12"}]}
    wanted = _entry("need", "equipment", "Zelte für den Adventsmarkt", availability=when)

    score = JUDGE.verdict(wanted, _entry("offer", "equipment", "Zelte", offered)).score

    assert (score >= 60) is is_told


@pytest.mark.parametrize(
    ("first", "last", "month", "is_within"),
    [("Mai", "Mai", 5, True), ("November", "Februar", 1, True), ("November", "Februar", 3, False)],
)
def test_months_go_round_the_year(first, last, month, is_within):
    assert (month in when.months(f"Offen von {first} bis {last}.")) is is_within


@pytest.mark.parametrize(
    ("offered", "is_told"),
    [("30 Stühle sowie fünf Tische", False), ("5 Stühle sowie dreißig Tische", True), ("Stühle und 30 Tische", True)],
)
def test_of_two_things_the_number_of_the_one_that_is_needed_counts(offered, is_told):
    wanted = _entry("need", "furniture", "25 Tische für das Fest", quantity=25)

    score = JUDGE.verdict(wanted, _entry("offer", "furniture", "Stühle und Tische", offered)).score

    assert (score >= 60) is is_told


def test_a_cargo_bike_moves_no_wardrobes():
    wanted = _entry(
        "need", "transport", "Transporter mit Fahrer für Möbel", "Vier Schränke sind abzuholen.", topics=["Möbel"]
    )
    text = "Wir fahren Kisten von A nach B, auf einer kleinen Ladefläche."

    bike, van = (
        _entry("offer", "transport", f"{vehicle} mit Fahrer, kostenlos", text, topics=["Möbel"])
        for vehicle in ("Lastenrad", "Sprinter")
    )

    assert JUDGE.verdict(wanted, bike).score < 60
    assert JUDGE.verdict(wanted, van).score >= 60


@pytest.mark.parametrize(
    ("wanted", "offered", "differs"),
    [
        ("Basteln mit Kindern von 3 bis 6 Jahren", "Basteln für 12- bis 16-Jährige", True),
        ("Футбол для дітей 12–14 років", "Fußball für Kinder von 6 bis 9 Jahren", True),
        ("Basteln mit Kindern von 3 bis 6 Jahren", "Basteln mit 5- und 7-jährigen Kindern", False),
        ("Basteln mit Kindern von 3 bis 6 Jahren", "Basteln, seit 25 Jahren unser 25-jähriges Jubiläum", False),
        ("Basteln mit Kindern von 3 bis 6 Jahren", "Basteln von 3 bis 6 Uhr", False),
    ],
)
def test_groups_whose_ages_miss_each_other_are_not_introduced(wanted, offered, differs):
    need, offer = _entry("need", "volunteer", wanted), _entry("offer", "volunteer", offered)

    assert ages.differ(need, offer) is differs


@pytest.mark.parametrize(("load", "differs"), [("bis 90 kg", True), ("bis 300 kg", False), ("jede Menge", False)])
def test_what_is_too_heavy_is_not_carried(load, differs):
    need = _entry("need", "transport", "Webstuhl umziehen", "Er wiegt 140 kg.")

    assert measures.differ(need, _entry("offer", "transport", "Anhänger", f"Trägt {load}.")) is differs


INTERPRETED = [{"lang": "ar", "role": "wants"}, {"lang": "de", "role": "wants"}]
IN_JANUARY = {"type": "dates", "dates": [{"date": "2027-01-15"}]}
WEDNESDAYS = {"type": "weekly", "slots": [{"weekday": "WE", "from": "15:00", "to": "16:00"}]}


@pytest.mark.parametrize(
    ("kind", "wanted", "more", "offered", "is_told"),
    [
        ("equipment", "Beamer", {"availability": IN_JANUARY}, "Im Januar ist er in Reparatur.", False),
        ("equipment", "Beamer", {"availability": IN_JANUARY}, "Im Februar ist er in Reparatur.", True),
        ("volunteer", "Vorlesen mittwochs", {"availability": WEDNESDAYS}, "Mittwochs geht bei mir nie.", False),
        ("volunteer", "Vorlesen mittwochs", {"availability": WEDNESDAYS}, "Montags geht bei mir nie.", True),
        ("furniture", "Stühle", {"quantity": 60}, "Ein gutes Dutzend steht im Keller.", False),
        ("furniture", "Stühle", {"quantity": 20}, "Zwei Dutzend stehen im Keller.", True),
        ("furniture", "Sandalye", {"quantity": 40}, "On tane sandalyemiz var.", False),
        ("furniture", "Sofa", {}, "Inzwischen abgeholt, danke an alle!", False),
        ("furniture", "Sofa für eine Familie, geschenkt", {}, "450 Euro Festpreis.", False),
        ("other", "Babykleidung Größe 62", {}, "Größe 92 bis 98.", False),
        ("other", "Babykleidung Größe 62", {}, "Größe 56 bis 68.", True),
        ("volunteer", "Vorlesen mittwochs", {"availability": WEDNESDAYS}, "Mittwochs ist unser Büro zu.", False),
        ("room", "Küche zum Kochen", {"capacity": 8}, "Die Küche ist bis auf Weiteres gesperrt.", False),
        ("interpreter", "Arabisch", {"languages": INTERPRETED}, "Deutsch lerne ich gerade erst.", False),
        ("interpreter", "Arabisch", {"languages": INTERPRETED}, "Mündlich dolmetsche ich nicht.", False),
        ("interpreter", "Arabisch", {"languages": INTERPRETED}, "Ich komme gern mit aufs Amt.", True),
    ],
)
def test_what_an_offer_says_in_its_text_only_is_read(kind, wanted, more, offered, is_told):
    speaks = [{"lang": "ar", "role": "offers"}] if kind == "interpreter" else []
    offer = _entry("offer", kind, wanted.split()[0], offered, languages=speaks)

    assert (JUDGE.verdict(_entry("need", kind, wanted, **more), offer).score >= 60) is is_told


def test_a_family_of_five_needs_one_fridge():
    wanted = ("furniture", "Kühlschrank für 5-köpfige Familie", "Wer hat einen übrig?")

    assert _score(wanted, ("furniture", "Kühlschrank", "Wir haben einen, ein Jahr alt.")) >= 60


def test_a_van_with_nine_seats_takes_no_twenty_children():
    assert numbers.capacity(_entry("offer", "transport", "Neunsitzer mit Fahrerin")) == 9
    assert numbers.capacity(_entry("offer", "transport", "8-Sitzer")) == 8


@pytest.mark.parametrize(
    ("kind", "wanted", "offered"),
    [
        ("equipment", "Fußballtore", "Handballtore"),
        ("equipment", "Spülmaschine", "Spülmaschinenfestes Geschirr"),
        ("speaker", "Vortrag über das Schulsystem", "Das Hochschulsystem in Deutschland"),
    ],
)
def test_words_that_begin_or_end_alike_are_something_else(kind, wanted, offered):
    assert _score((kind, wanted), (kind, offered)) < 60


@pytest.mark.parametrize(
    "offered",
    [
        ("volunteer", "Ehrenamt bei der Tafel", "Helfende Hände für die Ausgabe, Dienstkleidung wird gestellt."),
        ("volunteer", "Trainerstelle Kinderfußball", "Lizenz nicht nötig, Beginn sofort."),
        ("know_how", "Förderanträge", "Noch nie einen geschrieben, bitte um Rat."),
        ("volunteer", "Nachhilfe Mathe", "Mein Sohn steht auf einer Fünf."),
        ("equipment", "Fahrräder", "Auch kaputte, Abholung durch uns möglich."),
        ("furniture", "Stühle für das Fest", "Wir passen gut auf und bringen sie am Montag zurück."),
        ("volunteer", "English tutoring", "My son is struggling with his grades.", "en"),
        ("furniture", "Masa", "Eski bile olur.", "tr"),
        ("furniture", "Teppich", "Ein alter wäre schon eine große Hilfe."),
        ("equipment", "Klavye", "Kızım çalmak istiyor ama alacak paramız yok.", "tr"),
        ("know_how", "Protokolle", "Gewählt wurde ich, aber das habe ich nie gelernt."),
        ("room", "Tanzsaal", "Unsere Gruppe hat bald Auftritte und keinen Ort zum Proben."),
        ("room", "3-Zimmer-Wohnung", "Familie mit zwei Kindern, bis 900 Euro warm."),
        ("other", "Lebensmittelspenden", "Nudeln und Reis nehmen wir jeden Mittwoch entgegen."),
        ("volunteer", "Hausaufgabenhilfe", "Unterstützen Sie Grundschulkinder in unserem Hort!"),
        ("volunteer", "Schwimmbegleitung", "Ohne eine zweite Aufsicht dürfen wir nicht ins Wasser."),
        ("interpreter", "Dari im Krankenhaus", "Aufklärung am Dienstag, der Patient spricht kein Deutsch."),
        ("volunteer", "Sprachcafé", "Sie plaudern gern? Immer freitags von 15 bis 17 Uhr."),
        ("volunteer", "Mädchenfußball", "18 Mädchen und kein Mensch, der sie trainiert."),
    ],
)
def test_who_recruits_is_at_a_loss_or_fetches_it_looks_for_it(offered):
    assert direction.asks(_entry("offer", *offered))


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("volunteer", "Kinderbetreuung", "Ich suche eine ehrenamtliche Aufgabe mit Kindern."),
        ("furniture", "Schrank", "Hat jemand Interesse? Wir brauchen ihn nicht mehr."),
        ("other", "Babykleidung", "Zwei Kisten übrig, wer möchte sie haben?"),
        ("transport", "Fahrt nach Nürnberg", "Ich fahre freitags und suche Mitfahrer."),
        ("interpreter", "Arabisch", "Benötigen Sie jemanden für ein Gespräch?"),
        ("volunteer", "Besuche", "Ich hätte mittwochs Zeit. Wer würde sich über Besuch freuen?"),
        ("equipment", "Laptops", "Unsere Firma sucht einen Verein, der zehn davon brauchen kann."),
        ("furniture", "Schrank", "Wer kann ihn brauchen? Er steht uns im Weg."),
        ("furniture", "Sofa", "Neues bestellt, das alte sucht ein Jugendzimmer, das es haben mag."),
        ("furniture", "Bierbänke", "Wir bringen die Bänke und holen sie wieder ab."),
    ],
)
def test_an_offer_that_asks_who_takes_it_or_where_to_help_is_one(kind, title, text):
    assert not direction.asks(_entry("offer", kind, title, text))


@pytest.mark.parametrize(
    ("kind", "title", "text", "is_given"),
    [
        ("volunteer", "Akkordeon", "Wo darf ich im Altersheim spielen?", True),
        ("volunteer", "Suche Verein, in dem ich Schach unterrichten kann", "Spiele seit 30 Jahren.", True),
        ("volunteer", "Ich möchte eine Familie begleiten", "", True),
        ("volunteer", "Familienpaten", "Wir möchten Familien begleiten und suchen Paten.", False),
        ("equipment", "Waschmaschine", "Läuft einwandfrei, wir haben jetzt eine neue.", True),
        ("furniture", "Küchentisch", "In der neuen Wohnung ist kein Platz, keine Verwendung mehr dafür.", True),
        ("room", "Gästezimmer", "Wir nehmen gern jemanden für ein paar Wochen auf.", True),
        ("transport", "Fahrt zum Großmarkt", "Fahre jeden Montag früh hin, da kann jemand mit.", True),
        ("know_how", "Kochkurs", "Freitag 18 Uhr, Anmeldung bei Rana.", True),
        ("volunteer", "Fahrräder", "Bin gelernter Mechaniker, im Ruhestand.", True),
        ("room", "Grillplatz", "Kann über uns gebucht werden, 20 Euro.", True),
        ("furniture", "Wickelkommode", "Die Zwillinge sind jetzt drei, sie darf weiterziehen.", True),
        ("volunteer", "Spaziergänge", "Mein Vater kennt jede Geschichte aus der Altstadt und erzählt sie gern.", False),
        ("equipment", "Bohrmaschine", "Nur für ein Wochenende, ich bringe sie zurück.", False),
        ("transport", "Transporter", "Wir tragen alles selbst und geben Trinkgeld.", False),
        ("equipment", "Rollator", "Meine Mutter kann ihren alten nicht mehr benutzen.", False),
        ("furniture", "Bett", "Wir geben dafür gern einen Kinderwagen ab.", False),
        ("volunteer", "Vorlesen", "Unsere Kita bietet eine nette Runde und Tee dazu.", False),
        ("other", "Spielzeug", "Für unsere Tombola, wir geben den Erlös an die Schule.", False),
    ],
)
def test_a_need_that_wants_to_help_gives_and_one_that_promises_thanks_does_not(kind, title, text, is_given):
    assert direction.gives(_entry("need", kind, title, text)) is is_given
