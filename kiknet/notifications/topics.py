"""What one can be told of. Each capability registers its topics; people choose by topic, letters differ by kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True)
class Topic:
    """`kinds` are the letters that belong to it: `templates/mail/<kind>.txt` with the title in its first line.

    `mail` and `inbox` are the cadences it begins with; `office` topics concern the network office only.
    """

    name: str
    group: Any
    title: Any
    kinds: tuple[str, ...]
    mail: str = "instant"
    inbox: str = "instant"
    office: bool = False


_topics: dict[str, Topic] = {}
_by_kind: dict[str, Topic] = {}


def register(*topics: Topic) -> None:
    """Called once, where a capability is imported. A kind belongs to one topic: `ValueError` otherwise."""
    for topic in topics:
        if any(_by_kind.get(kind, topic).name != topic.name for kind in topic.kinds):
            raise ValueError(f"a kind of {topic.name!r} belongs to another topic")
        _topics[topic.name] = topic
        _by_kind.update(dict.fromkeys(topic.kinds, topic))


def topic_of(kind: str) -> Topic:
    """`KeyError` for a kind nobody has registered."""
    return _by_kind[kind]


def named(name: str) -> Topic | None:
    return _topics.get(name)


def all_topics() -> list[Topic]:
    return list(_topics.values())


def topics_for(*, is_office: bool) -> list[tuple[str, list[Topic]]]:
    """What somebody can choose about, in groups, each with its heading."""
    mine: Iterator[Topic] = (topic for topic in _topics.values() if is_office or not topic.office)
    in_groups = groupby(sorted(mine, key=lambda topic: str(topic.group)), lambda topic: str(topic.group))
    return [(group, list(topics)) for group, topics in in_groups]
