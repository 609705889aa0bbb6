"""Venues, and how one gets in."""
