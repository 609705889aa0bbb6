"""Every address of the application, asked by everybody: who may do what stands in one table."""

from functools import cache

import pytest
import world
from drafts import draft

from kiknet.calendar.service import post_event
from kiknet.db import transaction
from kiknet.web import throttle

PERSONS = ("stranger", "vera", "ben", "ana", "carla", "olga")
"""Nobody; the viewer, an editor and the admin of the Mill; the admin of the Library; the office's admin."""

IS_DONE_LAST = {
    "organisations.application", "organisations.profile", "organisations.remove", "organisations.move",
    "organisations.merge", "accounts.leave",
}  # fmt: skip
MAY_SIGN_OUT = ("accounts.", "organisations.")
"""Deeds after which nobody need be signed in as before."""

TABLE = """
GET  accounts.account                   in  yes yes yes yes yes
GET  accounts.confirm_email             yes yes yes yes yes yes
GET  accounts.devices                   in  yes yes yes yes yes
GET  accounts.email                     in  yes yes yes yes yes
GET  accounts.email_links_sent          in  yes yes yes yes yes
GET  accounts.forgotten                 yes yes yes yes yes yes
GET  accounts.leave                     in  yes yes yes yes yes
GET  accounts.link_sent                 yes yes yes yes yes yes
GET  accounts.new_password              yes yes yes yes yes yes
GET  accounts.password                  in  yes yes yes yes yes
GET  accounts.people                    in  403 403 403 403 yes
GET  accounts.person                    in  403 403 403 403 yes
GET  accounts.profile                   in  yes yes yes yes yes
GET  accounts.renew_codes               in  yes yes yes yes yes
GET  accounts.reset_second_factor       in  403 403 403 403 yes
GET  accounts.second_factor             in  yes yes yes yes yes
GET  accounts.second_factor_setup       in  yes yes yes yes yes
GET  accounts.second_step               yes yes yes yes yes yes
GET  accounts.set_up                    404 404 404 404 404 404
GET  accounts.sign_in                   yes yes yes yes yes yes
GET  accounts.sign_in_link              yes yes yes yes yes yes
GET  accounts.switch_off                in  yes yes yes yes yes
GET  api.document                       yes yes yes yes yes yes
GET  api.event                          yes yes yes yes yes yes
GET  api.events                         yes yes yes yes yes yes
GET  api.index                          yes yes yes yes yes yes
GET  api.listing                        yes yes yes yes yes yes
GET  api.listings                       yes yes yes yes yes yes
GET  api.occurrences                    yes yes yes yes yes yes
GET  api.organisation                   yes yes yes yes yes yes
GET  api.organisations                  yes yes yes yes yes yes
GET  api.places                         yes yes yes yes yes yes
GET  api.words                          yes yes yes yes yes yes
GET  board.decline                      in  403 yes yes 403 404
GET  board.edit                         in  403 yes yes 403 403
GET  board.fulfil                       in  403 yes yes 403 403
GET  board.index                        yes yes yes yes yes yes
GET  board.listing                      yes yes yes yes yes yes
GET  board.mine                         in  yes yes yes yes 403
GET  board.new                          in  403 yes yes yes 403
GET  board.reject                       in  403 403 403 404 yes
GET  board.remove                       in  403 403 403 403 yes
GET  board.renew_from_mail              yes yes yes yes yes yes
GET  board.return_                      in  403 403 403 404 yes
GET  board.show                         in  yes yes yes yes 403
GET  board.withdraw                     in  403 yes yes 403 403
GET  booking.ask                        in  403 yes yes yes 403
GET  booking.booking                    in  yes yes yes yes 404
GET  booking.calendar                   in  403 403 yes 403 403
GET  booking.change                     in  403 403 403 yes 404
GET  booking.door                       in  yes yes yes yes yes
GET  booking.edit                       in  403 403 yes 403 403
GET  booking.end                        in  403 403 yes yes 404
GET  booking.feed                       yes yes yes yes yes yes
GET  booking.index                      yes yes yes yes yes yes
GET  booking.mine                       in  yes yes yes yes 403
GET  booking.new                        in  403 403 yes yes 403
GET  booking.own                        in  yes yes yes yes 403
GET  booking.resource                   yes yes yes yes yes yes
GET  booking.retire                     in  403 403 yes 403 403
GET  booking.usage                      in  yes yes yes yes 403
GET  booking.usage_table                in  yes yes yes yes 403
GET  calendar.add_date                  in  403 yes yes 403 403
GET  calendar.batch                     in  403 403 403 403 yes
GET  calendar.cancel                    in  403 yes yes 403 403
GET  calendar.cancel_date               in  403 yes yes 403 403
GET  calendar.change_date               in  403 yes yes 403 403
GET  calendar.date                      yes yes yes yes yes yes
GET  calendar.dates                     yes yes yes yes yes yes
GET  calendar.edit                      in  403 yes yes 403 403
GET  calendar.event                     yes yes yes yes yes yes
GET  calendar.hide                      in  403 403 403 403 yes
GET  calendar.index                     yes yes yes yes yes yes
GET  calendar.look                      in  yes yes yes yes yes
GET  calendar.measures                  in  403 yes yes 403 403
GET  calendar.mine                      in  yes yes yes yes 403
GET  calendar.month                     yes yes yes yes yes yes
GET  calendar.new                       in  403 yes yes yes 403
GET  calendar.organisers                in  404 yes yes yes 403
GET  calendar.planning                  in  yes yes yes yes yes
GET  calendar.postpone                  in  403 yes yes 403 403
GET  calendar.reject                    in  403 403 403 404 yes
GET  calendar.remove_date               in  403 yes yes 403 403
GET  calendar.return_                   in  403 403 403 404 yes
GET  calendar.room                      in  403 302 302 403 403
GET  calendar.take_back                 in  403 yes yes 403 403
GET  calendar.take_back_date            in  403 yes yes 403 403
GET  calendar.together                  in  403 403 403 yes 403
GET  calendar.which_dates               in  403 yes yes 403 403
GET  calendar.withdraw                  in  403 yes yes 403 403
GET  concept.index                      in  403 403 403 403 yes
GET  concept.mapping                    in  403 403 403 403 yes
GET  concept.measure                    in  403 403 403 403 yes
GET  concept.scale                      in  403 403 403 403 yes
GET  concept.step                       in  403 403 403 403 yes
GET  concept.version                    in  403 403 403 403 yes
GET  conversations.begin                in  404 404 404 404 403
GET  conversations.conversation         in  yes yes yes yes 404
GET  conversations.file                 in  yes yes yes yes 404
GET  conversations.index                in  yes yes yes yes 403
GET  cooperations.cooperation           yes yes yes yes yes yes
GET  cooperations.edit                  in  403 yes yes 403 403
GET  cooperations.history               in  yes yes yes yes 403
GET  cooperations.idea                  in  403 yes yes yes 403
GET  cooperations.index                 yes yes yes yes yes yes
GET  cooperations.join                  in  yes yes yes yes 403
GET  cooperations.keep_from_mail        yes yes yes yes yes yes
GET  cooperations.lead                  in  403 yes yes 403 403
GET  cooperations.leave                 in  403 yes yes yes 403
GET  cooperations.measures              in  403 yes yes yes 403
GET  cooperations.mine                  in  yes yes yes yes 403
GET  cooperations.move                  in  403 yes yes 403 403
GET  cooperations.my_tasks              in  yes yes yes yes yes
GET  cooperations.new                   in  403 yes yes yes 403
GET  cooperations.new_poll              in  403 yes yes yes 403
GET  cooperations.outcome              in  yes yes yes yes yes
GET  cooperations.partners              in  yes yes yes yes yes
GET  cooperations.poll                  in  yes yes yes yes 403
GET  cooperations.post_file             in  yes yes yes yes 403
GET  cooperations.posts                 in  yes yes yes yes 403
GET  cooperations.remove_partner        in  403 yes yes 403 403
GET  cooperations.task                  in  403 yes yes yes 403
GET  cooperations.tasks                 in  yes yes yes yes 403
GET  feeds.atom                         yes yes yes yes yes yes
GET  feeds.calendar                     yes yes yes yes yes yes
GET  feeds.date                         yes yes yes yes yes yes
GET  feeds.embed                        yes yes yes yes yes yes
GET  feeds.embed_style                  yes yes yes yes yes yes
GET  feeds.event                        yes yes yes yes yes yes
GET  feeds.listings                     yes yes yes yes yes yes
GET  feeds.organisation                 yes yes yes yes yes yes
GET  feeds.poster                       yes yes yes yes yes yes
GET  feeds.snippet                      yes yes yes yes yes yes
GET  feeds.subscribe                    yes yes yes yes yes yes
GET  home.desk                          in  403 403 403 403 yes
GET  home.dev_mail                      yes yes yes yes yes yes
GET  home.dev_mail_message              yes yes yes yes yes yes
GET  home.favicon                       302 302 302 302 302 302
GET  home.field                         yes yes yes yes yes yes
GET  home.fields                        yes yes yes yes yes yes
GET  home.healthz                       yes yes yes yes yes yes
GET  home.mine                          in  yes yes yes yes yes
GET  home.organisation                  yes yes yes yes yes yes
GET  home.robots                        yes yes yes yes yes yes
GET  home.sitemap                       yes yes yes yes yes yes
GET  home.start                         yes yes yes yes yes yes
GET  imports.for_organisation           in  403 403 403 403 yes
GET  imports.index                      in  403 yes yes yes 403
GET  imports.source                     in  403 yes yes 404 yes
GET  imports.template                   in  yes yes yes yes yes
GET  legal.accessibility                yes yes yes yes yes yes
GET  legal.edit                         in  403 403 403 403 yes
GET  legal.feedback                     yes yes yes yes yes yes
GET  legal.imprint                      yes yes yes yes yes yes
GET  legal.privacy                      yes yes yes yes yes yes
GET  legal.texts                        in  403 403 403 403 yes
GET  matching.dismissal                 in  403 yes yes yes 404
GET  matching.mine                      in  yes yes yes yes yes
GET  matching.who_fits                  in  yes yes yes yes yes
GET  media.file                         yes yes yes yes yes yes
GET  meeting.desk                       in  403 403 403 403 yes
GET  meeting.wall                       yes yes yes yes yes yes
GET  moderation.decisions               in  yes yes yes yes yes
GET  moderation.file                    in  403 403 403 403 yes
GET  moderation.index                   in  403 403 403 403 yes
GET  moderation.one                     in  403 403 403 403 yes
GET  moderation.report                  yes yes yes yes yes yes
GET  notifications.choices              in  yes yes yes yes yes
GET  notifications.inbox                in  yes yes yes yes yes
GET  notifications.unsubscribe          yes yes yes yes yes yes
GET  observances.edit                   in  403 403 403 403 yes
GET  observances.index                  yes yes yes yes yes yes
GET  observances.own                    in  403 403 403 403 yes
GET  organisations.act_for              in  yes yes yes yes yes
GET  organisations.all_organisations    in  403 403 403 403 yes
GET  organisations.application          in  404 404 yes 404 404
GET  organisations.apply                yes yes yes yes yes yes
GET  organisations.ask_for_changes      in  403 403 403 403 yes
GET  organisations.claim                yes yes yes yes yes yes
GET  organisations.confirm              yes yes yes yes yes yes
GET  organisations.contact              yes yes yes yes yes yes
GET  organisations.decline              in  403 403 403 403 yes
GET  organisations.index                yes yes yes yes yes yes
GET  organisations.join                 yes yes yes yes yes yes
GET  organisations.look_after           in  403 403 403 403 yes
GET  organisations.members              in  yes yes yes yes 403
GET  organisations.move                 in  403 403 403 403 yes
GET  organisations.profile              in  yes yes yes yes 403
GET  organisations.remove               in  403 yes yes 404 403
GET  organisations.sent                 yes yes yes yes yes yes
GET  organisations.take_back            in  404 404 yes 404 404
GET  places.edit                        in  403 403 403 403 yes
GET  places.index                       in  403 403 403 403 yes
GET  pools.ask                          in  403 yes yes yes 403
GET  pools.asked                        in  yes yes yes yes 403
GET  pools.edit                         in  403 403 yes 404 403
GET  pools.index                        in  yes yes yes yes yes
GET  pools.new                          in  403 403 yes yes 403
GET  pools.numbers                      in  yes yes yes yes yes
GET  pools.one                          in  yes yes yes yes 404
GET  pools.own                          in  yes yes yes yes 403
GET  pools.table                        in  yes yes yes yes yes
GET  reports.edit                       in  403 403 403 403 yes
GET  reports.index                      in  403 403 403 403 yes
GET  reports.listed                     in  403 403 403 403 yes
GET  reports.new                        in  403 403 403 403 yes
GET  reports.published                  yes yes yes yes yes yes
GET  reports.report                     yes yes yes yes yes yes
GET  reports.report_table               yes yes yes yes yes yes
GET  reports.table                      in  403 403 403 403 yes
GET  search.search                      yes yes yes yes yes yes
GET  subscriptions.confirm              yes yes yes yes yes yes
GET  subscriptions.end                  yes yes yes yes yes yes
GET  subscriptions.manage               yes yes yes yes yes yes
GET  subscriptions.sent                 yes yes yes yes yes yes
GET  subscriptions.sign_up              yes yes yes yes yes yes
GET  web.asset                          yes yes yes yes yes yes
POST accounts.confirm_email             yes yes yes yes yes yes
POST accounts.email                     in  422 422 422 422 422
POST accounts.end_device                in  404 404 404 404 404
POST accounts.end_other_devices         in  yes yes yes yes yes
POST accounts.forgotten                 yes yes yes yes yes yes
POST accounts.leave                     in  422 422 422 422 422
POST accounts.new_password              yes yes yes yes yes yes
POST accounts.office_role               in  403 403 403 403 422
POST accounts.password                  in  yes yes yes yes yes
POST accounts.profile                   in  yes yes yes yes yes
POST accounts.renew_codes               in  422 422 422 422 422
POST accounts.reset_second_factor       in  403 403 403 403 yes
POST accounts.second_factor_setup       in  422 422 422 422 yes
POST accounts.second_step               yes yes yes yes yes yes
POST accounts.set_up                    404 404 404 404 404 404
POST accounts.sign_in                   422 yes yes yes yes yes
POST accounts.sign_in_link              yes yes yes yes yes yes
POST accounts.sign_out                  in  yes yes yes yes yes
POST accounts.switch_off                in  422 422 422 422 422
POST board.accept                       in  403 yes yes 403 404
POST board.approve                      in  403 403 403 404 yes
POST board.cooperate                    in  403 yes yes yes 404
POST board.decline                      in  403 yes yes 403 404
POST board.edit                         in  403 422 422 403 403
POST board.fulfil                       in  403 yes yes 403 403
POST board.invite                       in  403 403 403 403 403
POST board.look_at_text                 in  yes yes yes yes 403
POST board.new                          in  422 422 422 422 403
POST board.pause                        in  403 yes yes 403 403
POST board.publish                      in  403 yes yes 404 403
POST board.reject                       in  403 403 403 404 yes
POST board.remove                       in  403 403 403 403 yes
POST board.renew                        in  403 yes yes 403 403
POST board.renew_from_mail              yes yes yes yes yes yes
POST board.restore                      in  403 403 403 404 yes
POST board.reopen                       in  403 yes yes 410 403
POST board.resume                       in  403 yes yes 404 403
POST board.return_                      in  403 403 403 404 yes
POST board.show                         in  403 403 403 yes 403
POST board.take_back                    in  403 403 403 yes 404
POST board.withdraw                     in  403 yes yes 403 403
POST booking.again                      in  403 403 403 yes 404
POST booking.answer                     in  403 403 yes 403 404
POST booking.ask                        in  403 422 422 422 403
POST booking.calendar                   in  403 403 yes 403 403
POST booking.change                     in  403 403 403 422 404
POST booking.edit                       in  403 403 422 403 403
POST booking.end                        in  403 403 yes yes 404
POST booking.new                        in  403 403 422 422 403
POST booking.retire                     in  403 403 yes 403 403
POST calendar.add_date                  in  403 yes yes 403 403
POST calendar.answer_organiser          in  403 403 403 yes 403
POST calendar.approve                   in  403 403 403 404 yes
POST calendar.ask_organiser             in  403 yes yes 403 403
POST calendar.batch                     in  403 403 403 403 422
POST calendar.cancel                    in  403 yes yes 403 403
POST calendar.cancel_date               in  403 yes yes 403 403
POST calendar.change_date               in  403 yes yes 403 403
POST calendar.edit                      in  403 yes yes 403 403
POST calendar.hide                      in  403 403 403 403 yes
POST calendar.look                      in  yes yes yes yes yes
POST calendar.measures                  in  403 yes yes 403 403
POST calendar.new                       in  422 yes yes yes 403
POST calendar.paste                     in  403 yes yes yes 403
POST calendar.postpone                  in  403 yes yes 403 403
POST calendar.publish                   in  403 yes yes 404 403
POST calendar.put_back_date             in  403 yes yes 403 403
POST calendar.reject                    in  403 403 403 404 yes
POST calendar.remove_date               in  403 yes yes 403 403
POST calendar.remove_organiser          in  403 yes yes 403 403
POST calendar.restore                   in  403 403 403 404 yes
POST calendar.return_                   in  403 403 403 404 yes
POST calendar.take_back                 in  403 yes yes 403 403
POST calendar.take_back_date            in  403 yes yes 403 403
POST calendar.together                  in  403 403 403 yes 403
POST calendar.withdraw                  in  403 yes yes 403 403
POST concept.decide                     in  403 403 403 403 yes
POST concept.index                      in  403 403 403 403 422
POST concept.make_current               in  403 403 403 403 yes
POST concept.mapping                    in  403 403 403 403 yes
POST concept.measure                    in  403 403 403 403 yes
POST concept.remove_step                in  403 403 403 403 yes
POST concept.scale                      in  403 403 403 403 yes
POST concept.step                       in  403 403 403 403 422
POST conversations.begin                in  404 404 404 404 403
POST conversations.close                in  403 yes yes yes 404
POST conversations.conversation         in  403 yes yes yes 404
POST conversations.mute                 in  yes yes yes yes 404
POST conversations.read                 in  yes yes yes yes 404
POST conversations.reopen               in  403 403 403 yes 404
POST cooperations.answer_interest       in  403 yes yes 403 403
POST cooperations.answer_invitation     in  403 403 403 yes 403
POST cooperations.close_poll            in  403 422 422 403 403
POST cooperations.contribution          in  403 yes yes yes 403
POST cooperations.edit                  in  403 yes yes 403 403
POST cooperations.finish_task           in  403 yes yes yes 403
POST cooperations.idea                  in  403 yes yes yes 403
POST cooperations.join                  in  yes yes yes yes 403
POST cooperations.keep                  in  403 yes yes 403 403
POST cooperations.keep_from_mail        yes yes yes yes yes yes
POST cooperations.lead                  in  403 422 422 403 403
POST cooperations.leave                 in  403 yes yes yes 403
POST cooperations.measures              in  403 yes yes yes 403
POST cooperations.move                  in  403 yes yes 403 403
POST cooperations.mute_posts            in  yes yes yes yes 403
POST cooperations.new                   in  403 yes yes yes 403
POST cooperations.offer_more            in  403 422 422 422 403
POST cooperations.new_poll              in  403 422 422 422 403
POST cooperations.outcome              in  403 yes yes 403 403
POST cooperations.partners              in  403 422 422 403 403
POST cooperations.poll                  in  403 422 422 422 403
POST cooperations.posts                 in  403 yes yes yes 403
POST cooperations.read_posts            in  yes yes yes yes 403
POST cooperations.remove_partner        in  403 yes yes 403 403
POST cooperations.remove_task           in  403 yes yes yes 403
POST cooperations.reopen_poll           in  403 yes yes 403 403
POST cooperations.set_role              in  403 yes yes 403 403
POST cooperations.take_back             in  403 403 403 yes 403
POST cooperations.take_back_invitation  in  403 yes yes 403 403
POST cooperations.task                  in  403 yes yes yes 403
POST cooperations.tasks                 in  403 yes yes yes 403
POST imports.bring_file                 in  403 422 422 422 403
POST imports.confirm                    in  403 yes yes 404 yes
POST imports.fetch                      in  403 yes yes 404 yes
POST imports.name_address               in  403 403 422 422 403
POST imports.stop                       in  403 yes yes 404 yes
POST legal.edit                         in  403 403 403 403 yes
POST legal.feedback                     yes yes yes yes yes yes
POST matching.dismissal                 in  403 yes yes yes 404
POST matching.return_                   in  403 yes yes 403 404
POST matching.seen                      in  403 yes yes yes 403
POST meeting.desk                       in  403 403 403 403 422
POST meeting.take_back                  in  403 403 403 403 404
POST moderation.decide                  in  403 403 403 403 422
POST moderation.report                  422 422 422 422 422 422
POST moderation.show_again              in  403 403 403 403 422
POST moderation.take                    in  403 403 403 403 yes
POST notifications.choices              in  yes yes yes yes yes
POST notifications.open_                in  404 404 yes 404 404
POST notifications.read_all             in  yes yes yes yes yes
POST notifications.seen                 in  yes yes yes yes yes
POST notifications.unsubscribe          yes yes yes yes yes yes
POST observances.edit                   in  403 403 403 403 422
POST observances.own                    in  403 403 403 403 422
POST observances.remove                 in  403 403 403 403 yes
POST organisations.act_for              in  403 403 403 403 403
POST organisations.admit                in  403 403 403 403 yes
POST organisations.application          in  404 404 yes 404 404
POST organisations.apply                yes yes yes yes yes yes
POST organisations.appoint              in  403 403 403 403 422
POST organisations.ask_for_changes      in  403 403 403 403 yes
POST organisations.change_role          in  403 403 yes 404 403
POST organisations.claim                yes yes yes yes yes yes
POST organisations.confirm              yes yes yes yes yes yes
POST organisations.contact              yes yes yes yes yes yes
POST organisations.decline              in  403 403 403 403 yes
POST organisations.invite_again         in  403 403 yes 404 403
POST organisations.join                 yes yes yes yes yes yes
POST organisations.members              in  403 403 yes yes 403
POST organisations.merge                in  403 403 403 403 yes
POST organisations.move                 in  403 403 403 403 yes
POST organisations.profile              in  403 403 yes yes 403
POST organisations.remove               in  403 yes yes 404 403
POST organisations.take_back            in  404 404 yes 404 404
POST organisations.trust                in  403 403 403 403 yes
POST organisations.withdraw_invitation  in  403 403 yes 404 403
POST places.edit                        in  403 403 403 403 yes
POST places.merge                       in  403 403 403 403 422
POST places.share                       in  403 403 403 403 yes
POST pools.answer                       in  403 yes yes 403 404
POST pools.ask                          in  403 422 422 422 403
POST pools.edit                         in  403 403 422 404 403
POST pools.new                          in  403 403 422 422 403
POST pools.withdraw                     in  403 403 403 yes 404
POST reports.count_anew                 in  403 403 403 403 yes
POST reports.discard                    in  403 403 403 403 yes
POST reports.edit                       in  403 403 403 403 422
POST reports.new                        in  403 403 403 403 422
POST reports.publish                    in  403 403 403 403 yes
POST subscriptions.confirm              yes yes yes yes yes yes
POST subscriptions.end                  yes yes yes yes yes yes
POST subscriptions.manage               yes yes yes yes yes yes
POST subscriptions.sign_up              yes yes yes yes yes yes
"""

