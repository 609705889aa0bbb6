"""kiknet in other people's calendars."""
