"""Deeds on the board. `listings`: offering and looking for; `approval`: the office; `answers`: interests."""
