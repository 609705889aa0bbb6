"""The operator takes a calendar over from the command line."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime

import click
import pytest
from drafts import draft
from imports.servers import says, server
from sqlalchemy import select

from kiknet.calendar import service as calendar
from kiknet.calendar.models import Event, Occurrence
from kiknet.cli_import import import_ics
from kiknet.config import Misconfigured, Settings
from kiknet.db import db, transaction
from kiknet.imports import work
from kiknet.imports.fetching import Fetcher
from kiknet.organisations.models import Membership

CALENDAR = b"""BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
UID:a\r
SUMMARY:Sprachcaf\xc3\xa9\r
DTSTART:20270309T150000\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:b\r
SUMMARY:Ohne Beginn\r
END:VEVENT\r
END:VCALENDAR\r
"""


@pytest.fixture(autouse=True)
def _on_the_first_of_march(at):
    at(2027, 3, 1, 12)


@pytest.fixture
def run(app):
    """`run("--json", path)`: exit status, what was said, what was complained about."""

    def call(*args):
        said, complained, status = io.StringIO(), io.StringIO(), 0
        with redirect_stdout(said), redirect_stderr(complained):
            try:
                import_ics.main([str(arg) for arg in args], standalone_mode=False)
            except SystemExit as leaving:
                status = leaving.code
            except click.ClickException as mistake:
                status = mistake.exit_code
        return status, said.getvalue(), complained.getvalue()

    return call


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "kalender.ics"
    file.write_bytes(CALENDAR)
    return file


def titles():
    return list(db.session.scalars(select(Event.title).order_by(Event.id)))


def test_a_file_is_taken_over_and_everything_said(cast, run, path):
    status, said, complained = run("--organisation", "mill", path)

    assert (status, complained) == (0, "")
    assert said.startswith("Done: 1 new, 0 changed, 0 as before, 1 skipped, 0 gone.")
    assert "2027-03-09 15:00 – Sprachcafé" in said
    assert "Ohne Beginn" in said
    assert titles() == ["Sprachcafé"]


def test_a_dry_run_only_says_it(cast, run, path):
    status, said, _complained = run("--organisation", "mill", "--dry-run", path)

    assert (status, titles()) == (0, [])
    assert said.startswith("Would be: 1 new")


def test_json_for_machines(cast, run, path):
    for new, unchanged in ((1, 0), (0, 1)):
        status, said, _complained = run("--organisation", "mill", "--json", path)
        report = json.loads(said)
        assert status == 0
        assert report["counts"] == {"new": new, "changed": 0, "gone": 0, "skipped": 1, "unchanged": unchanged}
        assert [(e["line"], e["title"]) for e in report["skipped"]] == [(7, "Ohne Beginn")]
    assert report["organisation"] == "mill"


@pytest.mark.parametrize("data", [b"Hallo", b"", b"<html>"])
def test_what_is_refused_ends_with_one_and_the_reason(cast, run, tmp_path, data):
    (tmp_path / "x.ics").write_bytes(data)
    status, said, complained = run("--organisation", "mill", "--json", tmp_path / "x.ics")

    assert status == 1
    assert json.loads(said)["refused"] in complained


def test_a_file_or_an_organisation_that_is_not_there_is_said(cast, run, path):
    assert run("--organisation", "mill", "gibtsnicht.ics")[0] == 1
    status, _said, complained = run("--organisation", "niemand", path)
    assert status == 1
    assert "niemand" in complained


def test_an_address_is_fetched_at_once(cast, run, monkeypatch):
    monkeypatch.setattr(work, "fetcher", lambda: Fetcher(allows_loopback=True))
    with server(says(CALENDAR)) as address:
        assert run("--organisation", "mill", address)[0] == 0

    assert titles() == ["Sprachcafé"]


def test_this_machine_is_not_asked(cast, run):
    with server(says(CALENDAR)) as address:
        status, _said, complained = run("--organisation", "mill", address)

    assert status == 1
    assert "private" in complained or "privates" in complained


def test_production_never_asks_this_machine():
    with pytest.raises(Misconfigured, match="KIKNET_ALLOW_LOOPBACK_FETCH"):
        Settings.from_environment(
            {
                "KIKNET_ENV": "production",
                "KIKNET_ALLOW_LOOPBACK_FETCH": "1",
                "KIKNET_BASE_URL": "https://kalender.example.org",
                "KIKNET_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz",
            }
        )


def test_an_organisation_without_admins_is_served_in_the_offices_name(cast, run, path):
    with transaction():
        for membership in db.session.scalars(select(Membership)):
            membership.state = "removed"
    run("--organisation", "mill", path)

    assert db.session.scalars(select(Event.created_by_id)).one() == cast.olga.user.id


def test_what_was_exported_is_the_same_in_another_network(cast, run, browser, tmp_path):
    """Out of one network and into another: titles, times, places, rules, states and every single date."""

    def said():
        columns = (
            Event.title, Event.starts_local, Event.ends_local, Event.is_all_day, Event.rule, Event.scheduling,
            Event.place_id, Event.place_note,
        )  # fmt: skip
        rows = select(Event.title, Occurrence.recurrence_id, Occurrence.starts_at, Occurrence.ends_at, Occurrence.state)
        rows = rows.join(Occurrence.event).order_by(Event.title, Occurrence.recurrence_id)
        events = select(*columns).where(Event.publication == "published").order_by(Event.title)
        return db.session.execute(events).all(), db.session.execute(rows).all()

    from kiknet.calendar import date_deeds
    from kiknet.places.draft import PlaceDraft

    place = PlaceDraft(name="The Hall", street="Mühlweg 1", postcode="87435", city="Kempten")
    choir = calendar.post_event(cast.ana, draft(title="Chor", rule="FREQ=WEEKLY;COUNT=8", place=place))
    date_deeds.cancel_date(cast.ana, choir, choir.occurrences[2], "Ferien")
    date_deeds.remove_date(cast.ana, choir, choir.occurrences[4])
    usual = date_deeds.draft_of(choir, choir.occurrences[5])
    later = usual.starts_local.replace(hour=19), usual.ends_local.replace(hour=21)
    moved = date_deeds.DateDraft(starts_local=later[0], ends_local=later[1], place=usual.place)
    date_deeds.change_date(cast.ana, choir, choir.occurrences[5], moved)
    off = calendar.post_event(cast.ana, draft(title="Fest", place_note="Saal 2"))
    calendar.cancel_event(cast.ana, off, "Krank")
    days = datetime(2027, 3, 15), datetime(2027, 3, 20)
    calendar.post_event(cast.ana, draft(title="Woche", starts_local=days[0], ends_local=days[1], is_all_day=True))
    before = said()
    (tmp_path / "export.ics").write_bytes(browser.get("/feeds/organisationen/mill.ics").data)
    with transaction() as session:
        for event in session.scalars(select(Event)):
            session.delete(event)

    status, _said, _complained = run("--organisation", "mill", "--json", tmp_path / "export.ics")
    assert status == 0
    assert said() == before

    report = json.loads(run("--organisation", "mill", "--json", tmp_path / "export.ics")[1])
    assert (report["counts"]["new"], report["counts"]["changed"], report["counts"]["unchanged"]) == (0, 0, 3)
    assert said() == before
