"""News from the calendar by e-mail, for people without an account."""
