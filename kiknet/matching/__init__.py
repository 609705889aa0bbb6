"""Needs and offers that find each other, and why."""
