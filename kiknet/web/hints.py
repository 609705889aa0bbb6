"""What a writer may not have thought of. A hint never keeps anybody from saving."""

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
