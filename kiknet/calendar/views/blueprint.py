"""The blueprint all pages of this capability belong to, and what its templates may ask."""

from flask import Blueprint

from kiknet.calendar import occasions, outlook, policy, room_pages
from kiknet.calendar.series_words import written
from kiknet.i18n import calendar_names, on_pages

bp = Blueprint("calendar", __name__)
bp.add_app_template_filter(on_pages(written), "when")
bp.add_app_template_global(policy.may, "may_event")
bp.add_app_template_global(room_pages.events_of, "events_of")
bp.add_app_template_global(room_pages.may_make_event, "may_make_event")
bp.add_app_template_filter(outlook.address, "date_address")
bp.add_app_template_global(lambda: calendar_names().long, "weekday_names")
bp.add_app_template_filter(outlook.headline, "headline")
bp.add_app_template_filter(outlook.said, "said")
bp.add_app_template_filter(occasions.note_of, "note")
