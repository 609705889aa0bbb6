"""What became of the measures of an older version."""

from collections.abc import Collection

from flask import flash, render_template, request, url_for
from werkzeug.utils import redirect

from kiknet.concept import mapping as thinking
from kiknet.concept import queries, service
from kiknet.concept.mapping import Item
from kiknet.concept.models import ConceptVersion
from kiknet.concept.views.blueprint import Answer, bp, office
from kiknet.errors import NotFound, Rejected
from kiknet.i18n import _
from kiknet.vocabulary.queries import field_choices
from kiknet.web.requests import number_or_none

NOTHING = "nichts"


@bp.route("/buero/konzept/<int:version_id>/zuordnung", methods=["GET", "POST"])
def mapping(version_id: int) -> Answer:
    """One field of action at a time: `?von=` the older version, `?feld=` the field."""
    by, new = office(), queries.version_by_id(version_id)
    old = _older(new)
    olds, news = queries.items_of(old.id), queries.items_of(new.id)
    fields = [(key, name) for key, name in field_choices() if any(item.field == key for item in olds)]
    chosen = request.values.get("feld", "")
    key = chosen if chosen in dict(fields) else fields[0][0] if fields else ""
    if request.method == "POST":
        try:
            decided, undecided = _sent([item.id for item in olds if item.field == key])
            service.decide_successors(by, old, new, decided, undecided)
        except Rejected as refusal:
            flash(refusal.reason, "warning")
        else:
            flash(_("Saved."), "success")
        return redirect(url_for(".mapping", version_id=new.id, von=old.id, feld=key), 303)
    decided = queries.decided_successors(old.id, new.id)
    left = thinking.left_over(olds, news, decided)
    return render_template(
        "concept/mapping.html",
        old=old,
        new=new,
        fields=fields,
        chosen=key,
        rows=_rows(olds, news, decided, key),
        left_old=left[0],
        left_new=left[1],
        field_names=dict(field_choices()),
        nothing=NOTHING,
    )


def _older(new: ConceptVersion) -> ConceptVersion:
    """The version asked for, otherwise the one before. Raises `NotFound`."""
    asked = number_or_none(request.values.get("von"))
    older = [version for version, _count in queries.versions() if version.id < new.id]
    found = next((version for version in older if asked in (None, version.id)), None)
    if found is None:
        raise NotFound
    return found


def _sent(asked: Collection[int]) -> tuple[dict[int, int | None], list[int]]:
    """What was chosen for the measures asked about, and those nobody has decided about."""
    decided: dict[int, int | None] = {}
    for number in asked:
        value = request.form.get(f"zu-{number}", "")
        if value == NOTHING:
            decided[number] = None
        elif found := number_or_none(value):
            decided[number] = found
    return decided, [number for number in asked if number not in decided]


def _rows(olds: list[Item], news: list[Item], decided: dict[int, int | None], key: str) -> list[dict[str, object]]:
    """Each old measure of a field with what is chosen or suggested, and what there is to choose from.

    Where something fits, that and the new measures of the same field are enough; otherwise all are offered.
    """
    guessed = thinking.guesses(olds, news)
    by_id = {item.id: item for item in news}
    rows: list[dict[str, object]] = []
    for item in (item for item in olds if item.field == key):
        is_decided = item.id in decided
        target = decided[item.id] if is_decided else guessed.get(item.id)
        near = [other for other in news if other.field == key or other.id == target]
        rows.append(
            {
                "old": item,
                "target": by_id.get(target or 0),
                "is_decided": is_decided,
                "choices": near if target else news,
            }
        )
    return rows
