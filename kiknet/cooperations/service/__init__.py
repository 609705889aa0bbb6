"""Deeds with cooperations, one module for each kind."""
