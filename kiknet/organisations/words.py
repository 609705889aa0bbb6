"""Roles and kinds of contacts in words, and the folded words an organisation is found and sorted by."""

from kiknet.fold import fold
from kiknet.i18n import _l, as_
from kiknet.vocabulary.words import kind_name

ROLE_NAMES = {"admin": _l("Admin"), "editor": _l("Editor"), "viewer": _l("Viewer")}


def search_text(name: str, kind: str, description: str = "") -> str:
    """What `Organisation.search_text` holds: the name comes first, so that lists sort by it as people expect."""
    with as_("de"):
        kind_in_german = kind_name(kind)
    with as_("en"):
        return fold(f"{name} {kind_in_german} {kind_name(kind)} {description}")
