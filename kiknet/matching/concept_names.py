"""What the concepts are called in the reasons people read."""

from kiknet.matching import names_of_deeds, names_of_kinds, names_of_things

NAMES = {**names_of_things.NAMES, **names_of_deeds.NAMES, **names_of_kinds.NAMES}
