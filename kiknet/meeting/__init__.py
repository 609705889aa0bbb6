"""A network meeting: the office writes down in one line what organisations would like, have, need and plan."""
