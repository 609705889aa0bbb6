"""Every observance kiknet knows by itself, by tradition."""

from kiknet.observances.known import christian, free, islamic, others, world
from kiknet.observances.observance import Group

GROUPS: tuple[Group, ...] = (*free.GROUPS, *christian.GROUPS, *islamic.GROUPS, *others.GROUPS, *world.GROUPS)
