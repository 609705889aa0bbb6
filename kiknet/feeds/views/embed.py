"""The calendar in other people's websites: the frame, its colours, and the page that writes the line to copy."""

from typing import Any

from flask import Response, current_app, make_response, render_template, request, url_for
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict

from kiknet import clock, i18n
from kiknet.calendar import agenda, labels
from kiknet.calendar.entries import Writer
from kiknet.calendar.filter import Filter
from kiknet.feeds import colours, feed
from kiknet.feeds.colours import Colours
from kiknet.feeds.views.answer import language
from kiknet.feeds.views.blueprint import bp
from kiknet.feeds.views.subscribe import known
from kiknet.i18n import _
from kiknet.organisations import choices
from kiknet.vocabulary.queries import field_names
from kiknet.web import headers
from kiknet.web.public import public
from kiknet.web.requests import number_or_none

LIGHTS = ("hell", "dunkel", "auto")
SHOWN, MOST_SHOWN = 10, 50
HEIGHT, HEIGHTS = 600, (200, 2000)
A_FEW_MINUTES = "public, max-age=300"


@bp.get("/embed/kalender")
@public
def embed() -> Response:
    """A page for a frame: any website may show it, no script runs in it, nobody is remembered."""
    with i18n.as_(language()):
        chosen, today = _chosen(), clock.today()
        rows, has_more = agenda.list_entries(None, chosen, 1, _shown())
        page = render_template(
            "feeds/embed.html",
            words=feed.in_words(chosen),
            days=Writer(today, field_names()).list(rows, today),
            has_more=has_more,
            style=url_for(".embed_style", **_look(_colours())),
            calendar=url_for("calendar.index", **_arguments(chosen)),
            subscribe=url_for(".subscribe", **_arguments(chosen)),
        )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = headers.policy(script_src="'none'", frame_ancestors="*")
    answer.headers["Cache-Control"] = A_FEW_MINUTES
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]  # the same answer


@bp.get("/embed/kalender.css")
@public
def embed_style() -> Response:
    """The frame's colours as a stylesheet of its own, so that no page needs inline style."""
    answer = Response(_colours().stylesheet(), mimetype="text/css")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


@bp.get("/einbetten")
@public
def snippet() -> Response:
    """Choose, look, copy: for people who look after a website beside everything else."""
    chosen, unknown = known(_chosen())
    look, height = _colours(), _number("hoehe", HEIGHT, HEIGHTS)
    frame = url_for(".embed", **_arguments(chosen), **_look(look), **_count())
    words = feed.in_words(chosen)
    page = render_template(
        "feeds/snippet.html",
        chosen=chosen,
        unknown=unknown,
        words=words,
        groups=labels.groups(chosen),
        organisations=choices.organisations(chosen.organisations),
        look=look,
        accent=look.accent or colours.ACCENT,
        ground=look.ground or colours.LIGHT,
        shown=_shown(),
        most_shown=MOST_SHOWN,
        height=height,
        heights=HEIGHTS,
        frame=frame,
        code=_code(frame, height, words),
        language=i18n.chosen_in_address(),
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = headers.policy(frame_src="'self'")
    return answer


def _chosen() -> Filter:
    return Filter.parse(request.args.items(multi=True)).without_days()


def _colours() -> Colours:
    """What is none is passed over. The usual colours, which a form sends along, are no choice."""
    accent, ground = (colours.read(request.args.get(key, "")) for key in ("farbe", "hintergrund"))
    light = request.args.get("licht", "")
    return Colours(
        accent if accent != colours.ACCENT else "",
        ground if ground != colours.LIGHT else "",
        light if light in LIGHTS else LIGHTS[0],
    )


def _look(look: Colours) -> dict[str, Any]:
    """The keys of the address; a hexadecimal number without its sign, which would have to be escaped."""
    light = look.light if look.light != LIGHTS[0] and not look.ground else ""
    asked = {"farbe": look.accent.lstrip("#"), "hintergrund": look.ground.lstrip("#"), "licht": light}
    return {key: value for key, value in asked.items() if value}


def _shown() -> int:
    return _number("anzahl", SHOWN, (1, MOST_SHOWN))


def _count() -> dict[str, Any]:
    return {} if _shown() == SHOWN else {"anzahl": _shown()}


def _number(key: str, usual: int, bounds: tuple[int, int]) -> int:
    asked = number_or_none(request.args.get(key))
    return usual if asked is None else min(max(asked, bounds[0]), bounds[1])


def _code(frame: str, height: int, words: str) -> str:
    """What is pasted into the other website. Its `style` is that website's business, not our policy's."""
    settings = current_app.extensions["kiknet"]
    title = _("Calendar: %(name)s", name=f"{settings.network_name} – {words}" if words else settings.network_name)
    line = Markup('<iframe src="{}" title="{}" width="100%" height="{}" style="border:0" loading="lazy"></iframe>')
    return str(line.format(settings.base_url + frame, escape(title), height))


def _arguments(chosen: Filter) -> dict[str, Any]:
    return MultiDict(chosen.query()).to_dict(flat=False)
