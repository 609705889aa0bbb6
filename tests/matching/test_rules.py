"""What must hold before two listings can fit at all, and that what is unknown never speaks against anybody."""

from dataclasses import replace
from datetime import date

import pytest

from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.said import pairs
from kiknet.matching.scorer import WordScorer

DAY = date(2026, 11, 22)
JUDGE = Judge(WordScorer(), DAY, {40: "Thingers", 41: "Thingers"})


def need(**fields):
    return _entry("need", "The Mill", fields)


def offer(**fields):
    return _entry("offer", "The Library", fields)


def _entry(direction, organisation, fields):
    raw = {"id": direction, "direction": direction, "kind": "room", "title": "Raum", "organisation": organisation}
    return Entry.read({**raw, **fields})


def refusal(one, other):
    return JUDGE.verdict(one, other).refusal


def weekly(weekday, begins=None, ends=None):
    return {"type": "weekly", "slots": [{"weekday": weekday, "from": begins, "to": ends}]}


def dates(day, begins=None, ends=None):
    return {"type": "dates", "dates": [{"date": day, "from": begins, "to": ends}]}


def speaking(*pairs, kind="language_partner"):
    return {"kind": kind, "languages": [dict(zip(("lang", "role", "level"), pair, strict=False)) for pair in pairs]}


def test_two_needs_are_no_match():
    assert refusal(need(), need()) == "direction"
    assert refusal(offer(), offer()) == "direction"


def test_ones_own_offer_is_no_match_however_the_name_is_written():
    assert refusal(need(organisation="Verein Brücke"), offer(organisation="verein  bruecke")) == "organisation"


@pytest.mark.parametrize("status", ["paused", "fulfilled", "expired", "withdrawn", "draft"])
def test_what_is_not_active_does_not_match(status):
    assert refusal(need(), offer(status=status)) == "state"
    assert refusal(need(status=status), offer()) == "state"


def test_a_listing_lasts_to_the_end_of_its_last_day():
    assert refusal(need(), offer(valid_until="2026-11-21")) == "state"
    assert refusal(need(), offer(valid_until="2026-11-22")) is None


def test_a_need_whose_day_has_gone_by_is_over():
    assert refusal(need(availability=dates("2026-11-01")), offer()) == "state"


def test_a_room_must_be_large_enough_also_when_only_the_text_says_how_large_it_is():
    assert refusal(need(capacity=60), offer(capacity=59)) == "capacity"
    assert refusal(need(capacity=60), offer(capacity=60)) is None
    assert refusal(need(text="Wir sind 60 Personen"), offer(title="Zimmer für 8 bis 12 Leute")) == "capacity"


def test_half_of_the_chairs_could_fit_a_tenth_does_not():
    chairs = {"kind": "furniture", "title": "Stühle"}

    assert refusal(need(**chairs, quantity=80), offer(**chairs, quantity=8)) == "capacity"
    assert 40 <= JUDGE.verdict(need(**chairs, quantity=80), offer(**chairs, quantity=50)).score < 60
    assert JUDGE.verdict(need(**chairs, quantity=80), offer(**chairs, quantity=80)).score >= 60


def test_pots_for_a_hundred_guests_are_not_a_hundred_pots():
    pots = {"kind": "equipment"}

    assert refusal(need(**pots, title="Töpfe für 100 Gäste"), offer(**pots, title="Zwanzig Töpfe")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly("TU", "14:00", "16:00"), weekly("WE", "14:00", "16:00")),
        (weekly("TU", "14:00", "16:00"), weekly("TU", "16:00", "18:00")),
        (dates("2026-12-01"), dates("2026-12-02")),
        (dates("2026-12-01", "10:00", "12:00"), weekly("WE")),
        (dates("2026-12-01", "10:00", "12:00"), weekly("TU", "14:00", "18:00")),
    ],
)
def test_without_a_common_time_there_is_no_match(one, other):
    assert refusal(need(availability=one), offer(availability=other)) == "time"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly("TU", "14:00", "16:00"), weekly("TU", "15:00", "18:00")),
        (weekly("TU", "14:00", "16:00"), weekly("TU")),
        (weekly("TU", "14:00", "16:00"), {"type": "flexible"}),
        (weekly("TU", "14:00", "16:00"), None),
        (dates("2026-12-01", "10:00", "12:00"), weekly("TU", "09:00", "12:00")),
    ],
)
def test_a_common_time_or_an_open_one_is_no_contradiction(one, other):
    assert refusal(need(availability=one), offer(availability=other)) is None


