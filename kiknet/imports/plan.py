"""What taking over a calendar would do: for each event what and why. Values in, values out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiknet.calendar.policy import LIVE
from kiknet.fold import fold
from kiknet.i18n import _l
from kiknet.imports.read import ReadEvent

KINDS = ("new", "changed", "unchanged", "skipped", "gone")


@dataclass(frozen=True, kw_only=True)
class Known:
    """An event of ours that may be meant: by its name over there, its own UID, or its title and beginning."""

    event_id: int
    uid: str
    owner_id: int
    owner_name: str
    title: str
    starts_local: datetime | None
    source_id: int | None
    source_uid: str
    source_mark: str
    is_detached: bool
    is_public: bool
    publication: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What becomes of one event; `reason` says why one is skipped."""

    kind: str
    title: str
    starts_local: datetime | None
    line: int = 0
    reason: Any = ""
    event_id: int | None = None
    read: ReadEvent | None = None


@dataclass(frozen=True)
class Here:
    """What is known on our side. `kept` are the organisation's sources that keep their events in step by themselves."""

    organisation_id: int | None
    imported: Mapping[str, Known]
    by_uid: Mapping[str, Known]
    typed: Collection[Known] = ()
    kept: Collection[int] = ()


def plan(events: Iterable[ReadEvent], here: Here, source_id: int | None = None) -> list[Entry]:
    """One entry for each event read, in their order."""
    typed = {(fold(known.title), known.starts_local) for known in here.typed}
    return [_entry(read, here, typed, source_id) for read in events]


def _entry(read: ReadEvent, here: Here, typed: set[tuple[str, datetime | None]], source_id: int | None) -> Entry:
    known = here.imported.get(read.uid)
    kind, reason, event_id = "new", "", None
    if known is not None:
        kind, reason = _again(read, known, here, source_id)
        event_id = known.event_id
    elif ours := here.by_uid.get(read.uid):
        kind, reason = _ours(ours, here)
    elif (fold(read.draft.title), read.draft.starts_local) in typed:
        kind, reason = "skipped", _l("It is here already, entered by hand.")
    draft = read.draft
    return Entry(
        kind=kind,
        title=draft.title,
        starts_local=draft.starts_local,
        line=read.line,
        reason=reason,
        event_id=event_id,
        read=read,
    )


def _again(read: ReadEvent, known: Known, here: Here, source_id: int | None) -> tuple[str, Any]:
    """One that was taken over before."""
    if known.is_detached:
        return "skipped", _l("It was changed here, and is not overwritten any more.")
    if known.publication not in LIVE:
        return "skipped", _l("It was taken off the calendar here.")
    if source_id and known.source_id != source_id and known.source_id in here.kept:
        return "skipped", _l("It comes from another calendar of yours already.")
    return ("unchanged" if known.source_mark == read.fingerprint else "changed"), ""


def _ours(known: Known, here: Here) -> tuple[str, Any]:
    """One that went out from here and comes back; what others have hidden or taken back is not spoken of."""
    if known.owner_id == here.organisation_id:
        return "skipped", _l("It comes from here.")
    if known.is_public:
        return "skipped", _l("It is on the calendar already, by %(name)s.", name=known.owner_name)
    return "new", ""
