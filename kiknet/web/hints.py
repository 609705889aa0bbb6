"""What a writer may not have thought of. A hint never keeps anybody from saving."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from kiknet import spotting
from kiknet.i18n import _

FEW_LINKS = 2


def hints(*texts: str) -> list[str]:
    """Sentences about what everybody will see in these texts; none for most."""
    text = "\n".join(texts)
    found = []
    if spotting.phones(text):
        found.append(
            _("Everybody sees the phone number. Leave it out if it is a private one: people can write to you here.")
        )
    if spotting.addresses(text):
        found.append(
            _("Everybody sees the e-mail address. Leave it out if it is a private one: people can write to you here.")
        )
    if len(spotting.links(text)) > FEW_LINKS:
        found.append(_("There are many links in your text. One is easier to follow, and looks less like advertising."))
    return found


def mark(found: Sequence[str]) -> str:
    """What a form carries back: these hints have been read."""
    return sha256("\n".join(found).encode()).hexdigest()[:12] if found else ""


def unread(given: Mapping[str, str], found: Sequence[str]) -> list[str]:
    """The hints that stand in the way once, before something is shown: none when the form has shown just these."""
    return [] if given.get("hints_read") == mark(found) else list(found)