def test_who_learns_german_needs_somebody_who_speaks_it():
    learner = need(**speaking(("uk", "speaks"), ("de", "learns", "A2")))

    assert refusal(learner, offer(**speaking(("de", "speaks")))) is None
    assert refusal(learner, offer(**speaking(("de", "speaks"), ("uk", "learns")))) is None
    assert refusal(learner, offer(**speaking(("de", "speaks"), ("ar", "learns")))) == "language"
    assert refusal(learner, offer(**speaking(("uk", "speaks"), ("de", "learns")))) == "language"
    assert refusal(learner, offer(kind="language_partner")) is None


def test_german_alone_makes_no_interpreter():
    asked = need(**speaking(("ar", "wants"), ("de", "wants"), kind="interpreter"))

    assert refusal(asked, offer(**speaking(("ar", "offers"), ("de", "speaks"), kind="interpreter"))) is None
    assert refusal(asked, offer(**speaking(("fa", "offers"), ("de", "speaks"), kind="interpreter"))) == "language"


def test_an_interpreter_between_two_foreign_languages_speaks_both():
    asked = need(**speaking(("uk", "wants"), ("sgn", "wants"), kind="interpreter"))

    assert refusal(asked, offer(**speaking(("uk", "offers"), ("de", "offers"), kind="interpreter"))) == "language"


def test_of_all_who_speak_what_is_wanted_the_tandem_comes_first():
    """Also before an offer that says more of the same words, and whatever was written with it."""
    asks = need(title="Wer redet mit mir?", **speaking(("de", "learns", "B1"), ("es", "speaks", "native")))
    tandem = offer(title="Austausch", **speaking(("de", "speaks", "native"), ("es", "learns", "A2")))
    plain = offer(title="Reden", text="Wir reden.", **speaking(("de", "speaks", "native")))
    teaching = offer(title="Deutsch üben", **speaking(("de", "offers", None), ("en", "speaks", None)))

    scores = {one.title: JUDGE.verdict(asks, one).exact for one in (tandem, plain, teaching)}

    assert max(scores, key=lambda title: scores[title]) == "Austausch"
    assert JUDGE.verdict(asks, tandem).score >= 60


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ("Nachhilfe in Deutsch", "Nachhilfe in Mathe"),
        ("Nachhilfe in Mathe", "Nachhilfe in Französisch"),
        ("Vortrag zum Arbeitsrecht", "Vortrag zum Mietrecht"),
        ("Fußballschuhe", "Ballettschuhe"),
        ("Fahrrad reparieren", "Fahrradkurs"),
        ("Umzugshelfer", "Regale abzugeben"),
    ],
)
def test_what_sounds_alike_is_not_told_however_well_all_else_fits(wanted, offered):
    alike = {
        "kind": "volunteer",
        "availability": weekly("MO", "15:00", "17:00"),
        "district": 40,
        "audiences": ["youth"],
    }

    assert JUDGE.verdict(need(title=wanted, **alike), offer(title=offered, **alike)).score < 60
    assert JUDGE.verdict(need(title=wanted, **alike), offer(title=wanted, **alike)).score >= 80


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ("Pflege von Angehörigen", "Pflege von Obstbäumen"),
        ("Spaziergang mit Senioren", "Hundespaziergang"),
        ("Spielzeug sortieren", "Repariere Spielzeug"),
        ("Formulare ausfüllen", "Formulare für das Turnier austeilen"),
    ],
)
def test_the_same_word_limited_to_something_else_is_not_told(wanted, offered):
    deed = {"kind": "volunteer", "availability": weekly("MO", "15:00", "17:00"), "district": 40}

    assert JUDGE.verdict(need(title=wanted, **deed), offer(title=offered, **deed)).score < 60
    assert JUDGE.verdict(need(title=wanted, **deed), offer(title=wanted, **deed)).score >= 80


