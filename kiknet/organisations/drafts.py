"""What somebody typed, before it is stored."""

from dataclasses import dataclass, field
from typing import IO


@dataclass(frozen=True)
class ApplicationDraft:
    """A new organisation (`name`, `kind`), or a listed one somebody wants to act for (`organisation_id`)."""

    message: str
    name: str = ""
    kind: str = "other"
    organisation_id: int | None = None


@dataclass(frozen=True)
class ContactDraft:
    kind: str
    value: str
    label: str = ""
    is_public: bool = False


@dataclass(frozen=True)
class ProfileDraft:
    """A whole profile; `logo` is a new picture, `keeps_logo` says whether the old one stays without one."""

    name: str
    kind: str
    description: str = ""
    contacts: list[ContactDraft] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    logo: IO[bytes] | None = None
    logo_alt: str = ""
    keeps_logo: bool = True
