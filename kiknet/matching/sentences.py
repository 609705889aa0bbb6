"""Reasons, gaps and improvements as whole sentences in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from kiknet.i18n import _, _l, calendar_names, ngettext, quoted, written_day, written_times
from kiknet.matching.concept_names import NAMES
from kiknet.matching.judge import Reason, Verdict
from kiknet.vocabulary.words import audience_name, language_name

MISSING = {
    "said": _l("What the two texts say does not seem to go together: please read both first."),
    "time": _l("It is still open when it could be."),
    "clock": _l("The time of day is still open."),
    "district": _l("It is still open in which part of town."),
    "language": _l("One of the two does not say which languages."),
    "capacity": _l("It does not say for how many people there is room."),
    "quantity": _l("It does not say how many there are."),
}
IMPROVEMENTS = {
    "time": _l("If you say when it could be, it shows whether both have time."),
    "clock": _l("If you name a time of day, it shows whether it suits both."),
    "languages": _l("If you name your languages, it shows whether you understand each other."),
    "capacity": _l("If you say for how many people it is, it shows whether there is room enough."),
    "quantity": _l("If you say how many it is about, it shows whether there are enough."),
    "district": _l("If you name the part of town, others know how far it is."),
    "audiences": _l("If you say whom it is for, it shows whether these are the same people."),
    "topics": _l("If you add a keyword, it is easier to see what it is about."),
    "renew": _l("If you extend the entry, there is more time: it ends soon."),
    "level": _l("Agree beforehand how much of the language is needed."),
}
REFUSALS = {
    "direction": _l("Both look for something, or both offer something."),
    "kind": _l("These are different kinds of things."),
    "state": _l("One of the two is paused or over."),
    "organisation": _l("Both belong to the same organisation."),
    "capacity": _l("It is too small, or there are too few."),
    "language": _l("The languages do not go together."),
    "time": _l("There is no time that suits both."),
}


def reasons(found: Iterable[Reason]) -> list[str]:
    """The sentences of a match, those with most points first."""
    ordered = sorted(found, key=lambda reason: -reason.points)
    return [text for text in map(sentence, ordered) if text]


def sentence(reason: Reason) -> str:
    """What one factor contributed; empty when it only did no harm."""
    return _WRITERS[reason.factor](reason)


def missing(verdict: Verdict) -> list[str]:
    return [str(MISSING[what]) for what in verdict.missing]


def improvements(verdict: Verdict) -> list[str]:
    return [str(IMPROVEMENTS[what]) for what in verdict.improvements]


def refusal(verdict: Verdict) -> str:
    return str(REFUSALS[verdict.refusal]) if verdict.refusal else ""


def _topic(reason: Reason) -> str:
    words = [concept_name(name) for name in reason.params.get("concepts", ())]
    words = words or [quoted(word) for word in reason.params.get("words", ())]
    people = reason.params.get("capacity")
    if words and people:
        return _(
            "Both are about %(words)s, and there is room for %(people)d people.", words=joined(words), people=people
        )
    if people:
        return ngettext("There is room for %(num)d person.", "There is room for %(num)d people.", people)
    return _("Both are about %(words)s.", words=joined(words)) if words else ""


def _language(reason: Reason) -> str:
    names = joined([language_name(code) for code in reason.params.get("languages", ())])
    back = joined([language_name(code) for code in reason.params.get("exchanged", ())])
    if names and back:
        return _("Both gain: %(names)s is offered, and %(back)s in return.", names=names, back=back)
    return _("The language fits: %(names)s.", names=names) if names else ""


def _time(reason: Reason) -> str:
    params = reason.params
    if params.get("flexible"):
        return _("One of the two is flexible about the time.")
    if "weekday" not in params:
        return ""
    clock = _clock(params.get("begins"), params.get("ends"))
    if params.get("day"):
        day = written_day(date.fromisoformat(params["day"]))
        return _("Both on %(day)s, %(clock)s.", day=day, clock=clock) if clock else _("Both on %(day)s.", day=day)
    return _weekly(params["weekday"], params.get("begins"), params.get("ends"), clock)


def _weekly(weekday: int, begins: str | None, ends: str | None, clock: str) -> str:
    day = calendar_names().long[weekday]
    if not clock:
        return _("Both have time on %(day)s.", day=day)
    part = _part_of_day(begins, ends)
    if part:
        return _("Both have time on %(day)s %(part)s (%(clock)s).", day=day, part=part, clock=clock)
    return _("Both have time on %(day)s, %(clock)s.", day=day, clock=clock)


def _clock(begins: str | None, ends: str | None) -> str:
    return written_times(*(time.fromisoformat(at) if at else None for at in (begins, ends)))


def _part_of_day(begins: str | None, ends: str | None) -> str:
    if not begins or not ends:
        return ""
    if ends <= "12:30":
        return _("in the morning")
    if begins >= "17:00":
        return _("in the evening")
    return _("in the afternoon") if begins >= "12:00" and ends <= "18:30" else ""


def _district(reason: Reason) -> str:
    if "district" in reason.params:
        return _("Both are in the same part of town.")
    return _("Both are in %(group)s.", group=reason.params["group"]) if "group" in reason.params else ""


def _audience(reason: Reason) -> str:
    names = joined([audience_name(code) for code in reason.params.get("audiences", ())])
    return _("Both are there for the same people: %(names)s.", names=names) if names else ""


def _freshness(_reason: Reason) -> str:
    return ""


def joined(words: Sequence[str]) -> str:
    """ "Chairs, tables and benches" as the reader writes it."""
    if len(words) < 2:
        return "".join(words)
    return _("%(words)s and %(last)s", words=", ".join(words[:-1]), last=words[-1])


def concept_name(name: str) -> str:
    """A concept in the reader's language."""
    return str(NAMES[name])


_WRITERS = {
    "topic": _topic,
    "language": _language,
    "time": _time,
    "district": _district,
    "audience": _audience,
    "freshness": _freshness,
}