@pytest.mark.parametrize(("text", "is_limited"), [("Vereine zahlen nur die Heizung.", False), ("Nur Sport.", True)])
def test_what_only_has_to_be_paid_limits_nothing(text, is_limited):
    assert pairs.against(need(title="Chorprobe"), offer(title="Saal", text=text), DAY) is is_limited


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ("Laptops", "Laptop-Taschen"),
        ("Rampe für Rollstühle", "Rollstühle"),
        ("Zelte für das Sommerlager", "Gartenmöbel fürs Sommerlager"),
        ("Bohrmaschine für Regale", "Regale"),
    ],
)
def test_what_belongs_to_a_thing_or_what_it_is_for_is_another_thing(wanted, offered):
    thing = {"kind": "equipment", "availability": {"type": "flexible"}}

    assert JUDGE.verdict(need(title=wanted, **thing), offer(title=offered, **thing)).score < 60
    assert JUDGE.verdict(need(title=wanted, **thing), offer(title=wanted, **thing)).score >= 80


@pytest.mark.parametrize(("ours", "theirs"), [("children", "seniors"), ("women", "men"), ("parents", "youth")])
def test_what_is_done_for_other_people_only_could_fit(ours, theirs):
    asks = need(kind="volunteer", title="Vorlesen", audiences=[ours])

    assert JUDGE.verdict(asks, offer(kind="volunteer", title="Vorlesen", audiences=[theirs])).score < 60
    assert JUDGE.verdict(asks, offer(kind="volunteer", title="Vorlesen", audiences=[ours])).score >= 60
    assert JUDGE.verdict(asks, offer(kind="volunteer", title="Vorlesen", audiences=["newcomers"])).score >= 60


def test_a_room_for_an_hour_of_the_afternoon_only_could_fit():
    asks = need(kind="room", title="Saal", availability=weekly("MO", "14:00", "18:00"))

    assert JUDGE.verdict(asks, offer(title="Saal", availability=weekly("MO", "17:00", "21:00"))).score < 60
    assert JUDGE.verdict(asks, offer(title="Saal", availability=weekly("MO", "14:00", "21:00"))).score >= 60


def test_who_is_still_learning_a_language_only_could_fit():
    asks = need(title="Deutsch reden", **speaking(("de", "learns", "B2")))

    assert JUDGE.verdict(asks, offer(title="Reden", **speaking(("de", "offers", "A2")))).score < 60
    assert JUDGE.verdict(asks, offer(title="Reden", **speaking(("de", "offers", "native")))).score >= 60


def test_what_an_offer_says_it_lacks_is_not_told():
    asks = need(kind="room", title="Saal", features=["Küche", "barrierefrei"])

    assert JUDGE.verdict(asks, offer(title="Saal mit Küche", text="barrierefrei")).score >= 60
    assert JUDGE.verdict(asks, offer(title="Saal mit Küche", text="Leider kein Aufzug")).score < 60
    assert JUDGE.verdict(asks, offer(title="Saal", text="Die Küche ist nicht nutzbar")).score < 60


def test_what_is_filed_as_an_offer_but_looked_for_is_none():
    chairs = {"kind": "furniture"}

    assert refusal(need(**chairs, title="Stühle"), offer(**chairs, title="Wir suchen Stühle")) == "direction"
    assert refusal(need(**chairs, title="Stühle"), offer(**chairs, title="Suche nicht mehr: Stühle abzugeben")) is None
    helper = offer(kind="volunteer", title="Rentner sucht eine Aufgabe")
    assert refusal(need(kind="volunteer", title="Aufgabe"), helper) is None


def test_numbers_count_in_words_too_and_guests_need_chairs():
    assert refusal(need(text="Wir sind sechzig Personen"), offer(title="Raum für zwanzig Gäste")) == "capacity"
    chairs = {"kind": "furniture"}
    assert refusal(need(**chairs, title="Stühle für 60 Gäste"), offer(**chairs, title="20 Stühle")) == "capacity"


