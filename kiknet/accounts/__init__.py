"""People: how they sign in and how they keep their account theirs."""
