"""The page on which people say which measures something serves: the same for events and cooperations."""

from collections.abc import Callable, Collection, Sequence

from flask import flash, render_template, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from kiknet.concept.models import MeasureLink
from kiknet.concept.queries import measures_by_ids
from kiknet.errors import ChangedMeanwhile, Rejected
from kiknet.i18n import _
from kiknet.vocabulary.queries import field_names
from kiknet.web.requests import number_or_none
from kiknet.web.templating import here

MOST_LETTERS = 100
Suggest = Callable[[str], Sequence[int]]


def page(
    title: str,
    back: str,
    links: Sequence[MeasureLink],
    suggest: Suggest,
    choose: Callable[[Collection[int]], None],
    usual: Collection[int] = (),
) -> Response | str | tuple[str, int]:
    """Show what is chosen and what `suggest` finds (for words typed instead, or ""), or take over what was sent.

    As long as nothing is chosen, the `usual` ones are ticked.
    """
    if request.method == "GET":
        return _shown(title, back, links, suggest, chosen=None if links else set(usual))
    chosen = {number for value in request.form.getlist("measures") if (number := number_or_none(value))}
    try:
        choose(chosen)
    except Rejected as refusal:
        return _shown(title, back, links, suggest, refusal.reason, chosen), 422
    except ChangedMeanwhile:
        sentence = _("Somebody else has just saved this. Please send it once more.")
        return _shown(title, back, links, suggest, sentence, chosen), 409
    flash(_("Thank you. The network office looks at it.") if chosen else _("Saved."), "success")
    return redirect(back, 303)


def _shown(
    title: str,
    back: str,
    links: Sequence[MeasureLink],
    suggest: Suggest,
    refusal: str = "",
    chosen: set[int] | None = None,
) -> str:
    words = request.args.get("q", "").strip()[:MOST_LETTERS]
    known = {link.measure_id: link for link in links}
    ticked = {number for number, link in known.items() if link.state != "rejected"} if chosen is None else chosen
    found = [number for number in suggest(words) if number not in known]
    offered = measures_by_ids([*known, *found, *(chosen or ())])
    return render_template(
        "concept/choice.html",
        title=title,
        back=back,
        here=here,
        refusal=refusal,
        words=words,
        links=known,
        ticked=ticked,
        chosen=[measure for measure in offered if measure.id in known],
        suggested=[measure for measure in offered if measure.id not in known],
        field_names=field_names(),
    )