def test_a_wheelchair_takes_nobody_to_a_concert():
    evening = {"availability": weekly("MO", "18:00", "22:00")}
    asks = need(kind="transport", title="Rollstuhlfahrer zum Konzert bringen", **evening)

    assert JUDGE.verdict(asks, offer(kind="equipment", title="Rollstuhl", **evening)).score < 60
    assert JUDGE.verdict(asks, offer(kind="transport", title="Rollstuhlbus", **evening)).score >= 60


def test_who_needs_somebody_is_not_helped_by_several_things():
    asks = need(kind="volunteer", title="Wer trainiert unsere Fußballmannschaft?")
    trainer, balls = (offer(kind="other", title="Fußball", quantity=number) for number in (None, 10))

    assert JUDGE.verdict(asks, trainer).score > 60 > JUDGE.verdict(asks, balls).score
    assert JUDGE.verdict(need(kind="other", title="Fußball"), balls).score > 60


def test_a_room_needs_no_language():
    asked = need(**{**speaking(("uk", "speaks")), "kind": "room"})

    assert refusal(asked, offer(**{**speaking(("ar", "speaks")), "kind": "room"})) is None


def test_a_sofa_needs_no_language_to_reach_all_points():
    sofa = {"kind": "furniture", "title": "Sofa"}

    assert JUDGE.verdict(need(**sofa), offer(**sofa)).score == 100


def test_neighbouring_districts_count_for_more_than_distant_ones():
    one = need(district=40)

    same, near, far = (JUDGE.verdict(one, offer(district=number)).exact for number in (40, 41, 7))

    assert same > near > far


@pytest.mark.parametrize(
    ("field", "against"),
    [
        ("capacity", 3),
        ("district", 7),
        ("status", "paused"),
        ("valid_until", date(2026, 1, 1)),
        ("audiences", ("men",)),
        ("organisation", "The Mill"),
    ],
)
def test_not_saying_something_is_never_worse_than_saying_something_that_contradicts(field, against):
    asked = need(capacity=20, district=40, audiences=["women"])
    known = offer(capacity=30, district=40, audiences=["women"])
    unsaid = replace(known, **{field: () if field == "audiences" else None})

    assert JUDGE.verdict(asked, unsaid).exact >= JUDGE.verdict(asked, replace(known, **{field: against})).exact


TUESDAYS = weekly("TU", "15:00", "17:00")


@pytest.mark.parametrize(
    "text",
    [
        "Ich kann nur vormittags.",
        "Zeit habe ich am Wochenende.",
        "Dienstags ab 19 Uhr.",
        "Am 21. November 2026 einmal.",
        "Sadece hafta sonu.",
        "Тільки вранці.",
        "في المساء فقط",
        "Mo–Fr bis 14 Uhr",
    ],
)
def test_where_only_the_text_says_when_another_time_is_not_told(text):
    reading = {"kind": "volunteer", "title": "Vorlesen für Kinder"}

    assert 40 <= JUDGE.verdict(need(**reading, availability=TUESDAYS), offer(**reading, text=text)).score < 60


@pytest.mark.parametrize(
    "text",
    [
        "Dienstags und donnerstags ab 14 Uhr, am Wochenende nach Absprache.",
        "Nachmittags immer, nur montags nicht.",
        "Montags bis freitags. Seit 2019 dabei.",
        "Bis 24.12. jede Woche, Treffpunkt 10 Minuten vorher.",
        "",
    ],
)
def test_a_text_that_leaves_the_time_open_speaks_against_nothing(text):
    reading = {"kind": "volunteer", "title": "Vorlesen für Kinder"}

    assert JUDGE.verdict(need(**reading, availability=TUESDAYS), offer(**reading, text=text)).score >= 60


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("furniture", "Stühle", "Wir suchen Stühle für unser Café."),
        ("furniture", "Stühle", "Uns fehlen noch 20 Stühle."),
        ("furniture", "Stühle für unser Fest", "Wer kann uns welche leihen?"),
        ("furniture", "Chairs", "We are looking for chairs for our café."),
        ("furniture", "Sandalye", "Kafemiz için sandalye arıyoruz."),
        ("furniture", "Стільці", "Потрібні стільці для кафе."),
        ("furniture", "كراسي", "نحتاج كراسي للمقهى."),
        ("furniture", "Stühle", "Leider schon vergeben."),
        ("furniture", "Wir holen Ihre alten Stühle", ""),
    ],
)
def test_an_offer_whose_words_look_for_the_same_or_that_is_gone_is_not_told(kind, title, text):
    assert JUDGE.verdict(need(kind=kind, title="Stühle"), offer(kind=kind, title=title, text=text)).score < 60


