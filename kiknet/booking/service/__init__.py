"""Deeds with rooms and bookings, one module per kind."""
