"""Days and times as people type them (see `kiknet.web.typed`)."""

from kiknet.web.typed import YEARS, day_of, last_day_of, read_day, read_time, time_of

__all__ = ["YEARS", "day_of", "last_day_of", "read_day", "read_time", "time_of"]