@pytest.mark.parametrize(
    ("kind", "title", "text"),
    [
        ("furniture", "20 Stühle suchen neues Zuhause", ""),
        ("furniture", "Stühle", "Wir brauchen sie nicht mehr."),
        ("furniture", "Stühle", "Sie brauchen Stühle? Wir verleihen sie."),
        ("furniture", "Stühle aus dem Seniorenheim", "Nur abzuholen, wir liefern nicht."),
    ],
)
def test_who_looks_for_takers_or_asks_whether_others_look_still_offers(kind, title, text):
    assert JUDGE.verdict(need(kind=kind, title="Stühle"), offer(kind=kind, title=title, text=text)).score >= 60


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ({"title": "Vorlesen für Kinder"}, {"title": "Vorlesepate werden"}),
        ({"title": "Vorlesen für Kinder"}, {"title": "Vorlesen für Kinder", "text": "Wir brauchen Freiwillige dafür."}),
        ({"title": "Computerkurs für Anfänger"}, {"title": "Computerkurs für Fortgeschrittene"}),
        ({"title": "Computerhilfe für Senioren"}, {"title": "Computerhilfe für Kinder"}),
        ({"title": "Hilfe beim Umzug"}, {"kind": "know_how", "title": "Umzug: Beratung und Tipps"}),
        (
            {"title": "Begleitung zum Arzt", "text": "Sie spricht nur Arabisch."},
            {"title": "Begleitung zum Arzt", "text": "Ich spreche Ukrainisch."},
        ),
        ({"title": "Workshop für 30 Jugendliche"}, {"title": "Workshop", "text": "Höchstens 12 Jugendliche."}),
        ({"title": "Fahrräder reparieren"}, {"title": "Reparieren", "text": "Nur Radios und Lampen."}),
    ],
)  # fmt: skip
def test_what_the_words_of_a_deed_rule_out_is_not_told(wanted, offered):
    asks, has = need(**{"kind": "volunteer", **wanted}), offer(**{"kind": "volunteer", **offered})

    assert JUDGE.verdict(asks, has).score < 60
    assert JUDGE.verdict(asks, replace(asks, direction="offer", organisation="The Library")).score >= 60


def test_who_interprets_needs_the_german_that_is_asked_for():
    asked = need(**speaking(("so", "wants", "C1"), ("de", "wants", "C1"), kind="interpreter"))

    low = offer(**speaking(("so", "offers", "C2"), ("de", "offers", "A2"), kind="interpreter"))
    high = offer(**speaking(("so", "offers", "C2"), ("de", "offers", "C1"), kind="interpreter"))

    assert JUDGE.verdict(asked, low).score < 60 <= JUDGE.verdict(asked, high).score


def test_two_who_learn_the_same_have_nothing_to_teach_each_other():
    asked = need(**speaking(("de", "learns")))

    assert refusal(asked, offer(**speaking(("de", "learns")))) == "language"


def test_abbreviations_of_well_known_organisations_are_read_but_like_names_stay_apart():
    assert refusal(need(organisation="AWO Kempten"), offer(organisation="Arbeiterwohlfahrt Kempten")) == "organisation"
    assert refusal(need(organisation="IN VIA Bayern"), offer(organisation="VIA Bayern e. V.")) is None
