"""Finding phone numbers and addresses in texts, and not finding them in dates, times, sums and house numbers."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiknet import i18n, spotting
from kiknet.web.hints import hints


@pytest.mark.parametrize(
    "number",
    [
        "0831 12345", "0831/12345", "(0831) 123 45 67", "0831 / 12 34 5", "+49 831 1234567", "+49 (0) 171 2345678",
        "0171-1234567", "0049 171 1234567", "01711234567", "٠٨٣١ ١٢٣٤٥", "+380 44 123 4567", "0831–12345-0",
    ],
)  # fmt: skip
def test_a_number_one_can_call_is_found_wherever_it_stands(number):
    for text in (number, f"Ruft an: {number}.", f"Tel.:{number}, abends", f"({number})", f"Bitte\n{number}\nDanke"):
        assert len(spotting.phones(text)) == 1, text


@pytest.mark.parametrize(
    "text",
    [
        "Am 09.03.2027 von 09:00 bis 10:30 Uhr", "09.00-11.00 Uhr", "08/2027", "01-03-2027", "2027-03-09", "05/06/2027",
        "Poststraße 22, 87439 Kempten", "01067 Dresden", "20.000 €", "0,50 € je Tasse", "für 10-12 Kinder",
        "0 bis 6 Jahre",
        "Seite https://example.org/0831/1234567", "DE02 1203 0000 0000 2020 51", "Nr. 0815", "3,14159265358979",
        "1.000.000", "00:30-02:30", "§ 012",
    ],
)  # fmt: skip
def test_dates_times_sums_and_numbers_of_houses_are_none(text):
    assert spotting.phones(text) == []


@pytest.mark.parametrize(
    "text", ["ana@example.org", "Mail: a.b+c@sub.example.org!", "ana (at) example (punkt) org", "ana[at]example.org"]
)
def test_addresses_are_found_in_disguise_too(text):
    assert len(spotting.addresses(text)) == 1


@pytest.mark.parametrize("text", ["Treffen @ Haus", "um 8 (at) home", "a@b", "@stadt.kempten"])
def test_what_only_looks_like_an_address_is_none(text):
    assert spotting.addresses(text) == []


def test_links_are_counted():
    assert spotting.links("https://a.example/x, www.b.example und nichts") == ["https://a.example/x,", "www.b.example"]


@given(st.text(max_size=300))
def test_whatever_is_written_is_read(text):
    assert isinstance(spotting.phones(text) + spotting.addresses(text) + spotting.links(text), list)


@pytest.mark.parametrize(
    "text",
    ["0" * 20_000, "(" * 20_000, "a." * 10_000, "a@" * 10_000, "0 -" * 7_000, "a" * 20_000 + "@", "a" * 1_000_000],
)
def test_hostile_texts_cost_nothing(text):
    begins = time.thread_time()
    spotting.phones(text), spotting.addresses(text), spotting.links(text)
    assert time.thread_time() - begins < 1


def test_the_writer_reads_what_everybody_will_see(app):
    with i18n.as_("de"):
        assert hints("Sprachcafé", "Jeden Dienstag um 15:00") == []
        told = hints("Anrufen: 0831 12345", "oder ana@example.org", "http://a.de http://b.de http://c.de")
    assert [sentence.split(".")[0] for sentence in told] == [
        "Die Telefonnummer sehen alle",
        "Die E-Mail-Adresse sehen alle",
        "In Ihrem Text stehen viele Links",
    ]
