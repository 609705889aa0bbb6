"""Who gives and who takes, read from texts: an offer that looks for the same, a need that gives it away."""

from kiknet.matching.entry import Entry
from kiknet.matching.said import leaning, signs

LOOKS, GIVES = 3.1, -1.0
"""Points from which what is filed as an offer looks for something, and below which what is filed as a need gives it."""
STILL_LOOKS, STILL_GIVES = -2.0, 3.0
"""The same where a phrase says so plainly: it is believed unless all else together is sure of the opposite."""
FEW_LOOK, FEW_GIVE = 1.6, -2.0
"""The same for a text too short for its words to count: then only phrases speak."""
LOUD = 4.5
"""Of those who want to talk with somebody many sound like looking."""
PLAINLY_LOOKS = frozenset({"§asks", "§recruits", "§at_a_loss", "§fetches", "§wants", "§asks_for_it"})
PLAINLY_GIVES = frozenset(
    {"§handed_out", "§who_takes_it", "§owners", "§serves", "§introduces", "§takes_in", "§gives_it"}
)
BOTH_WAYS = frozenset({"language_partner", "cooperation_partner"})


def asks(offer: Entry) -> bool:
    """Whether what is filed as an offer looks for it: "We need chairs for our café", "Who has a room?"."""
    if offer.kind == "interpreter" and offer.languages and all(tongue.role == "wants" for tongue in offer.languages):
        return True
    if offer.kind == "cooperation_partner" or _exchanges(offer):
        return False
    points, heard = _points(offer), _signs(offer)
    if offer.kind == "language_partner":
        return points > LOUD
    if PLAINLY_LOOKS & heard and not PLAINLY_GIVES & heard:
        return points > STILL_LOOKS
    is_sure = leaning.has_many_words(offer.title, offer.text) or PLAINLY_GIVES & heard
    return points > (LOOKS if is_sure else FEW_LOOK)


def _exchanges(partner: Entry) -> bool:
    """Who speaks one language and learns another looks and gives at once."""
    roles = {tongue.role for tongue in partner.languages}
    is_both = bool(roles & {"speaks", "offers"} and roles & {"learns", "wants"})
    return partner.kind == "language_partner" and is_both


def is_becoming(entry: Entry) -> bool:
    """ "Become a reader to children": who reads is looked for."""
    return entry.kind != "cooperation_partner" and "§becoming" in _signs(entry)


def gives(need: Entry) -> bool:
    """Whether what is filed as a need gives it away."""
    if need.kind in BOTH_WAYS:
        return False
    points = _points(need)
    if PLAINLY_GIVES & _signs(need):
        return points < STILL_GIVES
    return points < (GIVES if leaning.has_many_words(need.title, need.text) else FEW_GIVE)


def _points(entry: Entry) -> float:
    return leaning.points(entry.title, entry.text, entry.kind)


def _signs(entry: Entry) -> frozenset[str]:
    return signs.signs(entry.title, entry.text, entry.kind)
