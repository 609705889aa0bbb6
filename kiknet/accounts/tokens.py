"""What is stored of a random token."""

import hashlib


def hash_of(token: str) -> str:
    """SHA-256, in hex: enough for a token of 32 random bytes, which nobody can guess."""
    return hashlib.sha256(token.encode()).hexdigest()