FORM = {
    "email": "dilek@example.org", "role": "viewer", "reason": "Darum.", "name": "Frauentreff Thingers",
    "kind": "culture", "message": "Wir singen jeden Freitag.", "display_name": "Dilek", "target": "library",
    "title": "Konzert",
    "first_day": "9.3.2027", "starts": "18:00", "organiser": "The Garden", "answer": "yes", "language": "de",
    "new_password": "vier Wörter die nirgends passen", "text": "Ein Text", "place_name": "Market Square",
    "cadence": "daily",
}  # fmt: skip
"""What is sent to every address: enough for most forms, so that a right shows and not a gap."""

ROWS = {tuple(line.split()[:2]): line.split()[2:] for line in TABLE.strip().splitlines()}


def routes(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return {(method, rule.endpoint): rule for rule in rules for method in rule.methods & {"GET", "POST"}}


def open_as(app, stage, person):
    browser = app.test_client()
    return browser if person == "stranger" else browser.as_(getattr(stage.cast, person))


def with_its_cookie(app, signed_in):
    """A browser that remembers nothing since signing in."""
    browser, cookie = app.test_client(), signed_in.get_cookie("kiknet")
    if cookie is not None:
        browser.set_cookie("kiknet", cookie.value)
    return browser


def outcome(answer):
    """`in`: has to sign in; `yes`: may (409: may, but somebody was faster); otherwise the status."""
    if answer.status_code == 303 and answer.location.startswith("/anmelden?next="):
        return "in"
    return "yes" if answer.status_code in {200, 204, 303, 409} else str(answer.status_code)


def test_every_address_has_a_row(app):
    assert set(routes(app)) == set(ROWS)
    assert all(len(row) == len(PERSONS) for row in ROWS.values())


@pytest.mark.parametrize("person", PERSONS)
def test_who_may_open_what(app, person):
    stage = world.build()
    column, signed_in = PERSONS.index(person), open_as(app, stage, person)

    found = {}
    for (method, endpoint), rule in routes(app).items():
        if method == "GET":
            found[endpoint] = outcome(with_its_cookie(app, signed_in).get(stage.path(rule)))

    assert found == {endpoint: row[column] for (method, endpoint), row in ROWS.items() if method == "GET"}


@pytest.mark.parametrize("person", PERSONS)
def test_who_may_do_what(app, person):
    stage = world.build()
    column = PERSONS.index(person)
    deeds = {endpoint: rule for (method, endpoint), rule in routes(app).items() if method == "POST"}

    found = {}
    signed_in = cache(lambda: open_as(app, stage, person))
    for endpoint in sorted(deeds, key=lambda name: (name in IS_DONE_LAST, name == "accounts.leave")):
        throttle.forgive("park", "127.0.0.1")  # there are more addresses than forms a stranger may leave in an hour
        answer = with_its_cookie(app, signed_in()).post(stage.path(deeds[endpoint]), data=FORM)
        found[endpoint] = outcome(answer)
        if endpoint.startswith(MAY_SIGN_OUT):
            signed_in.cache_clear()

    assert found == {endpoint: row[column] for (method, endpoint), row in ROWS.items() if method == "POST"}


EVENTS = """
published               yes yes yes yes yes yes
published.network       404 yes yes yes yes yes
published.planned       404 yes yes yes yes yes
draft                   404 yes yes yes 404 yes
submitted               404 yes yes yes 404 yes
hidden                  404 yes yes yes 404 yes
rejected                404 yes yes yes 404 yes
withdrawn               410 yes yes yes 410 410
withdrawn.network       404 yes yes yes 410 410
"""


@pytest.mark.parametrize("row", EVENTS.strip().splitlines(), ids=lambda row: row.split()[0])
def test_who_finds_an_event_on_its_page_and_in_its_file(app, cast, row):
    state, *expected = row.split()
    publication, _, more = state.partition(".")
    event = post_event(cast.ana, draft(rule="FREQ=WEEKLY;BYDAY=TU"))
    with transaction():
        event.publication = publication
        event.visibility = "network" if more == "network" else "public"
        event.scheduling = "planned" if more == "planned" else "confirmed"
    stage = world.World(cast)

    page = f"/veranstaltungen/{event.id}"
    for address in (page, f"{page}.ics", f"{page}/termine", f"{page}/2027-03-16", f"{page}/2027-03-16.ics"):
        found = [outcome(open_as(app, stage, person).get(address)) for person in PERSONS]
        assert found == expected, address
