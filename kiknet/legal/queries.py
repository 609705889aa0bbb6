"""Looking up legal texts."""

from sqlalchemy import select

from kiknet.db import db
from kiknet.legal import gaps
from kiknet.legal.models import PAGES, LegalText

COUNTS = "de"  # the language whose text must be there


def legal_text(page: str, language: str) -> LegalText | None:
    """The text of a page in one language, if the office has written it."""
    return db.session.get(LegalText, (page, language))


def shown_text(page: str, language: str) -> LegalText | None:
    """The finished text in the reader's language, else the German one as far as it is."""
    wanted = legal_text(page, language)
    return wanted if wanted and gaps.is_finished(wanted.text) else legal_text(page, COUNTS)


def texts() -> dict[tuple[str, str], LegalText]:
    """Every text there is, by page and language."""
    return {(row.page, row.language): row for row in db.session.scalars(select(LegalText))}


def unfinished() -> list[str]:
    """The pages whose German text is missing or still has gaps, in their order."""
    rows = select(LegalText.page, LegalText.text).where(LegalText.language == COUNTS)
    found = {row.page: row.text for row in db.session.execute(rows)}
    return [page for page in PAGES if not gaps.is_finished(found.get(page))]
