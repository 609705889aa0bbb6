"""Words in every language of the interface at once: what is kept is read later, in whichever language."""

from typing import Any

from kiknet.i18n import LANGUAGES, force_locale

Both = dict[str, str]


def both(words: Any) -> Both:
    """A lazy sentence as it is said in each language now."""
    found = {}
    for code in LANGUAGES:
        with force_locale(code):
            found[code] = str(words)
    return found


def same(name: str) -> Both:
    """A name that is the same in all of them."""
    return dict.fromkeys(LANGUAGES, name)


def said(words: Both, language: str) -> str:
    return words.get(language) or words["de"]
