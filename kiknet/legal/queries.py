"""Looking up legal texts."""

from kiknet.db import db
from kiknet.legal.models import LegalText


def legal_text(page: str, language: str) -> LegalText | None:
    """The text of a page in one language, if the office has written it."""
    return db.session.get(LegalText, (page, language))
