"""The part of the form that asks for languages: a row for each, with what one does with it and how well."""

from collections.abc import Iterator
from typing import Any

from kiknet.board.draft import Spoken
from kiknet.board.kinds import LEVELS
from kiknet.board.words import LEVEL_NAMES, roles_of
from kiknet.errors import Rejected
from kiknet.i18n import _, _l
from kiknet.vocabulary.words import language_choices
from kiknet.web.fields import SelectField

ROWS = 6
FIRST = 2
"""So many rows are shown, the rest unfolds."""


class LanguageFields:
    """To be mixed into a form; `direction` and `kind` say which roles there are to choose from."""

    direction: Any
    kind: Any

    def offer_languages(self) -> None:
        """Fill the choices, in the words of this kind."""
        named = [("", _("Please choose")), *language_choices()]
        roles = roles_of(self.direction.data or "", self.kind.data or "")
        levels = [("", _("not stated")), *((level, str(LEVEL_NAMES[level])) for level in LEVELS)]
        for number, row in enumerate(self.language_rows):
            language, role, level = row
            language.choices, role.choices, level.choices = named, roles, levels
            if role.data not in dict(roles):
                role.data = roles[min(number, len(roles) - 1)][0] if len(roles) == FIRST else roles[0][0]
            for field in row:
                field.flags.follows = True

    @property
    def language_rows(self) -> list[tuple[Any, Any, Any]]:
        form: Any = self
        return [(form[f"lang_{n}"], form[f"role_{n}"], form[f"level_{n}"]) for n in range(ROWS)]

    def read_languages(self) -> tuple[Spoken, ...]:
        return tuple(
            Spoken(language.data, role.data or "speaks", level.data or "")
            for language, role, level in self.language_rows
            if language.data
        )

    def unfinished_languages(self) -> Iterator[Rejected]:
        """A level of no language would be lost."""
        for language, _role, level in self.language_rows:
            if level.data and not language.data:
                yield Rejected(_("Which language? Please choose one."), language.name)


for number in range(ROWS):
    setattr(LanguageFields, f"lang_{number}", SelectField(_l("Language"), default=""))
    setattr(LanguageFields, f"role_{number}", SelectField(_l("What with it?"), default=""))
    setattr(LanguageFields, f"level_{number}", SelectField(_l("How well?"), default=""))


def values_of_languages(languages: tuple[Spoken, ...]) -> dict[str, Any]:
    """The same the other way round."""
    values: dict[str, Any] = {}
    for number in range(ROWS):
        spoken = languages[number] if number < len(languages) else Spoken("", "")
        values |= {f"lang_{number}": spoken.lang, f"role_{number}": spoken.role, f"level_{number}": spoken.level}
    return values
