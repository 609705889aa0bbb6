"""Rooms and things that are lent, and cannot be promised twice."""
