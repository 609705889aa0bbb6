"""The only words a request is made of: there is no field in which somebody's case could be told."""

from kiknet.i18n import _l

KINDS = {"interpreters": _l("Interpreters"), "volunteers": _l("Volunteers")}
TOPICS = {
    "authority": _l("Public authority"),
    "school": _l("School and childcare"),
    "health": _l("Health"),
    "counselling": _l("Advice and counselling"),
    "work": _l("Work and training"),
    "housing": _l("Housing"),
    "everyday": _l("Everyday life"),
    "event": _l("Event"),
}
WHERE = {
    "ours": _l("At our place"),
    "authority": _l("In a public office"),
    "school": _l("In a school or childcare centre"),
    "health": _l("In a surgery or hospital"),
    "elsewhere": _l("Elsewhere in town"),
    "phone": _l("On the phone"),
    "video": _l("By video"),
}
URGENCIES = {"normal": _l("It can wait"), "soon": _l("This week"), "urgent": _l("Urgent")}
REASONS = {
    "nobody_free": _l("Nobody is free at this time"),
    "no_language": _l("We have nobody for this language at the moment"),
    "too_short": _l("It is too short notice"),
    "not_ours": _l("The pool is not there for this"),
}
LASTING = {30: _l("half an hour"), 60: _l("1 hour"), 90: _l("1½ hours"), 120: _l("2 hours"), 180: _l("3 hours"),
           240: _l("4 hours"), 480: _l("a whole day")}  # fmt: skip
STATES = {
    "open": _l("Not answered yet"),
    "yes": _l("Somebody comes"),
    "no": _l("Declined"),
    "withdrawn": _l("Withdrawn"),
    "over": _l("Not answered in time"),
}
