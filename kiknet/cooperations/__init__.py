"""Several organisations do one thing: from an idea on the wall to what has come of it."""
