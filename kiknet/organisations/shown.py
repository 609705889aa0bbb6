"""What an organisation's profile shows to a reader, in words; also for the organisation's own page."""

from typing import Any

from kiknet.i18n import _l
from kiknet.organisations import queries
from kiknet.organisations.acting import Acting
from kiknet.organisations.models import Organisation
from kiknet.vocabulary import queries as vocabulary
from kiknet.vocabulary import words

CONTACT_NAMES = {
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "website": _l("Website"),
    "address": _l("Postal address"),
    "person": _l("Contact person"),
}


def words_of(by: Acting | None, organisation: Organisation) -> dict[str, Any]:
    """The variables of `organisations/_profile.html` beside `organisation` itself."""
    field_names, district_names = vocabulary.field_names(), vocabulary.district_names()
    return {
        "kind": words.kind_name(organisation.kind),
        "contacts": queries.contacts_for(by, organisation),
        "contact_names": CONTACT_NAMES,
        "languages": [words.language_name(code) for code in organisation.languages],
        "audiences": [words.audience_name(code) for code in organisation.audiences],
        "fields": [(key, field_names[key]) for key in organisation.fields if key in field_names],
        "districts": [district_names[code] for code in organisation.districts if code in district_names],
    }
