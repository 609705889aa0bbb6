"""What a new cooperation can begin from, known above: an event, for example. The form comes filled in."""

from collections.abc import Callable
from dataclasses import dataclass

from kiknet.cooperations.draft import CooperationDraft
from kiknet.cooperations.models import Cooperation
from kiknet.errors import NotFound
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Beginning:
    """What is known already: the form's texts, and who is in (`have_agreed`) or will be asked.

    `because` is a sentence above the form; `done` is told in the same transaction, once the cooperation is there.
    """

    origin: str
    draft: CooperationDraft
    with_: tuple[Organisation, ...] = ()
    have_agreed: bool = False
    because: str = ""
    done: Callable[[Acting, Cooperation], None] = lambda _by, _cooperation: None


KINDS: dict[str, Callable[[Acting, int], Beginning]] = {}
"""By the table of what it begins from ("events"): found for who may see it, else `NotFound`."""


def of(by: Acting, began_from: tuple[str, int]) -> Beginning:
    """Raises `NotFound`."""
    kind, number = began_from
    if kind not in KINDS:
        raise NotFound
    return KINDS[kind](by, number)
