"""What is wrong with a question."""

from kiknet.errors import KiknetError


class BadQuestion(KiknetError):
    """Parameters that cannot be understood: (name, reason) of each, in words (400)."""

    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        super().__init__(reasons)
        self.reasons = reasons
