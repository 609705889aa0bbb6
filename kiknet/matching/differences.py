"""Do a need and an offer speak of two different things, though they share some words?"""

from collections.abc import Iterable

from kiknet.matching import lexicon, words
from kiknet.matching.profiles import PRECISE, Profile, is_occasion

ANSWERED_FROM = 0.35
SAME_FROM = 0.7
ALIKE_FROM = 0.5
REPAIRS = frozenset({"repair", "bikerepair", "automotive"})
CARS = frozenset({"automotive", "car"})
NO_DEEDS = frozenset({"things", "who", "forms", "features", "places"})


def is_else(asked: Profile, given: Profile, *, is_deed: bool) -> bool:
    """Whether both name something precise and it is not the same; a drill "for the shelves" is not about shelves."""
    if not is_deed and _names_the_same_thing(asked, given):
        return False
    is_asked_else = _names_else(asked, given) or _has_unknown_head(asked, given)
    if not is_asked_else:
        return False
    has_nothing = (is_deed or bool(given.aside)) and not _shares_subject(asked, given)
    return has_nothing or _names_else(given, asked) or _is_aside(given, asked)


def _names_the_same_thing(asked: Profile, given: Profile) -> bool:
    """Standing tables are standing tables, whatever the feast they are for and what they are covered with."""
    return any(lexicon.known()[name].facet == "things" for name in asked.named & given.named)


def does_else(asked: Profile, given: Profile) -> bool:
    """Whether both are about the same thing, but not about what is to be done: sorting toys is not repairing them."""
    shared = {c for c in asked.concepts if any(lexicon.likeness(c, g) >= ALIKE_FROM for g in given.concepts)}
    is_thing = bool(shared) and all(lexicon.known()[c].facet in NO_DEEDS for c in shared)
    deeds = [name for name in given.named if lexicon.known()[name].facet == "deeds"]
    return is_thing and bool(deeds)


def repairs_else(asked: Profile, given: Profile) -> bool:
    """Whether one of two titles is about repairing and the other does not speak of it."""
    is_repair = bool(REPAIRS & given.titled) and not REPAIRS & asked.concepts.keys()
    return is_repair and bool(asked.named)


def repairs_other_things(asked: Profile, given: Profile) -> bool:
    """Whether both repair, but not the same: bicycles and cars."""
    if not (_repairs(asked.titled) and _repairs(given.titled)):
        return False
    one, other = (_things(each.titled) for each in (asked, given))
    spoken_of = other | _things(given.concepts)
    return bool(one and other) and not any(lexicon.likeness(c, g) >= ANSWERED_FROM for c in one for g in spoken_of)


def _repairs(names: Iterable[str]) -> bool:
    return any(name in REPAIRS or "repair" in lexicon.wider_of(name) for name in names)


def _things(names: Iterable[str]) -> set[str]:
    """With what a narrower repair is of: bicycles."""
    line = {wider for name in names for wider in (name, *lexicon.wider_of(name))}
    return {name for name in line if lexicon.known()[name].facet == "things" or name in CARS}


def _shares_subject(asked: Profile, given: Profile) -> bool:
    """Whether they have more in common than a form, or for whom it is."""
    return any(
        lexicon.likeness(c, g) >= ANSWERED_FROM
        for c in asked.concepts
        if (c in asked.titled or c not in asked.main) and (lexicon.known()[c].facet in PRECISE or is_occasion(c))
        for g in given.concepts.keys() - given.aside
    )


def _has_unknown_head(one: Profile, other: Profile) -> bool:
    return bool(one.unknown) and not any(words.resembles(word, said) for word in one.unknown for said in other.words)


def _is_aside(one: Profile, other: Profile) -> bool:
    """Whether the other has another subject and says of what one names only what it is for, or mentions it."""
    return bool(one.named and other.titled) and all(
        lexicon.likeness(name, c) < ANSWERED_FROM for name in one.named for c in other.titled
    )


def is_bound_else(given: Profile, asked: Profile) -> bool:
    """Whether the offer's title limits what it is about to something the need has nothing to do with."""
    return bool(given.bound and asked.main) and not any(
        lexicon.likeness(name, c) >= (ANSWERED_FROM if c in asked.main else SAME_FROM)
        for name in given.bound
        for c in asked.concepts
    )


def _names_else(one: Profile, other: Profile) -> bool:
    """Whether the title of one names something precise that the other knows nothing of."""
    if one.taught - other.taught:
        return True
    said = other.concepts.keys() - other.aside
    unanswered = (all(lexicon.likeness(name, c) < ANSWERED_FROM for c in said) for name in one.named)
    return bool(other.concepts) and any(unanswered)
