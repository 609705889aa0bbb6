"""What listings are about: compounds, umlauts, other languages, and words that must not decide."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet.booking.words import FEATURES
from kiknet.matching import concepts, lexicon, sentences, words
from kiknet.matching.concept_names import NAMES
from kiknet.matching.entry import Entry
from kiknet.matching.judge import Judge
from kiknet.matching.scorer import WordScorer

SCORER = WordScorer()
JUDGE = Judge(SCORER, date(2026, 11, 22))


def entry(direction, title, **fields):
    return Entry.read({"id": title, "direction": direction, "kind": "equipment", "title": title, **fields})


def alike(one, other, **fields):
    return SCORER.likeness(entry("need", one, **fields), entry("offer", other, **fields)).credit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stühle", "Klappstühle"),
        ("Stuehle", "STÜHLE"),
        ("Fahrräder", "Fahrrad"),
        ("Beamer", "Projektor"),
        ("Nähmaschinen", "dikiş makinesi"),
        ("Швейна машинка", "Nähmaschine"),
        ("ألعاب للأطفال", "Spielzeug"),
        ("Bierzeltgarnituren", "Festzeltgarnitur"),
        ("Hochbeet", "Hochbeete"),
    ],
)
def test_the_same_thing_in_other_words_is_the_same(one, other):
    assert alike(one, other) > 0.7


@pytest.mark.parametrize("code", FEATURES)
def test_what_both_halls_have_is_an_idea_with_a_name_and_no_code(code):
    without, both = (
        SCORER.likeness(
            entry("need", "Saal für das Fest", kind="room", features=features),
            entry("offer", "Gemeindesaal", kind="room", features=features),
        )
        for features in ([], [code])
    )

    assert {*both.shared} > {*without.shared}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stehtische", "Stühle"),
        ("Popcornmaschine", "Nähmaschine"),
        ("Praktische Tipps", "Tisch"),
        ("Transport von Kisten", "Sport im Freien"),
        ("Kaffee und Kuchen", "Küche"),
    ],
)
def test_different_things_with_similar_words_stay_apart(one, other):
    assert alike(one, other) < 0.5


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Ich lese Kindern vor", "reading_aloud"),
        ("um Kindern vorzulesen", "reading_aloud"),
        ("Wir kaufen für Ältere ein", "shopping_help"),
        ("Sie passt gern auf", "childcare"),
    ],
)
def test_verbs_that_come_apart_are_understood(text, concept):
    assert concept in concepts.mentions(text).found


@pytest.mark.parametrize(
    "text",
    ["gemeinsam", "Entwicklung", "hundert", "Mitglieder", "umgesetzt", "eingerichtet", "Beobachtung", "Hersteller"],
)
def test_what_only_stands_inside_another_word_is_not_meant(text):
    assert not concepts.mentions(text).found


@pytest.mark.parametrize(
    ("need", "right", "wrong"),
    [
        ("Volleyballtrainer", "Volleyball trainieren", "Basketballtrainer"),
        ("Hilfe bei Schulden", "Schuldnerberatung", "Girokonto eröffnen"),
        ("Mediation bei Streit", "Konflikte schlichten", "Moderation einer Gala"),
        ("Töpferkurs", "Keramik", "Kerzen ziehen"),
        ("Щеплення", "Impfen", "Zahnpflege"),
        ("Bewerbung schreiben", "Lebenslauf", "Personalgewinnung"),
    ],
)
def test_two_kinds_of_the_same_are_not_offered_for_one_another(need, right, wrong):
    fields = {"kind": "volunteer"}

    assert alike(need, right, **fields) > 2 * alike(need, wrong, **fields)


def test_a_word_stands_only_with_the_narrowest_idea():
    by_concept = _words_by_concept()

    for concept in lexicon.known().values():
        for wider in concept.wider:
            assert not set(by_concept[concept.name]) & set(by_concept[wider]), concept.name


def _words_by_concept():
    lines = (line for line in lexicon.FILE.read_text(encoding="utf-8").splitlines() if ": " in line)
    heads = (line.partition(":") for line in lines if not line.startswith("#"))
    return {head.partition("<")[0].strip(): said.split() for head, _colon, said in heads}


def test_not_only_is_no_denial():
    assert concepts.mentions("nicht nur Tische").found == concepts.mentions("Tische").found
    assert not concepts.mentions("keine Tische").found


def test_a_room_without_a_kitchen_is_no_kitchen():
    with_kitchen = alike("Küche zum Kochen", "Raum mit Küche", kind="room")

    assert alike("Küche zum Kochen", "Raum ohne Küche", kind="room") < with_kitchen / 2


@pytest.mark.parametrize(
    "word", ["muslimische", "christliche", "syrische", "ukrainische", "geflüchtete", "asylsuchende"]
)
def test_faith_nationality_and_legal_status_never_count(word):
    needed, given_ = entry("need", "Kochtöpfe"), entry("offer", "Kochtöpfe")

    marked = entry("need", f"{word} Kochtöpfe"), entry("offer", f"{word} Kochtöpfe")

    assert JUDGE.verdict(*marked).exact == JUDGE.verdict(needed, given_).exact
    assert alike(f"{word} Abend", f"{word} Runde") == alike("Abend", "Runde")


def test_every_concept_has_a_name_people_can_read():
    assert set(lexicon.known()) - {lexicon.HIDDEN} == set(NAMES)


def test_what_a_concept_is_a_kind_of_exists():
    for concept in lexicon.known().values():
        assert set(concept.wider) <= set(lexicon.known()), concept


def test_the_sentences_name_days_and_languages():
    tuesday = {"type": "weekly", "slots": [{"weekday": "TU", "from": "14:00", "to": "16:00"}]}
    learner = [{"lang": "uk", "role": "speaks"}, {"lang": "de", "role": "learns"}]
    fields = {"kind": "language_partner", "availability": tuesday, "district": 40}
    verdict = JUDGE.verdict(
        entry("need", "Deutsch üben", languages=learner, **fields),
        entry("offer", "Gespräche", languages=[{"lang": "de", "role": "speaks"}], **fields),
    )

    said = sentences.reasons(verdict.reasons)

    assert "Both have time on Dienstag in the afternoon (14:00–16:00)." in said
    assert "Both are in the same part of town." in said


def test_what_two_who_want_to_talk_mention_by_the_way_is_no_reason():
    asks, has = ([{"lang": "de", "role": role}] for role in ("learns", "speaks"))
    text = "Wir möchten Deutsch sprechen: beim Tee, beim Spazieren, beim Zuhören, beim Kochen, wo es geht."
    verdict = JUDGE.verdict(
        entry("need", "Gesprächspartner gesucht", kind="language_partner", languages=asks, text=text),
        entry("offer", "Ältere reden", kind="language_partner", languages=has, text="Die gern erzählen und zuhören."),
    )

    assert sentences.reasons(verdict.reasons) == ["The language fits: Deutsch."]


def test_who_has_attended_a_course_visits_nobody():
    assert concepts.mentions("Wir haben Kurse besucht").found == {"course"}


def test_what_is_open_is_said():
    tuesday = {"type": "weekly", "slots": [{"weekday": "TU"}]}
    verdict = JUDGE.verdict(
        entry("need", "Saal", kind="room", capacity=20, availability=tuesday), entry("offer", "Saal", kind="room")
    )

    assert verdict.missing == ("capacity", "time")
    assert "It is still open when it could be." in sentences.missing(verdict)
    assert sentences.improvements(verdict)


@pytest.mark.parametrize(
    ("need", "right", "wrong"),
    [
        ("Kinderbetreuung während Deutschkurs", "Babysitten", "Begleitung im Deutschkurs"),
        ("Fußballtrainer", "Fußballcoach", "Fußballschiedsrichter"),
        ("Theaterprojekt", "Theatergruppe", "Theaterkarten"),
        ("Hilfe bei der Bewerbung", "Bewerbungen schreiben", "Bewerbung um eine Wohnung: Vermieter anschreiben"),
        ("Interkulturelles Theaterprojekt", "Theater spielen", "Interkulturelles Kochprojekt"),
    ],
)
def test_what_a_title_is_about_is_its_head_and_not_its_setting(need, right, wrong):
    assert alike(need, right, kind="volunteer") > 0.6
    assert alike(need, wrong, kind="volunteer") < 0.4


def test_of_an_unknown_subject_the_setting_is_no_substitute():
    assert alike("Hundesitter während Deutschkurs", "Deutschkurs-Begleitung", kind="volunteer") < 0.4


@pytest.mark.parametrize(
    ("need", "wrong"), [("Schreibtische", "Schreibtischlampen"), ("Winterjacken", "Herren-Sommerhosen")]
)
def test_what_only_begins_alike_or_is_for_another_season_is_something_else(need, wrong):
    assert alike(need, wrong) < 0.4


TITLES = st.sampled_from(["Stühle", "Deutsch üben", "Kuchen backen", "Saal für Feste", "xyzzy", "كراسي", "Велосипед"])
KINDS = st.sampled_from(["room", "furniture", "volunteer", "language_partner", "other", "transport"])
AUDIENCES = st.lists(st.sampled_from(["women", "men", "children", "families", "everyone"]), max_size=2)
SIDES = st.fixed_dictionaries(
    {
        "title": TITLES,
        "text": TITLES,
        "kind": KINDS,
        "audiences": AUDIENCES,
        "district": st.none() | st.sampled_from([1, 2]),
        "capacity": st.none() | st.integers(1, 50),
    }
)


@given(SIDES, SIDES)
def test_the_same_pair_always_gets_the_same_score_between_0_and_100(one, other):
    pair = Entry.read({"id": "n", "direction": "need", **one}), Entry.read({"id": "o", "direction": "offer", **other})

    verdict = JUDGE.verdict(*pair)

    assert 0 <= verdict.score <= 100
    assert verdict == Judge(WordScorer(), date(2026, 11, 22)).verdict(*pair)
    assert sum(reason.points for reason in verdict.reasons) <= sum(reason.of for reason in verdict.reasons)


@given(SIDES, SIDES, st.sampled_from(["district", "audience", "language", "time"]))
def test_another_fact_on_which_both_agree_never_lowers_the_score(one, other, fact):
    fields = {
        "district": {"district": 1},
        "audience": {"audiences": ["seniors"]},
        "language": {"languages": [{"lang": "tr", "role": "speaks"}]},
        "time": {"availability": {"type": "weekly", "slots": [{"weekday": "MO", "from": "10:00", "to": "12:00"}]}},
    }[fact]
    bare = {"district": None, "audiences": [], "languages": [], "availability": None}
    kinds = {"kind": "volunteer"}

    def scored(more):
        need = Entry.read({"id": "n", "direction": "need", **one, **bare, **kinds, **more})
        return JUDGE.verdict(
            need, Entry.read({"id": "o", "direction": "offer", **other, **bare, **kinds, **more})
        ).exact

    assert scored(fields) >= scored({}) - 1e-9


@given(st.lists(st.sampled_from(sorted(lexicon.known())), min_size=3, max_size=3))
def test_nothing_is_more_like_a_concept_than_itself(names):
    for one, other in pairwise(names):
        assert lexicon.likeness(one, other) <= lexicon.likeness(one, one)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared_and_either_way_round(one, other):
    rarity = words.Rarity.built_in()
    first, second = words.vector([(one, 1.0)], rarity), words.vector([(other, 1.0)], rarity)

    assert words.cosine(first, second) == pytest.approx(words.cosine(second, first))
    assert -1e-9 <= words.cosine(first, second) <= 1 + 1e-9
