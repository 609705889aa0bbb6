"""Do a need and an offer speak of two different things, though they share some words?"""

from kiknet.matching import lexicon, words
from kiknet.matching.profiles import Profile

ANSWERED_FROM = 0.35
SAME_FROM = 0.7


def is_else(asked: Profile, given: Profile) -> bool:
    """Whether both name something precise and it is not the same; a drill "for the shelves" is not about shelves."""
    return _is_unanswered(asked, given) and _is_unanswered(given, asked)


def _is_unanswered(one: Profile, other: Profile) -> bool:
    """Whether the other knows nothing of what the title of one names, or speaks of it only in passing."""
    return _names_else(one, other) or _has_unknown_head(one, other) or _is_aside(one, other)


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
    unanswered = (all(lexicon.likeness(name, c) < ANSWERED_FROM for c in other.concepts) for name in one.named)
    return bool(other.concepts) and any(unanswered)
