"""Calendars and tables that come from elsewhere."""
